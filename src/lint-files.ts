import {statSync} from 'node:fs'
import {resolve} from 'node:path'
import type {Baseline} from './baseline.js'
import type {Cache} from './cache.js'
import {rangesOf, touches} from './changed.js'
import {createResolver, type Resolver} from './config.js'
import {encodeConfig} from './encoded-config.js'
import {type Decoded, type IgnoredBy, readIgnore} from './files.js'
import {isBelow, type Verdict} from './gate.js'
import {inOrder, type Step} from './in-order.js'
import type {FileLinter, Linted} from './lint-file.js'
import type {PlainMessage} from './message.js'
import {version} from './options.js'
import {createOutput} from './output.js'
import {severityOf, type Totals} from './report/report.js'
import {openReporters, type Reporters} from './reporters.js'
import type {RuleInfo} from './schema.js'
import type {Session, Status} from './session.js'
import {fileSources, type Source, stdinSource} from './sources.js'

/** What `--max-warnings` counts is not less for what `--quiet` leaves out of the report. */
type Counts = {totals: Totals; warnings: number; below: number}

type Work = Session & {
  ignoredBy: IgnoredBy
  resolver: Resolver<RuleInfo>
  reporters: Reporters
  baseline: Baseline | undefined
  cache: Cache | undefined
  counts: Counts
}

/** What is to be reported of a file, or by what it is ignored, or why it could not be linted. */
type Result = Linted | {ignoredBy: string} | {problem: string}

/**
 * Lints what the arguments name, mends it where that is asked for, and reports it in the order of the paths.
 *
 * @throws {Error} When the arguments do not go together, or a config or an ignore file that was named is wrong.
 */
export async function lintFiles(argv: readonly string[], session: Session): Promise<Status> {
  const {options, io, out, progress, rulebook, cwd} = session
  // `docs '!docs/old'` is how globs leave something out.
  const args = argv.filter((arg) => !arg.startsWith('!'))
  const left = argv.filter((arg) => arg.startsWith('!')).map((arg) => arg.slice(1))
  const asksGit = options.since !== undefined || options.staged === true
  // What has changed in this folder is what is meant.
  if (asksGit && args.length === 0) args.push('.')
  const fromStdin = args.includes('-') || options.stdinFilename !== undefined || (args.length === 0 && !io.stdin.isTTY)
  if (fromStdin && asksGit) throw new Error('--since and --staged are about files, not about standard input')
  if (options.fix && options.staged) {
    throw new Error(
      '--fix would mend what is in the work tree, not what is staged: run it without --staged, then git add',
    )
  }
  if (fromStdin && args.some((arg) => arg !== '-')) throw new Error('standard input and files do not go together')
  if (!fromStdin && args.length === 0) throw new Error('no files given, see mtlint --help')
  const printed = options.format?.find(({name, file}) => file === undefined && name !== 'pretty')
  if (options.fixDryRun && printed) throw new Error(`--fix-dry-run prints a diff, not ${printed.name}`)
  if (options.updateBaseline && options.baseline === undefined)
    throw new Error('--update-baseline needs --baseline FILE')
  if (options.textField !== undefined) throw new Error('--text-field needs --jsonl-in')
  const {config, rule: rules, reportUnusedDisableDirectives} = options
  const resolver = createResolver({config, rules, reportUnusedDisableDirectives, cwd, catalogue: rulebook.info})
  // A config that was named must be right even when no file is found.
  if (config !== undefined) await resolver('.')
  const ignoredBy = await readIgnore(cwd, options.ignorePath, [...(options.ignorePattern ?? []), ...left])
  const sources = fromStdin ? [stdinSource(session)] : await fileSources(args, session)
  const baseline = await openBaselineOf(session)
  const cache = await openCacheOf(session)
  // What --fix makes of standard input goes to standard output, and nothing else does.
  const toStderr = fromStdin && options.fix === true
  const counts: Counts = {
    totals: {files: 0, errors: 0, warnings: 0, infos: 0, fixable: 0, fixed: 0},
    warnings: 0,
    below: 0,
  }
  const reporters = await openReporters({
    options,
    rules: async () => (await rulebook.load()).rules,
    env: io.env,
    cwd,
    screen: toStderr ? {stream: io.stderr, output: createOutput(io.stderr)} : {stream: io.stdout, output: out},
    clear: progress.clear,
    problem: session.problem,
  })
  const work: Work = {...session, ignoredBy, resolver, reporters, baseline, cache, counts}
  progress.start(sources.length)
  const results = inOrder(sources, {
    prepare: (source) => prepare(source, work),
    lint: lazyLinter(session),
    // Other rules than our own stay in this thread.
    concurrency: rulebook.isOwn ? options.concurrency : 1,
  })
  for await (const [source, result] of results) {
    progress.next(source.path)
    await report(source, result, work)
    // A baseline is written even if nobody reads the report.
    if (reporters.closed && !options.updateBaseline) break
  }
  progress.clear()
  await reporters.end(counts.totals)
  if (!reporters.closed || options.updateBaseline) await baseline?.end()
  return conclude(counts, session)
}

/** Loads what linting needs when there is something to lint: all may be in the cache, or be done by workers. */
function lazyLinter({rulebook}: Session): FileLinter {
  let linter: FileLinter | undefined
  return async (task) => {
    const {createFileLinter} = await import('./lint-file.js')
    linter ??= createFileLinter(rulebook.load)
    return linter(task)
  }
}

function conclude({totals, warnings, below}: Counts, {options, log}: Session): Status {
  const most = options.maxWarnings ?? Number.POSITIVE_INFINITY
  if (warnings > most) log(`too many warnings (${warnings}, at most ${most})`)
  const failed = options.gate === undefined ? totals.errors > 0 : below > 0
  return failed || warnings > most ? 1 : 0
}

async function openBaselineOf({options, cwd, log}: Session): Promise<Baseline | undefined> {
  if (options.baseline === undefined) return undefined
  const {openBaseline} = await import('./baseline.js')
  return openBaseline(options.baseline, {cwd, update: options.updateBaseline ?? false, log})
}

async function openCacheOf({options, cwd, log, rulebook}: Session): Promise<Cache | undefined> {
  if (!options.cache) return undefined
  const {openCache} = await import('./cache.js')
  const {cacheLocation, cacheStrategy: strategy} = options
  return openCache({folder: resolve(cwd, cacheLocation), strategy, version: version(), info: rulebook.info, log})
}

/** Finds out what there is to do for a file. */
async function prepare(source: Source, {options, resolver, ignoredBy, cache}: Work): Promise<Step<Result>> {
  const {path, absolute, lines} = source
  try {
    const resolved = await resolver(absolute)
    const by = ignoredBy(absolute) ?? (resolved.ignored ? (resolved.file ?? 'the config') : undefined)
    if (by !== undefined) return {result: {ignoredBy: by}}
    const mend = options.fix === true || options.fixDryRun === true
    const config = encodeConfig(resolved.lint)
    if (source.isFile) {
      const known = cache?.read(absolute, config)
      // There is something to mend in it.
      const stale = mend && known?.messages.some((message) => message.fix === 'safe')
      return known && !stale ? {result: known} : {task: {path, absolute, config, mend, lines}, bytes: sizeOf(absolute)}
    }
    const decoded = await readOther(source)
    return {task: {path, absolute, config, mend, lines, decoded}, bytes: decoded.text.length}
  } catch (error) {
    return {result: {problem: (error as Error).message}}
  }
}

/** Bytes of a file; 0 where that cannot be said: then nor can it be read. */
function sizeOf(absolute: string): number {
  try {
    return statSync(absolute).size
  } catch {
    return 0
  }
}

/** Reads a text that is not that of its file. */
async function readOther(source: Source): Promise<Decoded> {
  try {
    return await source.read()
  } catch (error) {
    throw new Error(`${source.path}: ${(error as Error).message}`)
  }
}

/** Says what came of a file, having written it where that is asked for. */
async function report(source: Source, result: Result, work: Work): Promise<void> {
  const {options, problem, reporters, counts} = work
  const {path} = source
  if ('problem' in result) return problem(result.problem)
  try {
    if ('ignoredBy' in result) return await passOver(source, result.ignoredBy, work)
    const {before, after = before, broken, fixed} = result
    if (source.isFile) work.cache?.write(source.absolute, result)
    if (broken !== undefined) sayBroken(source, broken, work)
    // A text that was read with replacement characters must not be written back.
    if (options.fix && broken === undefined && (after !== before || source.isStdin)) await source.write(after)
    const fresh = freshOf(source, result, work)
    const verdict = options.gate === undefined ? undefined : await verdictOf(source, result, fresh, work)
    if (options.gate !== undefined && verdict && isBelow(verdict.level, options.gate)) counts.below++
    const shown = options.quiet ? fresh.filter((message) => severityOf(message) === 'error') : fresh
    counts.warnings += fresh.filter((message) => severityOf(message) === 'warning').length
    add(counts.totals, shown, fixed)
    await reporters.file({
      path,
      before,
      source: after,
      messages: shown,
      written: after !== before && !source.isStdin,
      ...(verdict ? {verdict} : {}),
    })
  } catch (error) {
    problem(`${path}: ${(error as Error).message}`)
  }
}

/** The messages about what is new: not in the baseline, and on lines that have changed. */
function freshOf({absolute, lines}: Source, result: Linted, {baseline}: Work): readonly PlainMessage[] {
  const {before, after = before, messages, within} = result
  const fresh = baseline?.filter(absolute, after, messages) ?? messages
  if (!lines) return fresh
  const ranges = within ?? rangesOf(after, lines)
  return fresh.filter((message) => touches(message, ranges))
}

/** Judges a draft, or of one that has changed what is new. */
async function verdictOf(
  {absolute, path, lines}: Source,
  {before, after = before, within}: Linted,
  messages: readonly PlainMessage[],
  {resolver, rulebook}: Work,
): Promise<Verdict> {
  const {judgeText} = await import('./judge-text.js')
  const {gate} = await resolver(absolute)
  const ranges = lines && (within ?? rangesOf(after, lines))
  return judgeText(messages, {text: after, path, ranges, settings: gate, rules: rulebook.info.rules})
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

function add(totals: Totals, messages: readonly PlainMessage[], fixed: number): void {
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
