import {sentencesOf} from '../language/sentences.js'
import {tokensOf} from '../language/tokens.js'

/** What LanguageTool shows on either side of a match. */
const contextSize = 40

/** How far a sentence is looked for, so that many findings in a long one take no more than linear time and room. */
const reach = 1000

export type MatchContext = {text: string; offset: number; length: number}

/** What stands around `source.slice(start, end)`, in one line; the offset is that of the match in it. */
export function contextOf(source: string, start: number, end: number): MatchContext {
  const from = wholeCharacter(source, Math.max(0, start - contextSize))
  const to = wholeCharacter(source, Math.min(source.length, end + contextSize))
  const before = from > 0 ? '...' : ''
  const after = to < source.length ? '...' : ''
  const text = `${before}${source.slice(from, to).replace(/[\r\n]/g, ' ')}${after}`
  return {text, offset: before.length + start - from, length: end - start}
}

/** Moves an offset out of a surrogate pair, backwards. */
function wholeCharacter(source: string, offset: number): number {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(source.slice(offset - 1, offset + 1)) ? offset - 1 : offset
}

/** The sentence or sentences that `text.slice(start, end)` is part of, cut where they are very long. */
export function sentenceAt(text: string, start: number, end: number): string {
  const from = Math.max(0, start - reach)
  const near = text.slice(from, Math.min(end, start + reach) + reach)
  const paragraph = paragraphAt(near, start - from, Math.min(end, start + reach) - from)
  const first = start - from - paragraph.start
  const last = Math.min(end, start + reach) - from - paragraph.start
  const sentences = sentencesOf(paragraph.text, tokensOf(paragraph.text)).filter(
    (sentence) => sentence.end > first && sentence.start < last,
  )
  const begin = Math.min(first, sentences[0]?.start ?? first)
  return paragraph.text.slice(begin, Math.max(last, sentences.at(-1)?.end ?? last)).trim()
}

/** The text between the blank lines around a range, and where it begins. */
function paragraphAt(text: string, start: number, end: number): {text: string; start: number} {
  let from = 0
  let to = text.length
  for (const match of text.matchAll(/\r?\n[ \t]*\r?\n/g)) {
    const after = match.index + match[0].length
    if (after <= start) from = after
    else if (match.index >= end) {
      to = match.index
      break
    }
  }
  return {text: text.slice(from, to), start: from}
}
