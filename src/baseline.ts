import {existsSync} from 'node:fs'
import {readFile} from 'node:fs/promises'
import {dirname, relative, resolve, sep} from 'node:path'
import {explain, writeReport} from './files.js'
import type {PlainMessage} from './message.js'
import {createHashes, unwrapped} from './report/fingerprint.js'
import type {Span} from './rule.js'

/** The findings that a project knows of and will not hear of again. */
export type Baseline = {
  /** The messages of a file that are new; when the baseline is being written, none is. */
  filter(absolute: string, source: string, messages: readonly PlainMessage[]): readonly PlainMessage[]
  /**
   * Says which entries match nothing any more, and writes the baseline where that is asked for. Entries of files that
   * were not linted stay, unless there is no such file any more.
   *
   * @throws {Error} When it cannot be written.
   */
  end(): Promise<void>
}

/** `path` is relative to the folder of the baseline, with slashes. */
type Entry = {path: string; rule: string; hash: string}

/** The rules of the entries of a file, by hash. */
type Known = Map<string, string>

const head = {mtlint: 'baseline', version: 1}
/** Digits of a hash: more than enough to tell the findings of one file apart. */
const digits = 20
/** So many files are named whose entries match nothing. */
const named = 10

/**
 * Reads a baseline.
 *
 * @param name The path of its file as the user gave it, from `cwd`.
 * @param update Whether it is to be written; then it need not be there.
 * @throws {Error} When it cannot be read or is no baseline: writing it anew would lose what it holds.
 */
export async function openBaseline(
  name: string,
  {cwd, update, log}: {cwd: string; update: boolean; log(line: string): void},
): Promise<Baseline> {
  const file = resolve(cwd, name)
  const folder = dirname(file)
  const text = await readIfThere(file, name, update)
  const old = text === undefined ? new Map<string, Known>() : parse(text, name)
  const seen = new Map<string, Known>()

  /** The entries of linted files that match nothing, by path. */
  const unmatched = () =>
    Array.from(old, ([path, known]) => {
      const now = seen.get(path) ?? (existsSync(resolve(folder, path)) ? known : new Map<string, string>())
      return {path, rules: Array.from(known).flatMap(([hash, rule]) => (now.has(hash) ? [] : [rule]))}
    }).filter(({rules}) => rules.length > 0)

  return {
    filter(absolute, source, messages) {
      const path = relative(folder, absolute).split(sep).join('/')
      const known = old.get(path)
      const now: Known = new Map()
      seen.set(path, now)
      const hash = createHashes()
      return messages.filter(({ruleId, actual, span}) => {
        const digest = hash([ruleId, unwrapped(actual), ...neighbours(source, span)]).slice(0, digits)
        now.set(digest, ruleId)
        return !update && !known?.has(digest)
      })
    },
    async end() {
      const gone = unmatched()
      const count = gone.reduce((sum, {rules}) => sum + rules.length, 0)
      if (!update) {
        if (count > 0) log(`${name}: ${unmatchedEntries(count)}, --update-baseline removes ${them(count)}:`)
        for (const {path, rules} of gone.slice(0, named)) log(`  ${path}: ${Array.from(new Set(rules)).join(', ')}`)
        if (gone.length > named) log(`  and in ${gone.length - named} more files`)
        return
      }
      const kept = Array.from(old).filter(([path]) => !seen.has(path) && existsSync(resolve(folder, path)))
      const all = new Map([...kept, ...seen])
      const next = print(all)
      if (next !== text) await writeReport(file, name, [next], 'baseline')
      const size = Array.from(all.values()).reduce((sum, known) => sum + known.size, 0)
      log(`${next === text ? 'left' : 'wrote'} ${name}: ${entries(size)}, ${count} removed`)
    },
  }
}

async function readIfThere(file: string, name: string, update: boolean): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    if (missing && update) return undefined
    throw new Error(
      `${name}: ${missing ? 'no such baseline, --update-baseline writes it' : explain(error as NodeJS.ErrnoException)}`,
    )
  }
}

function parse(text: string, name: string): Map<string, Known> {
  const files = new Map<string, Known>()
  for (const {path, rule, hash} of entriesIn(text, name)) {
    const known = files.get(path) ?? new Map<string, string>()
    files.set(path, known.set(hash, rule))
  }
  return files
}

/** @throws {Error} That says what is wrong with the text. */
function entriesIn(text: string, name: string): Entry[] {
  const mend = 'mend it, or delete it and write it anew with --update-baseline'
  if (/^<{7}(?: |$)/m.test(text)) throw new Error(`${name}: has conflict markers of git: keep the lines of both sides`)
  let data: unknown
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new Error(`${name}: is not JSON: ${(error as Error).message}: ${mend}`)
  }
  const [first, ...rest] = Array.isArray(data) ? (data as unknown[]) : []
  const {mtlint, version} = {...(first as Partial<typeof head> | undefined)}
  if (mtlint !== head.mtlint) throw new Error(`${name}: is no baseline of mtlint`)
  if (version !== head.version) throw new Error(`${name}: is a baseline of another version of mtlint: ${mend}`)
  const wrong = rest.findIndex((entry) => !isEntry(entry))
  if (wrong !== -1) throw new Error(`${name}: ${JSON.stringify(rest[wrong])} is no entry of a baseline: ${mend}`)
  return rest as Entry[]
}

function isEntry(data: unknown): data is Entry {
  const {path, rule, hash} = {...(data as Partial<Entry> | null)}
  return typeof path === 'string' && typeof rule === 'string' && typeof hash === 'string'
}

/** JSON with a line for each entry that needs no other line, so that git can merge it; sorted. */
function print(files: ReadonlyMap<string, Known>): string {
  const lines = Array.from(files).flatMap(([path, known]) =>
    Array.from(known, ([hash, rule]) => `,${JSON.stringify({path, rule, hash})}\n`),
  )
  return `[${JSON.stringify(head)}\n${lines.sort().join('')}]\n`
}

/** What ends a block of text, as far as a line shows it: a blank line, or the mark of a heading, an item or a row. */
const blockEnd = /\r?\n[ \t]*(?:\r?\n|(?:[-*+#|]|\d+[.)])+[ \t])/
/** Ends within a line that is a block of its own: a heading or a row. */
const lineBlock = /(?:^|\n)[ \t]*[#|][^\n]*$/
const word = /[\p{L}\p{N}]+/gu
/** How far to look for neighbours, in code units, and how many to take. */
const reach = 200
const most = 3

/** The words before and after a finding within its block. Neither marks nor case count: they may be mended next. */
function neighbours(source: string, {start, end}: Span): [string, string] {
  const left = source.slice(Math.max(0, start - reach), start)
  const right = source.slice(end, end + reach)
  const before = left.split(blockEnd).at(-1) ?? ''
  const after = right.split(lineBlock.test(left) ? '\n' : blockEnd, 1)[0] ?? ''
  const words = (text: string) => text.normalize('NFC').toLowerCase().match(word) ?? []
  return [words(before).slice(-most).join(' '), words(after).slice(0, most).join(' ')]
}

function unmatchedEntries(count: number): string {
  return `${entries(count)} ${count === 1 ? 'matches' : 'match'} nothing any more`
}

function entries(count: number): string {
  return `${count} ${count === 1 ? 'entry' : 'entries'}`
}

function them(count: number): string {
  return count === 1 ? 'it' : 'them'
}
