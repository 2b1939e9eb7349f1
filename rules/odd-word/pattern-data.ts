import {deflateRawSync, inflateRawSync} from 'node:zlib'
import {anchorWords, createIndex, type Pattern, type PatternIndex, type Single, type Step} from './pattern-matcher.js'

/** Words by their number in a list that all patterns share, with what is special about them behind it. */
type StepRow = number | [number, 'not' | 'not behind'] | ['gap', number] | ['start']
type PatternRow = [StepRow[], number, Pattern['parts'], readonly string[], Pattern['doubt'], string | null | undefined]
type SingleRow = [Single['words'], Single['inflected'], Single['capitals'], Single['tests']]

/**
 * Writes patterns as a compressed text of three parts: words as JSON, a line for each step; patterns as JSON, a line for
 * each; and for each anchor the numbers of its patterns.
 */
export function encodePatterns(patterns: readonly Pattern[]): Uint8Array {
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
  const anchors = new Map<string, number[]>()
  const rows = patterns.map(({steps, anchor, parts, rights, doubt, note}, index) => {
    for (const word of anchorWords(steps[anchor] as Step)) {
      anchors.set(word, [...(anchors.get(word) ?? []), index])
    }
    return JSON.stringify([steps.map(rowOf), anchor, parts, rights, doubt, note] satisfies PatternRow)
  })
  const lines = [...anchors].map(([word, numbers]) => `${word} ${numbers.join()}`)
  const text = [[...singles.keys()], rows, lines].map((part) => part.join('\n')).join('\n\n')
  return new Uint8Array(deflateRawSync(text, {level: 9}))
}

/** Reads what `encodePatterns` wrote, each pattern when its anchor is first met: a text meets few of them. */
export function decodePatterns(bytes: Uint8Array): PatternIndex {
  const text = inflateRawSync(bytes).toString()
  const [singleLines = [], patternLines = [], anchorLines = []] = text.split('\n\n').map((part) => part.split('\n'))
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
    const row = JSON.parse(patternLines[Number(number)] as string) as PatternRow
    const [steps, anchor, parts, rights, doubt, note] = row
    return {steps: steps.map(stepOf), anchor, parts, rights, doubt, note: note ?? undefined}
  }
  const numbers = new Map(
    anchorLines.map((line) => {
      const space = line.indexOf(' ')
      return [line.slice(0, space), line.slice(space + 1)]
    }),
  )
  return createIndex(numbers.keys(), (word) => numbers.get(word)?.split(',').map(patternAt) ?? [])
}
