import {existsSync, readFileSync} from 'node:fs'
import path from 'node:path'
import type {Reading} from '../../src/language/paragraph.js'
import {compileTable, expand, wordsOf} from './compile.js'
import {doubt, ownField, telling} from './evidence.js'
import {createMarkerMatcher, type MarkerMatcher} from './markers.js'
import {firstOf, inOrder, type Match, type Matcher, without} from './match.js'
import {createMatcher} from './matcher.js'
import {decodePatterns} from './pattern-data.js'
import {createPatternMatcher, indexOf, type PatternIndex, type PatternMatch, sureDoubt} from './pattern-matcher.js'
import {parsePatterns} from './patterns.js'
import {decodeTable, expressionsWith, swapsOf, type Table} from './table.js'
import {createVocabulary} from './vocabulary.js'

/**
 * What a matcher finds in a block, as functions for `once`: an editor keeps what they found for as long as the block
 * stays as it is.
 */
export type Looks = {
  /** What makes a text suspect. */
  afar(reading: Pick<Reading, 'tokens' | 'text'>): Match[]
  /** All there is. */
  closely(reading: Pick<Reading, 'tokens' | 'text'>): Match[]
}

/** A matcher takes milliseconds to make and remembers the words it has seen, so each is made once. */
const loaded = new Map<string, {matcher: Matcher; looks: Looks}>()

/**
 * Loads the built table and patterns, together with the lists of a project.
 *
 * @param folder Path of a folder with `expressions.txt`, `swaps.txt`, `phrases.txt`, `markers.txt` or `patterns.txt`; empty for none.
 * @throws {Error} When the table has not been built, or a list has a line that is none.
 */
export function loadLooks(folder: string): Looks {
  return load(folder).looks
}

function load(folder: string): {matcher: Matcher; looks: Looks} {
  const known = loaded.get(folder)
  if (known) return known
  const matcher = folder === '' ? loadOurs() : withOwn(load('').matcher, folder)
  const looks: Looks = {
    afar: ({tokens, text}) => matcher(tokens, text, false),
    closely: ({tokens, text}) => matcher(tokens, text, true),
  }
  loaded.set(folder, {matcher, looks})
  return {matcher, looks}
}

/** The matcher of the built table. What a pattern finds stands, but a likely one gives way to a match that tells something. */
function loadOurs(): Matcher {
  const table = loadTable()
  const findPatterns = matcherOfPatterns(decodePatterns({text: table.patterns, pairs: table.patternPairs}), () =>
    decodePatterns({text: table.commonPatterns, pairs: table.commonPatternPairs}),
  )
  const find = matcherOf(table)
  return (tokens, text, closely) => {
    const patterns = findPatterns(tokens, text, closely)
    const sure = patterns.filter((match) => doubt(match) <= sureDoubt)
    const likely = patterns.filter((match) => doubt(match) > sureDoubt)
    return inOrder(sure, unlessTelling(without(find(tokens, text, closely), sure), likely))
  }
}

/** The matcher of a table; markers are looked for only where a text is looked at closely. */
export function matcherOf(table: Table): Matcher {
  const vocabulary = createVocabulary(table)
  const find = createMatcher(table, vocabulary)
  let findMarkers: MarkerMatcher | undefined
  return (tokens, text, closely) => {
    const found = find(tokens, text, closely)
    if (!closely) return found
    findMarkers ??= createMarkerMatcher(new TextDecoder().decode(table.markers), vocabulary)
    return unlessTelling(found, findMarkers(tokens, text))
  }
}

/** Two lists of matches as one: what the second has in the place of a match stands unless that match tells something. */
function unlessTelling(matches: readonly Match[], others: readonly Match[]): Match[] {
  const kept = without(matches, others, (match) => doubt(match) >= telling)
  return inOrder(kept, without(others, kept))
}

/** Has the lists of projects read again when they are next asked for. */
export function forgetLists(): void {
  for (const folder of loaded.keys()) if (folder !== '') loaded.delete(folder)
}

/**
 * Reads the built table of words that lies beside this file.
 *
 * @throws {Error} When it has not been built.
 */
export function loadTable(): Table {
  return decodeTable(readFileSync(new URL('words.bin', import.meta.url)))
}

/** The matcher of a project's own list of patterns. */
function patternsIn(file: string): Matcher {
  return matcherOfPatterns(indexOf(parsePatterns(readFileSync(file, 'utf8'))))
}

function matcherOfPatterns(index: PatternIndex, closely?: () => PatternIndex): Matcher {
  const find = createPatternMatcher(index, closely)
  return (tokens, text, close) => find(tokens, text, close).map(matchOf)
}

function matchOf({doubt, ...match}: PatternMatch): Match {
  return {...match, odd: match.bases, kind: 'pattern', swaps: 1, strong: 1, company: doubt, field: ''}
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
  const field = ownField
  const both = matcherOf(
    compileTable({
      expressions: [{field, lines: [...expressions, ...expressionsWith(table, swapped)]}],
      swaps: [{field, lines: [...swaps, ...swapsOf(table, words)]}],
      phrases: [{field, lines: own('phrases')}],
      markers: [{field, lines: own('markers')}],
      patterns: '',
      exceptions: [],
      usage: [],
    }),
  )
  const patterns = path.join(folder, 'patterns.txt')
  const lists: Matcher = (tokens, text) => both(tokens, text, true)
  return firstOf(existsSync(patterns) ? firstOf(patternsIn(patterns), lists) : lists, ours)
}
