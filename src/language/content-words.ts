import type {Sentence} from './sentences.js'
import type {Token} from './tokens.js'

/** Longer words that only join, in lower case. */
const joining = new Set(
  'about after again could their there these those under until where which while would shall should because before'.split(
    ' ',
  ),
)

/** So many letters tell a word from others and leave its ending out: `close`, `closed`, `closing`. */
const stem = 5

/** What a sentence says, without the words that only join: small enough to be remembered. */
export type Signature = {
  /** Hashes of the stems of the longer words and of the numbers, in the order of the text. */
  content: readonly number[]
  /** Number of words and numbers. */
  words: number
  /** Number of words that begin with a capital. */
  capitals: number
  /** Hash of the numbers and of the names after the first word. */
  names: number
  /** Hash of the shape of all words: their lengths and their first and last letters. */
  shape: number
}

export function signatureOf(tokens: readonly Token[], sentence: Sentence): Signature {
  const content: number[] = []
  let words = 0
  let capitals = 0
  let names = 0
  let shape = 0
  for (let index = sentence.first; index < sentence.last; index++) {
    const {kind, text, lower} = tokens[index] as Token
    if (kind !== 'word' && kind !== 'number') continue
    words++
    shape =
      (Math.imul(shape, 31) + lower.length * 0x10_000 + lower.charCodeAt(0) * 7 + lower.charCodeAt(lower.length - 1)) |
      0
    const code = text.charCodeAt(0)
    const capital = code >= 65 && code <= 90
    if (capital) capitals++
    if (kind === 'number' || (capital && words > 1)) names = (Math.imul(names, 31) + hash(lower, lower.length)) | 0
    if (kind === 'number') content.push(hash(lower, lower.length))
    else if (lower.length >= stem && !(lower.length < 8 && joining.has(lower))) content.push(hash(lower, stem))
  }
  return {content, words, capitals, names, shape}
}

/** A hash of the items from `start` to `end`, `end` exclusive, in their order. */
export function hashOfContent(content: readonly number[], start = 0, end = content.length): number {
  let value = end - start
  for (let index = start; index < end; index++) value = (Math.imul(value, 31) + (content[index] as number)) | 0
  return value
}

/**
 * Whether two sentences say the same: names and numbers agree, and what differs of the content stands in one place and
 * is at most one word of eight.
 */
export function isNearly(a: Signature, b: Signature): boolean {
  const [short, long] = a.content.length < b.content.length ? [a.content, b.content] : [b.content, a.content]
  const allowed = Math.floor(long.length / 8)
  if (a.names !== b.names || long.length - short.length > allowed) return false
  let start = 0
  while (start < short.length && short[start] === long[start]) start++
  let end = 0
  while (end < short.length - start && short.at(-1 - end) === long.at(-1 - end)) end++
  return long.length - start - end <= allowed
}

/** A hash of the first `end` code units. */
function hash(text: string, end: number): number {
  let value = end
  for (let index = 0; index < end; index++) value = (Math.imul(value, 31) + text.charCodeAt(index)) | 0
  return value
}
