import {existsSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {compileTable, expand, wordsOf} from './compile.js'
import {createMatcher, type Match, type Matcher} from './matcher.js'
import {decodeTable, expressionsWith, swapsOf, type Table} from './table.js'

/** A matcher takes milliseconds to make and remembers the words it has seen, so each is made once. */
const matchers = new Map<string, Matcher>()

/**
 * The matcher of the built table, together with the lists of a project.
 *
 * @param folder Path of a folder with `expressions.txt`, `swaps.txt` or `phrases.txt`; empty for none.
 * @throws {Error} When the table has not been built, or a list has a line that is none.
 */
export function loadMatcher(folder: string): Matcher {
  let matcher = matchers.get(folder)
  if (!matcher) {
    matcher = folder === '' ? createMatcher(loadTable()) : withOwn(loadMatcher(''), folder)
    matchers.set(folder, matcher)
  }
  return matcher
}

/**
 * Reads the built table of words that lies beside this file.
 *
 * @throws {Error} When it has not been built.
 */
export function loadTable(): Table {
  return decodeTable(readFileSync(new URL('words.bin', import.meta.url)))
}

/**
 * A project's own lists go before ours; what both find is said once. Its swaps are for our expressions as well, and our
 * swaps for its expressions, since a list of what one engine does is short and its multiples are not.
 */
function withOwn(ours: Matcher, folder: string): Matcher {
  const own = (name: string): string[] => {
    const file = path.join(folder, `${name}.txt`)
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split(/\r?\n/) : []
    return lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'))
  }
  const expressions = own('expressions')
  const swaps = own('swaps')
  const table = loadTable()
  const swapped = new Set(swaps.map((line) => line.split(/\s+>\s+/)[0] ?? ''))
  const words = new Set(expressions.flatMap(expand).flatMap(wordsOf))
  const field = 'own'
  const both = createMatcher(
    compileTable({
      expressions: [{field, lines: [...expressions, ...expressionsWith(table, swapped)]}],
      swaps: [{field, lines: [...swaps, ...swapsOf(table, words)]}],
      phrases: [{field, lines: own('phrases')}],
      exceptions: [],
      usage: [],
    }),
  )
  return (tokens, text, closely) => {
    const found = both(tokens, text, true)
    const overlaps = (match: Match) => found.some(({first, last}) => match.first < last && first < match.last)
    return [...found, ...ours(tokens, text, closely).filter((match) => !overlaps(match))].sort(
      (a, b) => a.first - b.first,
    )
  }
}
