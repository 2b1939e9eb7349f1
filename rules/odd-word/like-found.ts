/**
 * The right words as they would stand in the place of the wrong ones: with their capitals, and with their hyphens where
 * they have as many words; beside it the words as the list has them, if that differs.
 */
export function likeFound(right: string, found: string): string[] {
  const joined = hyphens(right, found)
  const cased = likeCase(joined, found)
  return joined === right ? [cased] : [cased, likeCase(right, found)]
}

function hyphens(right: string, found: string): string {
  const gaps = found.match(/[-\s]+/g) ?? []
  const words = right.split(/[ -]/)
  if (right.includes('-') || !found.includes('-') || gaps.length !== words.length - 1) return right
  return words
    .map((word, index) => word + (gaps[index] === undefined ? '' : gaps[index]?.includes('-') ? '-' : ' '))
    .join('')
}

function likeCase(right: string, found: string): string {
  if (/\p{Lu}{2}/u.test(found) && found === found.toUpperCase()) return right.toUpperCase()
  if (/^\p{Lu}\p{L}*[ -]\p{Lu}/u.test(found))
    return right.replace(/(?<=^|[ -])\p{L}/gu, (letter) => letter.toUpperCase())
  return /^\p{Lu}/u.test(found) ? right.charAt(0).toUpperCase() + right.slice(1) : right
}
