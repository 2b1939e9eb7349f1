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

const pattern =
  /(?<number>\p{Nd}+(?:[.,:/]\p{Nd}+)*[\p{L}\p{M}]*)|(?<word>[\p{L}\p{M}][\p{L}\p{M}\p{N}]*(?:['’][\p{L}\p{M}\p{N}]+)*)|(?<punctuation>\p{P})|(?<symbol>[^\s])/gu

/** Splits a text into tokens, in order. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (const match of text.matchAll(pattern)) {
    const value = match[0]
    const groups = match.groups as Record<string, string | undefined>
    const kind =
      groups.word !== undefined
        ? 'word'
        : groups.punctuation !== undefined
          ? 'punctuation'
          : groups.number !== undefined
            ? 'number'
            : value === OPAQUE
              ? 'opaque'
              : 'symbol'
    tokens.push({
      kind,
      start: match.index,
      end: match.index + value.length,
      text: value,
      lower: kind === 'word' ? lowerOf(value) : value,
    })
  }
  return tokens
}

/** Lower case with straight apostrophes, as word lists are written. */
export function lowerOf(word: string): string {
  const lower = word.toLowerCase()
  return lower.includes('’') ? lower.replaceAll('’', "'") : lower
}
