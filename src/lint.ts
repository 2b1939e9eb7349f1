import {extname} from 'node:path'
import type {VFile} from 'vfile'
import {location} from 'vfile-location'
import {control} from './control.js'
import {type Block, createParagraph} from './language/paragraph.js'
import type {Memory} from './memory.js'
import {readProse} from './prose/read.js'
import {type Format, type LintMessage, type Rule, type RuleRun, type Severity, startRule} from './rule.js'

/** Which rules run, how severe their messages are, and what is never reported. Made by `resolveConfig`. */
export type LintConfig<R = Rule> = {
  rules: readonly {rule: R; severity: Severity; options?: object | undefined}[]
  /** Words and phrases that are never reported, compared without regard to case. */
  allow?: readonly string[]
  /** Report comments that ignore nothing. */
  reportUnusedDisableDirectives?: boolean
}

const formats: Record<string, Format> = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.mdx': 'mdx',
  '.html': 'html',
  '.htm': 'html',
}

/** The format of a file by its extension; what is unknown is text. */
export function formatOf(path: string | undefined): Format {
  return formats[extname(path ?? '').toLowerCase()] ?? 'text'
}

/**
 * Lints a file: the one path from a file and a config to messages, for the command line, the editor and the API.
 *
 * @param memory What is known of the texts that the file had before; it makes the messages come sooner, not other ones.
 * @returns The messages, in the order of their place; they are also added to `file.messages`.
 */
export async function lint(
  file: VFile,
  config: LintConfig,
  format = formatOf(file.path),
  memory?: Memory,
): Promise<LintMessage[]> {
  const source = String(file)
  const prose = await readProse(source, format, memory?.prose)
  const messages: LintMessage[] = []
  const places = location(source)
  const runs = config.rules.map(({rule, severity, options}) =>
    startRule(rule.definition, {
      source,
      report: (message) => messages.push(message),
      severity,
      options,
      format,
      path: file.path,
      places,
    }),
  )
  const visit = memory?.begin(config, format, runs) ?? ((block) => visitBlock(block, runs))
  for (const block of prose.blocks) visit(block)
  for (const run of runs) run.end()
  const kept = control(messages, prose.comments, source, config)
  kept.sort(
    (a, b) =>
      a.span.start - b.span.start ||
      a.span.end - b.span.end ||
      (a.ruleId < b.ruleId ? -1 : a.ruleId > b.ruleId ? 1 : 0),
  )
  for (const message of kept) file.messages.push(message)
  return kept
}

function visitBlock(block: Block, runs: readonly RuleRun[]): void {
  const paragraph = createParagraph(block)
  for (const run of runs) run.paragraph(paragraph)
}
