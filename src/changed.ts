import type {LineRange} from './patch.js'
import type {LintMessage} from './rule.js'

/** A range of a text, the end exclusive. */
export type Range = {start: number; end: number}

/** A replacement of a range by a text of the given length. */
export type Edit = Range & {length: number}

/** Gives the ranges of lines in a text, whose lines end as they do for git: with a line feed and nothing else. */
export function rangesOf(source: string, lines: readonly LineRange[] | 'all'): Range[] {
  if (lines === 'all') return [{start: 0, end: source.length}]
  const starts = [0]
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) starts.push(at + 1)
  const startOf = (line: number) => starts[line - 1] ?? source.length
  return lines.map(({first, count}) => ({start: startOf(first), end: startOf(first + count)}))
}

/** Whether a finding, or the place that explains it, touches one of the ranges, which are in order. */
export function touches({span, related}: Pick<LintMessage, 'span' | 'related'>, ranges: readonly Range[]): boolean {
  return meets(span, ranges) || (related !== undefined && meets(related.span, ranges))
}

/** Where the ranges are after the edits, which are in order and do not overlap. */
export function shiftRanges(ranges: readonly Range[], edits: readonly Edit[]): Range[] {
  let next = 0
  let moved = 0
  const shift = (offset: number) => {
    for (let edit = edits[next]; edit && edit.end <= offset; edit = edits[++next]) {
      moved += edit.length - (edit.end - edit.start)
    }
    const inside = edits[next]
    return (
      moved + (inside && inside.start < offset ? inside.start + Math.min(offset - inside.start, inside.length) : offset)
    )
  }
  return ranges.map(({start, end}) => ({start: shift(start), end: shift(end)}))
}

/** Whether two ranges have something in common; those of the list are in order. */
export function meets({start, end}: Range, ranges: readonly Range[]): boolean {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle] as Range).end <= start) low = middle + 1
    else high = middle
  }
  const found = ranges[low]
  return found !== undefined && found.start < end
}
