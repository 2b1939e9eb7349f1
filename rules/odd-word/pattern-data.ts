import {anchorsOf, type Pattern, type PatternIndex, pairsOf, type Single, type Step} from './pattern-matcher.js'
import {createWordFilter, pairFilterOf} from './word-filter.js'

/** Words by their number in a list that all patterns share, with what is special about them behind it. */
type StepRow = number | [number, 'not' | 'not behind'] | ['gap', number] | ['start']
type PatternRow = [
  StepRow[],
  Pattern['anchor'],
  Pattern['paired'],
  Pattern['parts'],
  Pattern['rights'],
  Pattern['doubt'],
  string | null | undefined,
]
type SingleRow = [Single['words'], Single['inflected'], Single['capitals'], Single['tests']]

/** Patterns as a table has them: a text, and a filter of the pairs that they are looked up by. */
export type PatternData = {text: Uint8Array; pairs: Uint8Array}

/**
 * Writes patterns as a filter of pairs, and a text of four parts: words as JSON, a line for each step; patterns
 * as JSON, a line for each; for each anchor of one word the numbers of its patterns; and for each first word of an anchor
 * of two the second words, each with these numbers.
 */
export function encodePatterns(patterns: readonly Pattern[]): PatternData {
  const singles = new Map<string, number>()
  const numberOf = ({words, inflected, capitals, tests}: Single): number => {
    const key = JSON.stringify([words, inflected, capitals, tests] satisfies SingleRow)
    const number = singles.get(key) ?? singles.size
    singles.set(key, number)
    return number
  }
  const rowOf = (step: Step): StepRow => {
    if (step.kind === 'start') return ['start']
    if (step.kind === 'gap') return ['gap', step.most]
    const number = numberOf(step.single)
    return step.kind === 'one' ? number : [number, step.behind ? 'not behind' : 'not']
  }
  const rows = patterns.map(({steps, anchor, paired, parts, rights, doubt, note}) =>
    JSON.stringify([steps.map(rowOf), anchor, paired, parts, rights, doubt, note] satisfies PatternRow),
  )
  const anchors = anchorsOf(patterns)
  const words = [...anchors.words].map(([word, numbers]) => [word, numbers.join()].join('\t'))
  const pairs = [...anchors.pairs].map(([first, seconds]) =>
    [first, ...[...seconds].flatMap(([second, numbers]) => [second, numbers.join()])].join('\t'),
  )
  const text = [[...singles.keys()], rows, words, pairs].map((part) => part.join('\n')).join('\n\n')
  return {
    text: new TextEncoder().encode(text),
    pairs: pairFilterOf(pairsOf(anchors)),
  }
}

/** Reads what `encodePatterns` wrote, each pattern when its anchor is first met: a text meets few of them. */
export function decodePatterns({text: bytes, pairs}: PatternData): PatternIndex {
  const text = new TextDecoder().decode(bytes)
  const [singleLines = [], rows = [], wordLines = [], pairLines = []] = text
    .split('\n\n')
    .map((part) => part.split('\n'))
  const singles: Single[] = []
  const singleAt = (number: number): Single => {
    const known = singles[number]
    if (known) return known
    const [words, inflected, capitals, tests] = JSON.parse(singleLines[number] as string) as SingleRow
    const single = {words, inflected, capitals, tests}
    singles[number] = single
    return single
  }
  const stepOf = (row: StepRow): Step => {
    if (typeof row === 'number') return {kind: 'one', single: singleAt(row)}
    if (row[0] === 'start') return {kind: 'start'}
    if (row[0] === 'gap') return {kind: 'gap', most: row[1] as number}
    return {kind: 'not', single: singleAt(row[0] as number), behind: row[1] === 'not behind'}
  }
  const patternAt = (number: string): Pattern => {
    const row = JSON.parse(rows[Number(number)] as string) as PatternRow
    const [steps, anchor, paired, parts, rights, doubt, note] = row
    return {steps: steps.map(stepOf), anchor, paired, parts, rights, doubt, note: note ?? undefined}
  }
  const numbers = readLines(wordLines)
  const lines = readLines(pairLines)
  const readers = new Map<string, Reader>()
  return {
    words: createWordFilter(numbers.keys()),
    byWord: createReader(numbers, patternAt),
    pairs,
    byPair(first, second) {
      let reader = readers.get(first)
      if (!reader) {
        const line = lines.get(first)
        if (line === undefined) return none
        reader = createReader(readPairs(line), patternAt)
        readers.set(first, reader)
      }
      return reader(second)
    },
  }
}

type Reader = (word: string) => readonly Pattern[]
const none: readonly Pattern[] = []

/** Reads the patterns of a word, by their numbers, when they are first asked for. */
function createReader(numbers: ReadonlyMap<string, string>, patternAt: (number: string) => Pattern): Reader {
  const known = new Map<string, readonly Pattern[]>()
  return (word) => {
    const read = known.get(word)
    if (read) return read
    const list = numbers.get(word)
    // Nothing is remembered of what only a filter takes for an anchor.
    if (list === undefined) return none
    const patterns = list.split(',').map(patternAt)
    known.set(word, patterns)
    return patterns
  }
}

/** Lines by what stands before their first tab. */
function readLines(lines: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    lines.map((line) => {
      const tab = line.indexOf('\t')
      return [line.slice(0, tab), line.slice(tab + 1)]
    }),
  )
}

/** A map of what a line has in turn. */
function readPairs(line: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>()
  const parts = line.split('\t')
  for (let index = 0; index + 1 < parts.length; index += 2)
    pairs.set(parts[index] as string, parts[index + 1] as string)
  return pairs
}
