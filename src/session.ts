import type {Readable} from 'node:stream'
import type {Rulebook} from './catalogue.js'
import type {Options} from './options.js'
import type {Output, Progress, Terminal} from './output.js'

/** What the command needs of a process. */
export type Io = {
  stdin: Readable & {isTTY?: boolean | undefined}
  stdout: Terminal
  stderr: Terminal
  env: Readonly<Record<string, string | undefined>>
  cwd(): string
}

/** 0: nothing at error level; 1: errors, or too many warnings; 2: mtlint could not do its work. */
export type Status = 0 | 1 | 2

/** What all parts of a run share. */
export type Session = {
  options: Options
  rulebook: Rulebook
  io: Io
  cwd: string
  out: Output
  /** Says on standard error what went wrong; the run then ends with 2. */
  problem(line: string): void
  /** Says something on standard error. */
  log(line: string): void
  progress: Progress
}
