import {classAt, LETTER, MARK, SPACE} from './character.js'

/** Characters that code, tables, formulas and drawings are made of, and that prose seldom needs. */
const codeMark = /[{}[\]<>=|\\/_+*^~#$@&`\u2190-\u23ff\u2500-\u25ff]/
/** Notes such as `[12]` and list boxes are no code. */
const note = /\[[\dxX ,–-]{0,8}\]/g
/** Where this is written, code is: `a => b`, `x == y`, `foo();`, `std::io`, `if (`, `"key":`, columns set with spaces. */
const codeWriting =
  /[=!<>]==?|(?:^|\s)\|(?:\s|$)|[-=]>|<-|&&|\|\||\(\);|[;{]\s*$|\w::\w|^\s*(?:[$>%#] \S|[{}<|+]|(?:if|for|while|switch) ?\(|(?:const|let|var|import|SELECT|def|function) \w+ ?[=({*])|"[\w-]+"\s*:\s|\S {3,}\S.{0,200}\S {3,}\S|\t\S+\t/
/** No more of a block than this is looked at, in UTF-16 code units. */
const enough = 2000

/**
 * Whether a block looks like something else than running text: code without its markup, a row of a table, a formula, a
 * drawing made of characters. Spaces and marks follow other laws there.
 */
export function isCodeLike(text: string): boolean {
  const sample = text.slice(0, enough)
  if (!codeMark.test(sample) && !/\d/.test(sample) && !/ {3}|[{;]\s*$/.test(sample)) return false
  const prose = sample.replace(note, '')
  let shown = 0
  let letters = 0
  let marks = 0
  for (let index = 0; index < prose.length; index++) {
    const kind = classAt(prose, index)
    if (kind === SPACE) continue
    shown++
    if (kind === LETTER || kind === MARK) letters++
    else if (codeMark.test(prose.charAt(index))) marks++
  }
  if (marks >= 3 && marks * 16 > shown) return true
  if (shown > 12 && letters * 2 < shown) return true
  return codeWriting.test(prose) && (marks > 0 || letters * 4 < shown * 3 || / {3}/.test(prose))
}

/** Whether the run of characters without a space around a place is an identifier, a path, a command or an address. */
export function isCodeWord(text: string, start: number, end: number): boolean {
  let from = start
  while (from > 0 && start - from < 80 && classAt(text, from - 1) !== SPACE) from--
  let to = end
  while (to < text.length && to - end < 80 && classAt(text, to) !== SPACE) to++
  const run = text.slice(from, to)
  // `(see` and `[sic]` open and close; inside a word they call a function: `foo(bar`, `list[0`.
  return /[_/\\=<>{}@#$|*~^`&+\uFFFC]|[\p{L}\p{N}][([]|::|^--?\w|\.\w+\.\w+\(/u.test(run)
}
