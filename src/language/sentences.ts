import {beforeNumber, dotted, maybeLast, neverLast, sentenceStarters, titles} from './abbreviations.js'
import {isQuotationMark} from './quotation-marks.js'
import type {Token} from './tokens.js'

/**
 * A sentence of a paragraph with the marks that close it, without the white space around it. `first` and `last` are
 * indices of its tokens, `last` exclusive; `start` and `end` are indices of the text.
 */
export type Sentence = {start: number; end: number; first: number; last: number}

const terminators = new Set(['.', '!', '?', '…', '‽', '。', '！', '？'])
const closers = new Set([')', ']', '}', '”', '’', '"', "'", '»', '›', '“', '‘'])

/**
 * Splits a paragraph into sentences. A lower-case word after a full stop begins a sentence, unless what the full stop
 * belongs to is an abbreviation; after `!` and `?` it goes on with the sentence, as in dialogue.
 */
export function sentencesOf(text: string, tokens: readonly Token[]): Sentence[] {
  const sentences: Sentence[] = []
  let first = 0
  for (let index = 0; index < tokens.length; index++) {
    if (!terminators.has(tokenText(tokens, index))) continue
    const stop = index
    let last = index + 1
    while (last < tokens.length && touches(tokens, last) && endsWith(tokens, last)) last++
    last = skipReference(tokens, last)
    while (last < tokens.length && isOrphanMark(text, tokens, last)) last++
    index = last - 1
    const next = tokens[last]
    if (next && (touches(tokens, last) || !isBoundary(tokens, first, stop, last))) continue
    sentences.push(sentence(tokens, first, last))
    first = last
  }
  if (first < tokens.length) sentences.push(sentence(tokens, first, tokens.length))
  return sentences
}

function sentence(tokens: readonly Token[], first: number, last: number): Sentence {
  return {start: (tokens[first] as Token).start, end: (tokens[last - 1] as Token).end, first, last}
}

function tokenText(tokens: readonly Token[], index: number): string {
  return tokens[index]?.text ?? ''
}

/** Whether no white space stands before a token. */
function touches(tokens: readonly Token[], index: number): boolean {
  return tokens[index - 1]?.end === tokens[index]?.start
}

function endsWith(tokens: readonly Token[], index: number): boolean {
  const text = tokenText(tokens, index)
  return terminators.has(text) || closers.has(text)
}

/** Skips a note that is written to the full stop: `grew.[12] The`. */
function skipReference(tokens: readonly Token[], index: number): number {
  let next = index
  while (touches(tokens, next) && tokenText(tokens, next) === '[' && tokens[next + 1]?.kind === 'number') {
    if (tokenText(tokens, next + 2) !== ']') break
    next += 3
  }
  return next
}

/** A quotation mark that can open nothing, as in `situation. “`: it stays with the sentence before it. */
function isOrphanMark(text: string, tokens: readonly Token[], index: number): boolean {
  const token = tokens[index] as Token
  return isQuotationMark(token.text) && !/[^\s.,;:!?”’"“]/.test(text.charAt(token.end))
}

/** Whether the terminator at `stop` ends the sentence that began at `first`, when `next` would begin another. */
function isBoundary(tokens: readonly Token[], first: number, stop: number, next: number): boolean {
  const opener = firstWord(tokens, next)
  const lowercase = opener !== undefined && opener.kind === 'word' && /^\p{Ll}/u.test(opener.text)
  const mark = tokenText(tokens, stop)
  if (mark === '。' || mark === '！' || mark === '？') return true
  if (mark !== '.' || tokenText(tokens, stop + 1) === '.') return !lowercase
  const before = tokens[stop - 1]
  if (!before || !touches(tokens, stop)) return !lowercase
  // `1. Open the file.` is one sentence.
  if (before.kind === 'number') return stop - 1 > first
  if (before.kind !== 'word') return true
  const starter = opener !== undefined && !lowercase && sentenceStarters.has(opener.lower)
  if (before.text.length === 1 || isDotted(tokens, stop)) return starter
  const word = before.lower
  if (titles.has(word) && /^\p{Lu}/u.test(before.text)) return starter && word.length > 3
  if (neverLast.has(word)) return starter
  if (beforeNumber.has(word) && opener?.kind === 'number') return false
  if (maybeLast.has(word)) return /^\p{Lu}/u.test(before.text) ? starter : !lowercase
  return true
}

/** The first word or number at or after a token, past marks that open. */
function firstWord(tokens: readonly Token[], index: number): Token | undefined {
  for (let next = index; next < index + 3; next++) {
    const token = tokens[next]
    if (token?.kind === 'word' || token?.kind === 'number') return token
  }
  return undefined
}

/** Whether a full stop is the last of a dotted abbreviation, also one with spaces inside (`U. S.`). */
function isDotted(tokens: readonly Token[], stop: number): boolean {
  let letters = tokenText(tokens, stop - 1)
  if (letters.length > 4) return false
  for (let index = stop - 2; index > 0 && stop - index < 12 && tokenText(tokens, index) === '.'; index -= 2) {
    letters = tokenText(tokens, index - 1) + letters
    if (dotted.has(letters)) return true
  }
  return false
}
