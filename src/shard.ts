import {createHash} from 'node:crypto'

/** One of so many parts, from 1. */
export type Shard = {index: number; count: number}

/**
 * Gives the items of a part: every item is in one part only, and the parts differ by one item at most. They are cut from
 * the list in the order of a hash, so that large neighbours come apart, and that an item more or less moves only few
 * others to another part, whose cache then still fits.
 *
 * @param keyOf What tells an item from the others, and is the same on every machine.
 * @returns The items of the part, in the order in which they were given.
 */
export function shardOf<Item>(items: readonly Item[], {index, count}: Shard, keyOf: (item: Item) => string): Item[] {
  const hashes = items.map((item) => ({item, hash: createHash('sha256').update(keyOf(item)).digest('hex')}))
  hashes.sort((a, b) => (a.hash < b.hash ? -1 : 1))
  const cut = (part: number) => Math.floor((items.length * part) / count)
  const part = new Set(hashes.slice(cut(index - 1), cut(index)).map(({item}) => item))
  return items.filter((item) => part.has(item))
}
