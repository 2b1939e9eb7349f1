import {resolve} from 'node:path'
import type {Readable} from 'node:stream'
import {createResolver} from './config.js'
import {encodeConfig} from './encoded-config.js'
import {decode} from './files.js'
import type {GateSettings} from './gate.js'
import {judgeText} from './judge-text.js'
import {linesOf} from './lines.js'
import {createFileLinter, type FileLinter} from './lint-file.js'
import {addField} from './record.js'
import {stringify, toJson, toJsonVerdict} from './report/json.js'
import {severityOf} from './report/report.js'
import type {Session, Status} from './session.js'

/** The field that a record gets. */
const ownField = 'mtlint'
/** A longer record is passed through: its text would take a multiple of its size in memory. */
const longest = 1 << 26
/** How many records and bytes are under way where more than one thread lints. */
const recordsPerThread = 16
const mostBytes = 1 << 25
const lineFeed = 0x0a

/** What lints the texts of all records. */
type Linter = {lint: FileLinter; config: string; gate: GateSettings; path: string; field: string; session: Session}

/** A line of the input with its number; one that is too long comes in pieces, the first of which is `cut`. */
type Line = {bytes: Buffer; number: number; piece?: 'cut' | 'rest'}

/** A line as it is to be written, and what is wrong with it. */
type Passed = {bytes: Buffer | string; problem?: string}

/**
 * Reads JSON records from standard input, one a line, and writes each with what was found in its text, in order. Of a
 * record nothing else is changed, to the byte. Lines that are no such records are passed through and are a problem. No
 * more is read than is being linted, and no more is linted than the reader takes.
 *
 * @returns 2 after problems, else 0: findings are data here.
 * @throws {Error} When an option does not go with it.
 */
export async function lintStream(files: readonly string[], session: Session): Promise<Status> {
  const {options, io, out, log} = session
  refuse(files, session)
  const threads = options.concurrency === 'auto' ? 1 : options.concurrency
  const pool = threads > 1 && session.rulebook.isOwn ? (await import('./workers.js')).openPool(threads) : undefined
  const most = pool ? threads * recordsPerThread : 1
  const waiting: {passed: Promise<Passed>; length: number}[] = []
  let status: Status = 0
  let bytes = 0

  async function writeFirst() {
    const first = waiting.shift()
    if (!first) return
    const {bytes: written, problem} = await first.passed
    bytes -= first.length
    if (problem !== undefined) {
      log(problem)
      status = 2
    }
    await out.write(written)
  }

  try {
    const linter = await linterOf(session, pool?.lint ?? createFileLinter(session.rulebook.load))
    for await (const line of numbered(io.stdin)) {
      if (out.closed) break
      waiting.push({passed: pass(line, linter), length: line.bytes.length})
      bytes += line.bytes.length
      while (waiting.length >= most || bytes > mostBytes) await writeFirst()
    }
    while (waiting.length > 0 && !out.closed) await writeFirst()
  } finally {
    await pool?.close()
  }
  return status
}

/** Options that have no meaning for a stream. */
const others = ['fix', 'fixDryRun', 'format', 'maxWarnings', 'since', 'staged', 'shard', 'baseline', 'cache'] as const

function refuse(files: readonly string[], {options}: Session): void {
  if (files.some((file) => file !== '-')) throw new Error('--jsonl-in reads standard input: files do not go with it')
  if (options.gate !== undefined) throw new Error('--jsonl-in writes a verdict for each record without `gate`')
  const other = others.find((name) => options[name] !== undefined)
  if (other === undefined) return
  throw new Error(`--${other.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} does not go with --jsonl-in`)
}

async function linterOf(session: Session, lint: FileLinter): Promise<Linter> {
  const {options, cwd, rulebook} = session
  const {config, rule: rules, reportUnusedDisableDirectives, stdinFilename: path = 'stdin.txt'} = options
  const resolver = createResolver({config, rules, reportUnusedDisableDirectives, cwd, catalogue: rulebook.info})
  const resolved = await resolver(resolve(cwd, path))
  return {
    lint,
    config: encodeConfig(resolved.lint),
    gate: resolved.gate,
    path,
    field: options.textField ?? 'text',
    session,
  }
}

async function* numbered(stream: Readable): AsyncGenerator<Line> {
  let number = 0
  let inside = false
  for await (const bytes of linesOf(stream, longest)) {
    if (!inside) number++
    const isCut = bytes.length > longest && bytes.at(-1) !== lineFeed
    yield {bytes, number, ...(inside ? {piece: 'rest'} : isCut ? {piece: 'cut'} : {})}
    inside = inside ? bytes.at(-1) !== lineFeed : isCut
  }
}

async function pass({bytes, number, piece}: Line, linter: Linter): Promise<Passed> {
  try {
    if (piece === 'rest') return {bytes}
    if (piece === 'cut') throw new Error(`is longer than ${longest >> 20} MiB`)
    const {text, broken} = decode(bytes)
    if (broken !== undefined) throw new Error(`is not UTF-8 at byte offset ${broken}`)
    const json = number === 1 ? text.replace(/^\uFEFF/, '') : text
    if (json.trim() === '') return {bytes}
    const value = textOf(json, linter.field)
    return {bytes: addField(text, ownField, stringify(await findingsOf(value, linter)))}
  } catch (error) {
    return {bytes, problem: `line ${number}: ${(error as Error).message}`}
  }
}

/** @throws {Error} When there is no such field, or no JSON object. */
function textOf(json: string, field: string): string {
  let data: unknown
  try {
    data = JSON.parse(json)
  } catch {
    throw new Error('is not JSON')
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw new Error('is no JSON object')
  const value = Object.hasOwn(data, field) ? (data as Record<string, unknown>)[field] : undefined
  if (value === undefined) throw new Error(`has no field \`${field}\``)
  if (typeof value !== 'string') throw new Error(`its field \`${field}\` is no string`)
  return value
}

async function findingsOf(text: string, {lint, config, gate, path, session}: Linter): Promise<object> {
  const outcome = await lint({path, absolute: path, decoded: {text}, config, mend: false})
  if ('problem' in outcome) throw new Error(outcome.problem)
  const {messages} = outcome
  const {options, rulebook} = session
  const verdict = await judgeText(messages, {text, path, ranges: undefined, settings: gate, rules: rulebook.info.rules})
  const shown = options.quiet ? messages.filter((message) => severityOf(message) === 'error') : messages
  return {messages: toJson({path, source: text, messages: shown}).messages, verdict: toJsonVerdict(verdict)}
}
