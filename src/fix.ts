import {VFile} from 'vfile'
import {type Edit, type Range, shiftRanges, touches} from './changed.js'
import {formatOf, type LintConfig, lint} from './lint.js'
import type {Memory} from './memory.js'
import type {Format, LintMessage} from './rule.js'

export type FixResult = {
  text: string
  /** What is left to say about the text. */
  messages: LintMessage[]
  /** How many fixes were applied. */
  fixed: number
  /** Where the ranges to which the fixes were limited are in the text. */
  within: readonly Range[] | undefined
}

/** A fix may make room for another one; those that still find something after so many passes contradict each other. */
const mostPasses = 10

/**
 * Applies the safe fixes of a text until none is left; what overlaps waits for the next pass. The file is not touched.
 *
 * @param options `path` is where the text belongs: rules and messages may name it, and it gives the format. `within`
 *   are ranges, in order: only what touches them is fixed. `memory` is that of `lint`.
 * @throws {Error} When an MDX text does not parse.
 */
export async function fix(
  source: string,
  config: LintConfig,
  options: {
    path?: string | undefined
    format?: Format | undefined
    within?: readonly Range[] | undefined
    memory?: Memory | undefined
  } = {},
): Promise<FixResult> {
  const format = options.format ?? formatOf(options.path)
  const file = (value: string) => new VFile(options.path ? {value, path: options.path} : {value})
  const seen = new Set([source])
  let text = source
  let fixed = 0
  let within = options.within
  let messages = await lint(file(text), config, format, options.memory)
  for (let pass = 0; pass < mostPasses; pass++) {
    const ranges = within
    const {text: next, edits} = applyFixes(text, ranges ? messages.filter((one) => touches(one, ranges)) : messages)
    if (edits.length === 0) break
    text = next
    fixed += edits.length
    within &&= shiftRanges(within, edits)
    messages = await lint(file(text), config, format, options.memory)
    // Two rules undo each other: further passes would only go round.
    if (seen.has(text)) break
    seen.add(text)
  }
  return {text, messages, fixed, within}
}

/** Applies the safe fixes that do not overlap, the first ones first. */
function applyFixes(source: string, messages: readonly LintMessage[]): {text: string; edits: Edit[]} {
  let text = ''
  let end = 0
  const edits: Edit[] = []
  for (const {fix, span, actual, expected} of messages) {
    const value = expected?.[0]
    if (fix !== 'safe' || value === undefined || value === actual || span.start < end) continue
    text += source.slice(end, span.start) + value
    end = span.end
    edits.push({start: span.start, end: span.end, length: value.length})
  }
  return {text: text + source.slice(end), edits}
}
