import type {VerdictLevel} from '../gate.js'
import type {Rule} from '../rule.js'
import type {Reporter} from './report.js'

/** What a reporter may ask about the run and about where it writes. */
export type FormatContext = {
  color: boolean
  /** Width of the terminal in columns. */
  width: number
  quiet: boolean
  /** The rules that there are, for a report that describes them. */
  rules(): Promise<readonly Rule[]>
  version: string
  /** What each draft must be, where they are judged. */
  gate?: VerdictLevel | undefined
  /** Gives a path as the CI service knows it: relative to the root of the repository, not to the working directory. */
  repositoryPath(path: string): string
}

const formats = {
  pretty: async (context) =>
    context.gate === undefined
      ? (await import('./pretty.js')).createPrettyReporter(context)
      : (await import('./verdict.js')).createVerdictReporter({...context, wanted: context.gate}),
  json: async () => (await import('./json.js')).createJsonReporter(),
  jsonl: async () => (await import('./jsonl.js')).createJsonlReporter(),
  sarif: async (context) =>
    (await import('./sarif.js')).createSarifReporter({...context, rules: await context.rules()}),
  github: async (context) => (await import('./github.js')).createGithubReporter(context),
  gitlab: async (context) => (await import('./gitlab.js')).createGitlabReporter(context),
  junit: async () => (await import('./junit.js')).createJunitReporter(),
  checkstyle: async () => (await import('./checkstyle.js')).createCheckstyleReporter(),
  html: async () => (await import('./html.js')).createHtmlReporter(),
  markdown: async (context) => (await import('./markdown.js')).createMarkdownReporter(context),
} satisfies Record<string, (context: FormatContext) => Promise<Reporter>>

export type FormatName = keyof typeof formats

export const formatNames = Object.keys(formats) as FormatName[]

/** A report that was asked for; without a file it goes to standard output. */
export type FormatRequest = {name: FormatName; file?: string}

/** Makes the reporter of a format, of which only the code that it needs is loaded. */
export function createReporter(name: FormatName, context: FormatContext): Promise<Reporter> {
  return formats[name](context)
}
