import type {Verdict} from '../gate.js'
import type {PlainMessage} from '../message.js'

/** What is to be reported of a file. */
export type FileReport = {
  /** As it is shown: relative to the working directory, with slashes. */
  path: string
  /** The text that was read. */
  before: string
  /** The text that the messages relate to: after `--fix`, the mended one. */
  source: string
  messages: readonly PlainMessage[]
  /** Whether `--fix` has written the file. */
  written: boolean
  /** Where drafts are judged. */
  verdict?: Verdict
}

export type Totals = {
  files: number
  errors: number
  warnings: number
  infos: number
  /** Messages that `--fix` would mend. */
  fixable: number
  /** What `--fix` has mended. */
  fixed: number
}

/** Writes a report piece by piece, so that no more than one file is in memory. */
export type Reporter = {
  file(report: FileReport): string | Promise<string>
  end(totals: Totals): string
}

/** The severity of a message, as vfile says it. */
export function severityOf(message: {fatal?: boolean | null | undefined}): 'error' | 'warning' | 'info' {
  return message.fatal ? 'error' : message.fatal === false ? 'warning' : 'info'
}

/** What a message says and why, for formats that have one text for both. */
export function textOf({reason, note}: {reason: string; note?: string | undefined}): string {
  return note ? `${reason}. ${note}` : reason
}
