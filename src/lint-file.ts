import {VFile} from 'vfile'
import {type Range, rangesOf} from './changed.js'
import {decodeConfig} from './encoded-config.js'
import {type Decoded, readSource} from './files.js'
import {fix} from './fix.js'
import type {Change} from './git.js'
import {type LintConfig, lint} from './lint.js'
import {type PlainMessage, toPlain} from './message.js'
import type {Catalogue} from './schema.js'

/** One file to lint, as plain data that can be sent to a worker. */
export type Task = {
  /** As it is shown. */
  path: string
  absolute: string
  /** The text, where it is not read from the file. */
  decoded?: Decoded | undefined
  /** A config as `encodeConfig` gives it. */
  config: string
  /** Whether safe fixes are applied; a text that is not UTF-8 is never mended. The file is not written. */
  mend: boolean
  /** Only what touches these lines is fixed; all messages are given. */
  lines?: Change['lines'] | undefined
}

/** What came of a file, as plain data. */
export type Linted = {
  /** The text that was read. */
  before: string
  /** The mended text; undefined: as it was. */
  after?: string
  /** Offset of the first byte that is not UTF-8. */
  broken?: number
  /** About the mended text. */
  messages: readonly PlainMessage[]
  /** How many fixes were applied. */
  fixed: number
  /** Where the lines of the task are in the mended text. */
  within?: readonly Range[]
}

/** `problem`: why a file could not be linted, with its path. */
export type Outcome = Linted | {problem: string}

export type FileLinter = (task: Task) => Promise<Outcome>

/** Lints files one at a time, in this thread; the rules are loaded for the first one. What it returns does not reject. */
export function createFileLinter(load: () => Promise<Catalogue>): FileLinter {
  const configs = new Map<string, LintConfig>()
  return async ({path, absolute, decoded, config: text, mend, lines}) => {
    try {
      const config = configs.get(text) ?? decodeConfig(text, await load())
      configs.set(text, config)
      const {text: before, broken} = decoded ?? (await readSource(absolute))
      if (broken !== undefined) return {before, broken, messages: await messagesOf(before, path, config), fixed: 0}
      if (!mend) return {before, messages: await messagesOf(before, path, config), fixed: 0}
      const options = {path, within: lines && rangesOf(before, lines)}
      const {text: after, messages, fixed, within} = await fix(before, config, options)
      return {
        before,
        ...(after === before ? {} : {after}),
        ...(within ? {within} : {}),
        messages: messages.map(toPlain),
        fixed,
      }
    } catch (error) {
      return {problem: `${path}${placeOf(error)}: ${(error as Error).message}`}
    }
  }
}

async function messagesOf(value: string, path: string, config: LintConfig): Promise<PlainMessage[]> {
  return (await lint(new VFile({value, path}), config)).map(toPlain)
}

/** Where a parser stumbled. */
function placeOf(error: unknown): string {
  const {line, column} = error as {line?: number; column?: number}
  return line && column ? `:${line}:${column}` : ''
}
