import type {Token} from './tokens.js'

/** The tokens from `first`, `length` of them, stand again `distance` tokens further on; indices of the paragraph. */
export type Repeat = {first: number; distance: number; length: number}

/** The farthest that a copy may begin from the first one, in tokens; it bounds the time that a token takes. */
const reach = 24

/**
 * Finds every longest run of two or more tokens that stands again within reach, case aside, among the tokens from
 * `first` to `last`, `last` exclusive. A repeat whose length is not below its distance is a loop: `of the of the` has
 * length 2 and distance 2, and `of the of the of the` has length 4 and distance 2.
 *
 * @returns The repeats, nearest copies first, then in the order of the text.
 */
export function repeatsOf(tokens: readonly Token[], first: number, last: number): Repeat[] {
  const repeats: Repeat[] = []
  const hashes = new Int32Array(last - first)
  for (let index = first; index < last; index++) hashes[index - first] = hashOf((tokens[index] as Token).lower)
  for (let distance = 2; distance <= reach && distance + 2 <= hashes.length; distance++) {
    let length = 0
    for (let index = distance; index <= hashes.length; index++) {
      const copy = index - distance
      if (index < hashes.length && hashes[index] === hashes[copy]) {
        length++
        continue
      }
      if (length > 1) repeats.push({first: first + copy - length, distance, length})
      length = 0
    }
  }
  return repeats.filter((repeat) => isSame(tokens, repeat))
}

/** Whether the tokens are the same, and not only their hashes. */
function isSame(tokens: readonly Token[], {first, distance, length}: Repeat): boolean {
  for (let index = first; index < first + length; index++) {
    if (tokens[index]?.lower !== tokens[index + distance]?.lower) return false
  }
  return true
}

function hashOf(text: string): number {
  let hash = text.length
  for (let index = 0; index < text.length; index++) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0
  return hash
}
