import {classAt, DIGIT, LETTER, MARK, PUNCTUATION, SPACE, widthAt} from './character.js'
import {OPAQUE} from './source-map.js'

export type TokenKind = 'word' | 'number' | 'punctuation' | 'symbol' | 'opaque'

/**
 * A token of a paragraph; white space is what stands between tokens. A word keeps its inner apostrophes (`don’t`,
 * `o'clock`) and digits (`covid19`), and ends at a hyphen; a number begins with a digit and keeps inner marks and what
 * is written to it (`1,000.50`, `2nd`, `1990s`). Each mark is a token of its own.
 */
export type Token = {
  kind: TokenKind
  /** Index in the text of the paragraph, in UTF-16 code units; `end` exclusive. */
  start: number
  end: number
  text: string
  /** In lower case, with straight apostrophes. */
  lower: string
}

/** Splits a text into tokens, in order. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let index = 0
  while (index < text.length) {
    const kind = classAt(text, index)
    const start = index
    index += widthAt(text, index)
    if (kind === SPACE) continue
    if (kind === LETTER || kind === MARK) {
      index = wordEnd(text, index)
      const word = text.slice(start, index)
      tokens.push({kind: 'word', start, end: index, text: word, lower: lowerOf(word)})
    } else if (kind === DIGIT) {
      index = numberEnd(text, index)
      const number = text.slice(start, index)
      tokens.push({kind: 'number', start, end: index, text: number, lower: lowerOf(number)})
    } else {
      const mark = text.slice(start, index)
      tokens.push({
        kind: kind === PUNCTUATION ? 'punctuation' : mark === OPAQUE ? 'opaque' : 'symbol',
        start,
        end: index,
        text: mark,
        lower: mark,
      })
    }
  }
  return tokens
}

function wordEnd(text: string, from: number): number {
  let index = from
  for (;;) {
    const kind = classAt(text, index)
    if (kind === LETTER || kind === MARK || kind === DIGIT) {
      index += widthAt(text, index)
    } else if (isApostrophe(text.charCodeAt(index)) && isWordLike(classAt(text, index + 1))) {
      index++
    } else {
      return index
    }
  }
}

function numberEnd(text: string, from: number): number {
  let index = from
  for (;;) {
    const kind = classAt(text, index)
    if (kind === DIGIT) index += widthAt(text, index)
    else if (isInnerMark(text.charCodeAt(index)) && classAt(text, index + 1) === DIGIT) index++
    else break
  }
  while (classAt(text, index) === LETTER || classAt(text, index) === MARK) index += widthAt(text, index)
  return index
}

function isWordLike(kind: number): boolean {
  return kind === LETTER || kind === MARK || kind === DIGIT
}

function isApostrophe(code: number): boolean {
  return code === 0x27 || code === 0x2019
}

/** `.` `,` `:` `/` */
function isInnerMark(code: number): boolean {
  return code === 0x2e || code === 0x2c || code === 0x3a || code === 0x2f
}

/** Lower case with straight apostrophes, as word lists are written. */
export function lowerOf(word: string): string {
  const lower = word.toLowerCase()
  return lower.includes('’') ? lower.replaceAll('’', "'") : lower
}
