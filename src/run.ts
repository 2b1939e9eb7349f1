import {access, writeFile} from 'node:fs/promises'
import {join, resolve} from 'node:path'
import type {Readable} from 'node:stream'
import {CommanderError} from 'commander'
import {VFile} from 'vfile'
import * as ownCatalogue from '../rules/index.js'
import {createResolver, type Resolver} from './config.js'
import {explainRule, listRules, printConfig} from './explain.js'
import {
  type Decoded,
  decode,
  defaultExtensions,
  type FileEntry,
  findFiles,
  type IgnoredBy,
  readIgnore,
  readSource,
  shownPath,
  writeSource,
} from './files.js'
import {fix} from './fix.js'
import {type LintConfig, lint} from './lint.js'
import {didYouMean} from './nearest.js'
import {type Options, parseOptions} from './options.js'
import {createOutput, createProgress, type Output, type Progress, type Terminal} from './output.js'
import {severityOf, type Totals} from './report/report.js'
import {visible} from './report/visible.js'
import {openReporters, type Reporters} from './reporters.js'
import type {LintMessage} from './rule.js'
import type {Catalogue} from './schema.js'

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
type Session = {
  options: Options
  catalogue: Catalogue
  io: Io
  cwd: string
  out: Output
  /** Says on standard error what went wrong; the run then ends with 2. */
  problem(line: string): void
  /** Says something on standard error. */
  log(line: string): void
  progress: Progress
}

/** Where a text comes from, and where it goes. */
type Source = FileEntry & {isStdin: boolean; read(): Promise<Decoded>; write(text: string): Promise<void>}

/** What `--max-warnings` counts is not less for what `--quiet` leaves out of the report. */
type Counts = {totals: Totals; warnings: number}

type Work = Session & {ignoredBy: IgnoredBy; resolver: Resolver; reporters: Reporters; counts: Counts}

/** Runs the command; it does not throw. */
export async function run(argv: readonly string[], io: Io, catalogue: Catalogue = ownCatalogue): Promise<Status> {
  const out = createOutput(io.stdout)
  const err = createOutput(io.stderr)
  const progress = createProgress(io.stderr)
  const problems = new Set<string>()
  let failed = false
  const log = (line: string) => {
    progress.clear()
    err.write(`mtlint: ${line.split('\n').map(visible).join('\nmtlint: ')}\n`)
  }
  const problem = (line: string) => {
    failed = true
    // A config that is wrong is so for each of its files.
    if (!problems.has(line)) log(line)
    problems.add(line)
  }
  let status: Status = 0
  try {
    const {files, options} = parseOptions(
      argv,
      catalogue.rules.map((rule) => rule.definition.id),
      {
        out: (text) => void out.write(text),
        error: (text) => void err.write(text.split('\n').map(visible).join('\n')),
      },
    )
    status = await perform(files, {options, catalogue, io, cwd: io.cwd(), out, problem, log, progress})
  } catch (error) {
    if (!(error instanceof CommanderError)) problem((error as Error).message)
    else if (error.exitCode !== 0) failed = true
  }
  await out.flush()
  if (out.error) problem(`the report cannot be written: ${out.error.message}`)
  await err.flush()
  return failed ? 2 : status
}

async function perform(files: readonly string[], session: Session): Promise<Status> {
  const {options, catalogue, out} = session
  if (options.listRules) out.write(listRules(catalogue))
  else if (options.explain !== undefined) out.write(explain(options.explain, catalogue))
  else if (options.init) session.log(`wrote ${await init(session.cwd)}`)
  else if (options.printConfig !== undefined) {
    out.write(printConfig(await resolverOf(session)(options.printConfig), catalogue))
  } else return lintAll(files, session)
  return 0
}

function explain(id: string, {rules}: Catalogue): string {
  const rule = rules.find(({definition}) => definition.id === id)
  if (rule) return explainRule(rule)
  throw new Error(
    `there is no rule \`${id}\`${didYouMean(
      id,
      rules.map(({definition}) => definition.id),
    )}`,
  )
}

const firstConfig = '.mtlintrc.json'

/** Writes a config to begin with. */
async function init(cwd: string): Promise<string> {
  const schema = './node_modules/mtlint/schema.json'
  const installed = await access(join(cwd, schema)).then(
    () => true,
    () => false,
  )
  const config = {...(installed ? {$schema: schema} : {}), extends: 'recommended', rules: {}, allow: []}
  try {
    await writeFile(join(cwd, firstConfig), `${JSON.stringify(config, null, 2)}\n`, {flag: 'wx'})
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException
    throw new Error(`${firstConfig}: ${code === 'EEXIST' ? 'is there already' : message}`)
  }
  return firstConfig
}

function resolverOf({options, cwd, catalogue}: Session): Resolver {
  return createResolver({
    config: options.config,
    rules: options.rule,
    reportUnusedDisableDirectives: options.reportUnusedDisableDirectives,
    cwd,
    catalogue,
  })
}

async function lintAll(argv: readonly string[], session: Session): Promise<Status> {
  const {options, io, out, progress} = session
  // `docs '!docs/old'` is how globs leave something out.
  const args = argv.filter((arg) => !arg.startsWith('!'))
  const left = argv.filter((arg) => arg.startsWith('!')).map((arg) => arg.slice(1))
  const fromStdin = args.includes('-') || options.stdinFilename !== undefined || (args.length === 0 && !io.stdin.isTTY)
  if (fromStdin && args.some((arg) => arg !== '-')) throw new Error('standard input and files do not go together')
  if (!fromStdin && args.length === 0) throw new Error('no files given, see mtlint --help')
  const printed = options.format?.find(({name, file}) => file === undefined && name !== 'pretty')
  if (options.fixDryRun && printed) throw new Error(`--fix-dry-run prints a diff, not ${printed.name}`)
  const resolver = resolverOf(session)
  // A config that was named must be right even when no file is found.
  if (options.config !== undefined) await resolver('.')
  const ignoredBy = await readIgnore(session.cwd, options.ignorePath, [...(options.ignorePattern ?? []), ...left])
  const sources = fromStdin ? [stdinSource(session)] : await fileSources(args, session)
  // What --fix makes of standard input goes to standard output, and nothing else does.
  const toStderr = fromStdin && options.fix === true
  const counts: Counts = {totals: {files: 0, errors: 0, warnings: 0, infos: 0, fixable: 0, fixed: 0}, warnings: 0}
  const reporters = await openReporters({
    options,
    rules: session.catalogue.rules,
    env: io.env,
    cwd: session.cwd,
    screen: toStderr ? {stream: io.stderr, output: createOutput(io.stderr)} : {stream: io.stdout, output: out},
    clear: progress.clear,
    problem: session.problem,
  })
  const work: Work = {...session, ignoredBy, resolver, reporters, counts}
  progress.start(sources.length)
  for (const source of sources) {
    if (reporters.closed) break
    progress.next(visible(source.path))
    await lintOne(source, work)
  }
  progress.clear()
  await reporters.end(counts.totals)
  return conclude(counts, session)
}

function conclude({totals, warnings}: Counts, {options, log}: Session): Status {
  const most = options.maxWarnings ?? Number.POSITIVE_INFINITY
  if (warnings > most) log(`too many warnings (${warnings}, at most ${most})`)
  return totals.errors > 0 || warnings > most ? 1 : 0
}

async function fileSources(args: readonly string[], {options, cwd, problem}: Session): Promise<Source[]> {
  const {files, problems} = await findFiles(args, {cwd, extensions: options.ext ?? defaultExtensions})
  for (const line of problems) problem(line)
  return files.map((file) => ({
    ...file,
    isStdin: false,
    read: () => readSource(file.absolute),
    write: (text) => writeSource(file.absolute, text),
  }))
}

function stdinSource({options, cwd, io, out}: Session): Source {
  const absolute = resolve(cwd, options.stdinFilename ?? 'stdin')
  return {
    path: options.stdinFilename === undefined ? '<stdin>' : shownPath(cwd, absolute),
    absolute,
    named: true,
    isStdin: true,
    async read() {
      const chunks: Buffer[] = []
      for await (const chunk of io.stdin) chunks.push(Buffer.from(chunk))
      return decode(Buffer.concat(chunks))
    },
    write: (text) => out.write(text),
  }
}

/** Lints one file, mends it where that is asked for, and reports it. */
async function lintOne(source: Source, work: Work): Promise<void> {
  const {options, problem, reporters, counts} = work
  let config: LintConfig
  try {
    const resolved = await work.resolver(source.absolute)
    const by = work.ignoredBy(source.absolute) ?? (resolved.ignored ? (resolved.file ?? 'the config') : undefined)
    if (by !== undefined) return await passOver(source, by, work)
    config = resolved.lint
  } catch (error) {
    problem((error as Error).message)
    return
  }
  try {
    const {text: before, broken} = await source.read()
    const path = source.path
    if (broken !== undefined) sayBroken(source, broken, work)
    // A text that was read with replacement characters must not be written back.
    const mends = (options.fix || options.fixDryRun) && broken === undefined
    const {text, messages, fixed} = mends
      ? await fix(before, config, {path})
      : {text: before, messages: await lint(new VFile({value: before, path}), config), fixed: 0}
    if (options.fix && mends && (text !== before || source.isStdin)) await source.write(text)
    const shown = options.quiet ? messages.filter((message) => severityOf(message) === 'error') : messages
    counts.warnings += messages.filter((message) => severityOf(message) === 'warning').length
    add(counts.totals, shown, fixed)
    await reporters.file({
      path,
      before,
      source: text,
      messages: shown,
      written: text !== before && !source.isStdin,
    })
  } catch (error) {
    problem(`${source.path}${placeOf(error)}: ${(error as Error).message}`)
  }
}

/** Says that a file has bytes that are no text: it is linted all the same, but cannot be mended. */
function sayBroken({path}: Source, offset: number, {options, log, problem}: Work): void {
  const line = `${path}: is not UTF-8 at byte offset ${offset}: save it as UTF-8`
  if (options.fix) problem(line)
  else log(line)
}

/** Says why a file that was named is not linted; what is ignored goes through `--fix` as it is. */
async function passOver(source: Source, by: string, {options, log}: Work): Promise<void> {
  if (source.named) log(`${source.path}: ignored by ${by}`)
  if (source.isStdin && options.fix) await source.write((await source.read()).text)
}

/** Where a parser stumbled. */
function placeOf(error: unknown): string {
  const {line, column} = error as {line?: number; column?: number}
  return line && column ? `:${line}:${column}` : ''
}

function add(totals: Totals, messages: readonly LintMessage[], fixed: number): void {
  totals.files++
  totals.fixed += fixed
  for (const message of messages) {
    const severity = severityOf(message)
    if (severity === 'error') totals.errors++
    else if (severity === 'warning') totals.warnings++
    else totals.infos++
    if (message.fix === 'safe') totals.fixable++
  }
}
