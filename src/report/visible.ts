// Control and format characters, which could move the cursor, change colours or turn the order of the text around.
// The joiners stay: emoji and several scripts are written with them. Some CI services read commands such as `##[error]`
// anywhere in a line.
const hidden = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]|(?<=#)#(?=\w*\[)/gu

const short: Record<string, string> = {'\t': '\\t', '\n': '\\n', '\r': '\\r'}

/** Replaces what a terminal or the log of a CI service would act upon by forms that can be read, such as `\x1b`. */
export function visible(text: string): string {
  return text.replace(hidden, (character) => {
    const code = character.codePointAt(0) as number
    const hex = code.toString(16)
    return (
      short[character] ??
      (code <= 0xff ? `\\x${hex.padStart(2, '0')}` : code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`)
    )
  })
}

/** What is visible, for the beginning of a line, where GitHub Actions reads `::` as the beginning of a command. */
export function visibleLine(text: string): string {
  return visible(text).replace(/^(\s*):(?=:)/, '$1\\x3a')
}

const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303E\uFF01-\uFF60\uFFE0-\uFFE6]/u
const none = /[\p{M}\u200C\u200D]/u

/** The columns that a visible character takes on a terminal: 0, 1 or 2. */
export function columnsOf(character: string): number {
  if (character <= '\u02FF') return 1
  return none.test(character) ? 0 : wide.test(character) ? 2 : 1
}
