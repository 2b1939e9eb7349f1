import type {Pattern, Single, Step} from './pattern-matcher.js'

/** Words by their number in a list that all patterns share, with what is special about them behind it. */
type StepRow = number | [number, 'not' | 'not behind'] | ['gap', number] | ['start']
type PatternRow = [StepRow[], number, Pattern['parts'], readonly string[], Pattern['doubt'], string | null | undefined]
type SingleRow = [Single['words'], Single['inflected'], Single['capitals'], Single['tests']]
type Data = {singles: SingleRow[]; patterns: PatternRow[]}

/** Writes patterns as JSON that takes a tenth of the time to read that the list takes. */
export function encodePatterns(patterns: readonly Pattern[]): string {
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
  const rows = patterns.map(
    ({steps, anchor, parts, rights, doubt, note}): PatternRow => [steps.map(rowOf), anchor, parts, rights, doubt, note],
  )
  return `{"singles":[${[...singles.keys()].join()}],"patterns":${JSON.stringify(rows)}}`
}

/** Reads what `encodePatterns` wrote. */
export function decodePatterns(json: string): Pattern[] {
  const data = JSON.parse(json) as Data
  const singles = data.singles.map(
    ([words, inflected, capitals, tests]): Single => ({words, inflected, capitals, tests}),
  )
  const stepOf = (row: StepRow): Step => {
    if (typeof row === 'number') return {kind: 'one', single: singles[row] as Single}
    if (row[0] === 'start') return {kind: 'start'}
    if (row[0] === 'gap') return {kind: 'gap', most: row[1] as number}
    return {kind: 'not', single: singles[row[0]] as Single, behind: row[1] === 'not behind'}
  }
  return data.patterns.map(([steps, anchor, parts, rights, doubt, note]) => ({
    steps: steps.map(stepOf),
    anchor,
    parts,
    rights,
    doubt,
    note: note ?? undefined,
  }))
}
