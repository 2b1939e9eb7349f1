/** Words that want another one behind them, in lower case. */
const wanting = new Set(
  `a an the in of at by from with to for on into than as between among through using and or nor but see is are was were
  be use via per like about drawing our your its their my his if let also review compare`
    .trim()
    .split(/\s+/),
)

/**
 * Whether the last word of a text cannot be the last of its clause: `as shown in .` has lost a reference in front of
 * the full stop, and closing up the space would hide that.
 */
export function lacksNextWord(before: string): boolean {
  const word = /([\p{L}\p{M}]+)[ \u00A0\u202F]*$/u.exec(before.slice(-24))?.[1]
  return word !== undefined && wanting.has(word.toLowerCase())
}
