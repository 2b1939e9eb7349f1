/** A set of words that may take others for members, one in some hundreds; asking costs a fraction of asking a `Set`. */
export type WordFilter = {has(word: string): boolean}

/** Makes a filter that has all of some words. */
export function createWordFilter(words: Iterable<string>): WordFilter {
  const bits = new Uint8Array(65_536)
  for (const word of words) bits[keyOf(word)] = 1
  return {has: (word) => bits[keyOf(word)] === 1}
}

/** The first two letters, the last two and the length, mixed to 16 bits. */
function keyOf(word: string): number {
  const {length} = word
  if (length < 2) return word.charCodeAt(0) & 65_535
  const first = word.charCodeAt(0) * 31 + word.charCodeAt(1)
  const last = word.charCodeAt(length - 2) * 31 + word.charCodeAt(length - 1)
  return ((first * 61 + last) * 17 + length) & 65_535
}
