import {chmod, mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {PassThrough, Readable} from 'node:stream'
import {onTestFinished} from 'vitest'
import type {LintConfig} from '../../src/lint.js'
import {defineRule, type FixKind, type Rule, type Severity} from '../../src/rule.js'
import {run, type Status} from '../../src/run.js'
import type {Catalogue} from '../../src/schema.js'

type Word = {
  id: string
  find: RegExp
  replace?: string
  severity?: Severity
  fix?: FixKind
  stage?: 'stable' | 'nursery'
}

/** A rule that finds a pattern. */
export function wordRule({id, find, replace, severity = 'error', fix = 'safe', stage = 'stable'}: Word): Rule {
  return defineRule<{limit: number}>({
    id,
    group: 'words',
    summary: `Find ${find.source}.`,
    severity,
    stage,
    fix,
    examples: {
      bad: [{text: 'One bad word.\nAnother line.', found: 'bad', message: 'Unexpected `bad`', fixed: 'One good word.'}],
      good: ['A good word.', {text: 'Another one.'}],
    },
    options: {defaults: {limit: 1000}, schema: {limit: {type: 'integer', minimum: 0}}},
    paragraph({text, span}, report, {options}) {
      let count = 0
      for (const match of text.matchAll(find)) {
        if (count++ >= options.limit) return
        const expected = replace === undefined ? {} : {expected: [replace]}
        report(span(match.index, match.index + match[0].length), {message: `Unexpected \`${match[0]}\``, ...expected})
      }
    },
  })
}

export const bad = wordRule({id: 'bad-word', find: /\bbad\b/gi, replace: 'good'})
export const odd = wordRule({id: 'odd-word', find: /\bodd\b/gi, severity: 'warning', fix: 'none'})
export const note = wordRule({id: 'noted-word', find: /\bnote\b/gi, severity: 'info', fix: 'none', stage: 'nursery'})

export const catalogue: Catalogue = {
  rules: [bad, odd, note],
  presets: {
    recommended: {'bad-word': 'error', 'odd-word': 'warning', 'noted-word': 'off'},
    strict: {'bad-word': 'error', 'odd-word': 'error', 'noted-word': 'info'},
  },
}

/** A config with the given rules at their own severity. */
export function configOf(rules: readonly Rule[], rest: Partial<LintConfig> = {}): LintConfig {
  return {rules: rules.map((rule) => ({rule, severity: rule.definition.severity})), ...rest}
}

/** Makes a folder with files, which is removed after the test. */
export async function folderWith(files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mtlint-test-'))
  onTestFinished(async () => {
    await chmod(folder, 0o755)
    await rm(folder, {recursive: true, force: true})
  })
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), {recursive: true})
    await writeFile(join(folder, path), content)
  }
  return folder
}

export type Ran = {status: Status; stdout: string; stderr: string}

export type RunOptions = {
  stdin?: string | Uint8Array
  tty?: boolean
  columns?: number
  env?: Record<string, string>
  catalogue?: Catalogue
}

/** Runs the command in a folder with the rules above; standard input is a terminal unless it is given. */
export async function command(cwd: string, argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const {stdin, tty = false, columns, env = {}} = options
  const stdout = new PassThrough({highWaterMark: 1 << 26})
  const stderr = new PassThrough({highWaterMark: 1 << 26})
  const io = {
    stdin: Object.assign(Readable.from(stdin === undefined ? [] : [Buffer.from(stdin)]), {isTTY: stdin === undefined}),
    stdout: Object.assign(stdout, {isTTY: tty, columns}),
    stderr: Object.assign(stderr, {isTTY: tty, columns}),
    env,
    cwd: () => cwd,
  }
  const status = await run(argv, io, options.catalogue ?? catalogue)
  return {status, stdout: textOf(stdout), stderr: textOf(stderr)}
}

function textOf(stream: PassThrough): string {
  return (stream.read() as Buffer | null)?.toString() ?? ''
}
