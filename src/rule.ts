import type {Node} from 'unist'
import {visit} from 'unist-util-visit'
import type {VFile} from 'vfile'
import {location} from 'vfile-location'
import {VFileMessage} from 'vfile-message'
import {type BlockKind, createParagraph, type Paragraph, type Span} from './language/paragraph.js'

export type Severity = 'error' | 'warning' | 'info'

/** `safe`: `--fix` applies it. `suggest`: an editor offers it. `none`: nothing to apply. */
export type FixKind = 'safe' | 'suggest' | 'none'

/** `stable` rules are in the recommended preset; `nursery` rules are off unless asked for. */
export type Stage = 'stable' | 'nursery'

/** Where the newcomer looks for a rule: the headings of `docs/rules.md`. */
export type Group = 'spacing' | 'quotes' | 'sentences' | 'repetition' | 'words' | 'leftovers' | 'consistency'

export type {Span}

/** A second place that explains the first, such as the first copy of a repeated sentence. */
export type Related = {span: Span; message: string}

/** What a rule says about a span. */
export type Finding = {
  /** One sentence, values in backticks: ``Unexpected `U. S.`, expected `U.S.` ``. */
  message: string
  /** What may stand in the place of the span, the likeliest first; an empty string removes it. */
  expected?: string[]
  /** Why this looks like machine output. */
  note?: string
  /** Lowers the severity of the rule for this finding; it cannot raise it. */
  severity?: Severity
  /** Lowers the fix of the rule for this finding; it cannot raise it. */
  fix?: FixKind
  related?: Related
}

export type Report = (span: Span, finding: Finding) => void

/** A message of mtlint: a `VFileMessage` whose further fields are always there. */
export type LintMessage = VFileMessage & {
  ruleId: string
  actual: string
  expected: string[] | undefined
  fix: FixKind
  /** Offsets in the original source. */
  span: Span
  related?: Related
}

export type Context<Options, State> = {
  options: Options
  /** What a rule about the whole document remembers: small records, never nodes or paragraphs. */
  state: State
  /** The format the document was read as. */
  format: Format
  /** The whole source, for rules about what the reader takes away; offsets of spans index it. */
  source: string
}

export type Format = 'text' | 'markdown' | 'mdx' | 'html'

export type JsonSchema = {readonly [key: string]: unknown}

export type BadExample = {
  text: string
  /** The source of the one message that the text gets; its first occurrence unless `at` says where. */
  found: string
  /** Offset of `found` in `text`. */
  at?: number
  message: string
  /** The text after the fix or the first suggestion; left out where there is neither. */
  fixed?: string
  severity?: Severity
  options?: {readonly [key: string]: unknown}
  format?: Format
}

export type GoodExample = string | {text: string; options?: {readonly [key: string]: unknown}; format?: Format}

export type Examples = {bad: readonly BadExample[]; good: readonly GoodExample[]}

export type RuleDefinition<Options extends object = object, State = unknown> = {
  /** Kebab-case, named after what is wrong. */
  id: string
  group: Group
  /** One sentence in the imperative: `Close up the spaces inside an abbreviation.` */
  summary: string
  severity: Severity
  stage: Stage
  fix: FixKind
  examples: Examples
  options?: {defaults: Options; schema: {readonly [K in keyof Options]: JsonSchema}}
  /**
   * Makes the state for one document. A rule without one says the same about a paragraph wherever it stands, and looks
   * at nothing but the paragraph, the options and the format: an editor does not ask it again.
   */
  state?: () => State
  /** Called for each paragraph of the document, in order. */
  paragraph?: (paragraph: Paragraph, report: Report, context: Context<Options, State>) => void
  /** Called once after the last paragraph. */
  end?: (report: Report, context: Context<Options, State>) => void
}

/** A rule: the definition, and at the same time a retext plugin. */
export type Rule = ((this: unknown, options?: object | undefined) => (tree: Node, file: VFile) => void) & {
  readonly definition: RuleDefinition
}

const base = 'https://github.com/mtlint/mtlint/blob/main/docs/rules.md#'

/**
 * Makes a rule of its definition.
 *
 * @returns The rule, which is also a retext plugin: `unified().use(retextEnglish).use(rule, options)`. As a plugin it
 *   visits the paragraphs of the given tree, whose positions must index the text of the file, and then calls `end`.
 */
export function defineRule<Options extends object = object, State = undefined>(
  definition: RuleDefinition<Options, State>,
): Rule {
  // The machine hands every rule its own options and state back, and never looks inside them.
  const erased = definition as unknown as RuleDefinition
  const plugin = (options?: object) => (tree: Node, file: VFile) => {
    const source = String(file)
    const run = startRule(erased, {
      source,
      report: (message) => file.messages.push(message),
      severity: erased.severity,
      options,
      format: 'text',
      path: file.path,
    })
    visit(tree, 'ParagraphNode', (node: Node) => {
      const start = node.position?.start.offset
      const end = node.position?.end.offset
      if (start === undefined || end === undefined) return
      const text = source.slice(start, end)
      run.paragraph(createParagraph({kind: 'paragraph', text, map: [0, start, end]}))
    })
    run.end()
  }
  return Object.assign(plugin, {definition: erased})
}

export type RuleRun = {
  /** Whether what it says about a paragraph depends on those before it. */
  hasState: boolean
  /** @param to Takes what the rule finds in place of the run. */
  paragraph(paragraph: Paragraph, to?: Report): void
  end(): void
  report: Report
}

type Setup = {
  source: string
  report: (message: LintMessage) => void
  severity: Severity
  options?: object | undefined
  format: Format
  path?: string | undefined
  /** Shared by the rules of one run, since it indexes the lines of the source. */
  places?: ReturnType<typeof location>
}

const ranks: Record<Severity, number> = {info: 0, warning: 1, error: 2}
const fixes: Record<FixKind, number> = {none: 0, suggest: 1, safe: 2}

/**
 * Starts a rule on one document.
 *
 * @throws {Error} When the rule reports a span outside the source.
 */
export function startRule(definition: RuleDefinition, setup: Setup): RuleRun {
  const {source} = setup
  const context = {
    options: {...definition.options?.defaults, ...setup.options},
    state: definition.state?.(),
    format: setup.format,
    source,
  }
  let places = setup.places

  const report: Report = (span, finding) => {
    places ??= location(source)
    const start = places.toPoint(span.start)
    const end = places.toPoint(span.end)
    if (!start || !end || span.end <= span.start) {
      throw new Error(`Rule ${definition.id} reported the impossible span ${span.start}-${span.end}`)
    }
    const severity =
      finding.severity && ranks[finding.severity] < ranks[setup.severity] ? finding.severity : setup.severity
    const fix = finding.fix && fixes[finding.fix] < fixes[definition.fix] ? finding.fix : definition.fix
    const message = new VFileMessage(finding.message, {
      place: {start, end},
      ruleId: definition.id,
      source: 'mtlint',
    })
    message.fatal = severity === 'error' ? true : severity === 'warning' ? false : undefined
    message.url = base + definition.id
    if (finding.note) message.note = finding.note
    if (setup.path) message.file = setup.path
    // A finding that spans markup has the right words but no repair: the markup would be lost with the old words.
    const repairable = span.plain && finding.expected !== undefined && finding.expected.length > 0
    setup.report(
      Object.assign(message, {
        ruleId: definition.id,
        actual: source.slice(span.start, span.end),
        expected: finding.expected,
        fix: repairable ? fix : ('none' as const),
        span,
        ...(finding.related ? {related: finding.related} : {}),
      }),
    )
  }

  return {
    hasState: definition.state !== undefined,
    report,
    paragraph(paragraph, to = report) {
      definition.paragraph?.(paragraph, to, context)
    },
    end() {
      definition.end?.(report, context)
    },
  }
}

export type {BlockKind, Paragraph}
