import {existsSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {compileTable, expand, wordsOf} from './compile.js'
import {createMatcher, type Match, type Matcher} from './matcher.js'
import {createPatternMatcher, type PatternMatch} from './patterns.js'
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
    matcher = folder === '' ? first(loadPatterns(), createMatcher(loadTable())) : withOwn(loadMatcher(''), folder)
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

/** What a pattern may be doubted: a sure one is reported wherever it stands, a likely one among others. */
const doubts = {sure: 20, likely: 80} as const

/** The matcher of the built-in patterns, which lie as text beside this file. */
function loadPatterns(): Matcher {
  const find = createPatternMatcher(readFileSync(new URL('lists/patterns.txt', import.meta.url), 'utf8'))
  return (tokens, text) => find(tokens, text).map(matchOf)
}

function matchOf({tier, ...match}: PatternMatch): Match {
  return {...match, kind: 'pattern', swaps: 1, strong: 1, company: doubts[tier], field: ''}
}

/** Two matchers as one; where both find something, what the first one says stands. */
function first(one: Matcher, other: Matcher): Matcher {
  return (tokens, text, closely) => {
    const found = one(tokens, text, closely)
    const rest = other(tokens, text, closely)
    if (found.length === 0) return rest
    const overlaps = (match: Match) => found.some(({first, last}) => match.first < last && first < match.last)
    return [...found, ...rest.filter((match) => !overlaps(match))].sort((a, b) => a.first - b.first)
  }
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
