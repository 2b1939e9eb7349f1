/** A set of words that may take others for members, one in some hundreds; asking costs a fraction of asking a `Set`. */
export type WordFilter = {
  has(word: string): boolean
  /** The same of a word whose key is known. */
  hasKey(key: number): boolean
}

/** Makes a filter that has all of some words. */
export function createWordFilter(words: Iterable<string>): WordFilter {
  const bits = new Uint8Array(65_536)
  for (const word of words) bits[keyOf(word)] = 1
  return {has: (word) => bits[keyOf(word)] === 1, hasKey: (key) => bits[key] === 1}
}

/** The first two letters, the last two and the length, mixed to 16 bits. */
export function keyOf(word: string): number {
  const {length} = word
  if (length < 2) return word.charCodeAt(0) & 65_535
  const first = word.charCodeAt(0) * 31 + word.charCodeAt(1)
  const last = word.charCodeAt(length - 2) * 31 + word.charCodeAt(length - 1)
  return ((first * 61 + last) * 17 + length) & 65_535
}

/** How many bits a filter of pairs of words has. */
const pairBits = 1 << 19

/** Makes a filter of pairs of words, a bit for each that it has, which some others share. */
export function pairFilterOf(pairs: Iterable<readonly [string, string]>): Uint8Array {
  const filter = new Uint8Array(pairBits / 8)
  for (const [one, other] of pairs) {
    const bit = bitOf(keyOf(one), keyOf(other))
    filter[bit >>> 3] = (filter[bit >>> 3] as number) | (1 << (bit & 7))
  }
  return filter
}

/** Whether a filter may have a pair of words, by their keys. */
export function mayHavePair(filter: Uint8Array, one: number, other: number): boolean {
  const bit = bitOf(one, other)
  return (((filter[bit >>> 3] as number) >>> (bit & 7)) & 1) === 1
}

function bitOf(one: number, other: number): number {
  const mixed = Math.imul(one + 1, 0x9e3779b1) ^ Math.imul(other + 1, 0x85ebca77)
  return (mixed ^ (mixed >>> 15)) & (pairBits - 1)
}
