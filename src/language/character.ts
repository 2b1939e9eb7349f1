/** What a character is, for reading text fast: one look into a table that fills itself. */
export const LETTER = 1
export const MARK = 2
export const DIGIT = 3
export const PUNCTUATION = 4
export const SYMBOL = 5
export const SPACE = 6

const known = new Uint8Array(0x10000)

function classify(character: string): number {
  if (/\p{L}/u.test(character)) return LETTER
  if (/\p{M}/u.test(character)) return MARK
  if (/\p{N}/u.test(character)) return DIGIT
  if (/\s/.test(character)) return SPACE
  return /\p{P}/u.test(character) ? PUNCTUATION : SYMBOL
}

/** The class of the character that begins at an index of a text; 0 at the end. Half a surrogate pair is a symbol. */
export function classAt(text: string, index: number): number {
  const code = text.charCodeAt(index)
  if (Number.isNaN(code)) return 0
  const seen = known[code] as number
  if (seen !== 0) return seen
  if (code >= 0xd800 && code <= 0xdfff) {
    const point = text.codePointAt(index) as number
    return point > 0xffff ? classify(String.fromCodePoint(point)) : SYMBOL
  }
  const found = classify(text.charAt(index))
  known[code] = found
  return found
}

/** Length of the character at an index, in UTF-16 code units. */
export function widthAt(text: string, index: number): number {
  const code = text.charCodeAt(index)
  return code >= 0xd800 && code <= 0xdbff && (text.codePointAt(index) as number) > 0xffff ? 2 : 1
}
