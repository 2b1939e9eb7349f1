import {type Block, createParagraph, createReading, type Reading} from './language/paragraph.js'
import type {LintConfig} from './lint.js'
import type {ProseMemory} from './prose/prose.js'
import type {Finding, Format, RuleRun, Span} from './rule.js'

/**
 * What is known of the text that a document had: an editor lints it again after each key, and nearly all of its blocks
 * are as they were. A block that is found again, whatever stands before it now, is not read again, and rules without a
 * state are not asked again; the others are, since what they say depends on all blocks.
 */
export type Memory = {
  /** What the reader of the format keeps. */
  prose: ProseMemory
  /** Begins a run. Blocks that do not come up in it are forgotten with the next one. */
  begin(config: LintConfig, format: Format, runs: readonly RuleRun[]): (block: Block) => void
}

/** What one rule said about a block; offsets count from the beginning of the block. */
type Said = {rule: number; span: Span; finding: Finding}

/** `map` counts from the beginning of the block. */
type Entry = {map: readonly number[]; reading: Reading; said: readonly Said[]}

export function createMemory(): Memory {
  let entries = new Map<string, Entry[]>()
  let settings: {config: LintConfig; format: Format} | undefined
  return {
    prose: {},
    begin(config, format, runs) {
      const isSame = settings?.config === config && settings.format === format
      settings = {config, format}
      const before = isSame ? entries : new Map<string, Entry[]>()
      const now = new Map<string, Entry[]>()
      entries = now
      return (block) => {
        const key = block.text
        const start = startOf(block)
        const entry =
          find(now.get(key), block, start) ?? find(before.get(key), block, start) ?? createEntry(block, start, runs)
        const alike = now.get(key)
        if (!alike) now.set(key, [entry])
        else if (!alike.includes(entry)) alike.push(entry)
        for (const {rule, span, finding} of entry.said)
          runs[rule]?.report(move(span, start), moveFinding(finding, start))
        const paragraph = createParagraph(block, entry.reading)
        for (const run of runs) if (run.hasState) run.paragraph(paragraph)
      }
    },
  }
}

/** Where a block begins in the source. */
function startOf({map}: Block): number {
  return map[1] ?? 0
}

/** The entry of a block with the same text, of which the same characters stand for it in the source. */
function find(entries: readonly Entry[] | undefined, {kind, map}: Block, start: number): Entry | undefined {
  return entries?.find(
    (entry) =>
      entry.reading.kind === kind &&
      entry.map.length === map.length &&
      entry.map.every((value, index) => value === relative(map, index, start)),
  )
}

/** A number of a map, with places in the source that count from the beginning of the block. */
function relative(map: readonly number[], index: number, start: number): number {
  return (map[index] as number) - (index % 3 === 0 ? 0 : start)
}

function createEntry(block: Block, start: number, runs: readonly RuleRun[]): Entry {
  const reading = createReading(block)
  const paragraph = createParagraph(block, reading)
  const said: Said[] = []
  for (const [rule, run] of runs.entries()) {
    if (run.hasState) continue
    run.paragraph(paragraph, (span, finding) => {
      said.push({rule, span: move(span, -start), finding: moveFinding(finding, -start)})
    })
  }
  return {map: block.map.map((_, index) => relative(block.map, index, start)), reading, said}
}

function move(span: Span, by: number): Span {
  return {start: span.start + by, end: span.end + by, plain: span.plain}
}

function moveFinding(finding: Finding, by: number): Finding {
  const {related} = finding
  return related ? {...finding, related: {...related, span: move(related.span, by)}} : finding
}
