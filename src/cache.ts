import {createHash} from 'node:crypto'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import {dirname, join, relative, sep} from 'node:path'
import {fileURLToPath} from 'node:url'
import {decode, explain} from './files.js'
import type {Linted} from './lint-file.js'
import type {PlainMessage} from './message.js'
import type {Catalogue, RuleInfo} from './schema.js'

/** How a file is known to be unchanged: by its text, or, where these are the same, by its size and times. */
export type CacheStrategy = 'content' | 'metadata'

/** What earlier runs found. A cache that cannot be read or written, or is no cache, makes a run slower and no more. */
export type Cache = {
  /**
   * What was found in a file under a config (as `encodeConfig` gives it), if that still holds; its text is left empty
   * where nothing was found. Undefined: it is to be linted, and `write` wants to know what came of it.
   */
  read(absolute: string, config: string): Linted | undefined
  /** Keeps what came of a file for which `read` had nothing. */
  write(absolute: string, linted: Linted): void
}

type Setup = {
  folder: string
  strategy: CacheStrategy
  /** Of mtlint. */
  version: string
  info: Catalogue<RuleInfo>
  /** Told once, when the cache cannot be written. */
  log(line: string): void
}

type Entry = {
  /** Of the text. */
  hash: string
  /** Of the file, as `timesOf` gives them; undefined: they tell nothing. */
  times: string | undefined
  messages: readonly PlainMessage[]
}

/** A file whose result is awaited; its times are from before it was read. */
type Awaited = {place: string; times: string | undefined}

const day = 86_400_000
/** A folder that no run has used for so long is removed. */
const longest = 30 * day
/** A file may be changed twice within the resolution of its times; two seconds is the worst there is. */
const resolution = 2000

/**
 * A cache in a folder, with one small file for each text and config: each is replaced at once, so that neither a run
 * beside this one nor one that is killed can spoil it. The entries of one config, version of mtlint and state of the
 * word lists are in a folder of their own.
 */
export function openCache({folder, strategy, version, info, log}: Setup): Cache {
  const data = hashOfData(fileURLToPath(new URL('../rules/', import.meta.url)), true)
  const folders = new Map<string, string>()
  const awaited = new Map<string, Awaited>()
  let writable = true

  const folderOf = (config: string): string => {
    const known = folders.get(config)
    if (known !== undefined) return known
    const key = hash(JSON.stringify([version, data, ownLists(config, info), config])).slice(0, 16)
    const found = join(folder, `mtlint-${key}`)
    folders.set(config, found)
    touch(found)
    return found
  }

  function write(place: string, entry: Entry): void {
    if (!writable) return
    try {
      makeFolder(folder, dirname(place))
      replace(place, encode(entry))
    } catch (error) {
      writable = false
      log(`the cache cannot be written: ${folder}: ${explain(error as NodeJS.ErrnoException)}`)
    }
  }

  return {
    read(absolute, config) {
      const stats = orNothing(() => statSync(absolute))
      if (!stats?.isFile()) return undefined
      const times = timesOf(stats)
      const name = hash(relative(folder, absolute).split(sep).join('/')).slice(0, 32)
      const place = join(folderOf(config), name)
      const entry = decodeEntry(place)
      const same = strategy === 'metadata' && times !== undefined && entry?.times === times
      if (entry && same && entry.messages.length === 0) return {before: '', messages: [], fixed: 0}
      const bytes = entry && orNothing(() => readFileSync(absolute))
      if (entry && bytes && hash(bytes) === entry.hash) {
        if (!same && times !== undefined) write(place, {...entry, times})
        return {before: decode(bytes).text, messages: entry.messages, fixed: 0}
      }
      awaited.set(absolute, {place, times})
      return undefined
    },
    write(absolute, {before, after, broken, messages, fixed}) {
      const found = awaited.get(absolute)
      awaited.delete(absolute)
      // What was mended is another text now.
      if (!found || after !== undefined || fixed > 0 || broken !== undefined) return
      write(found.place, {hash: hash(before), times: found.times, messages})
    },
  }
}

function hash(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex')
}

/** What changes when a file does; undefined for a file that was changed just now, and may be again unseen. */
function timesOf({mtimeMs, ctimeMs, size}: Stats): string | undefined {
  return Math.max(mtimeMs, ctimeMs) > Date.now() - resolution ? undefined : `${mtimeMs} ${ctimeMs} ${size}`
}

function encode(entry: Entry): string {
  const text = JSON.stringify(entry)
  return `${hash(text)}\n${text}`
}

/** Reads an entry; undefined where there is none, or none that was written by us and is whole. */
function decodeEntry(place: string): Entry | undefined {
  const text = orNothing(() => readFileSync(place, 'utf8'))
  if (text === undefined) return undefined
  const end = text.indexOf('\n')
  const body = text.slice(end + 1)
  return text.slice(0, end) === hash(body) ? (JSON.parse(body) as Entry) : undefined
}

/** What cannot be read here is said by who needs it. */
function orNothing<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

function replace(place: string, text: string): void {
  const draft = `${place}.${process.pid}`
  try {
    writeFileSync(draft, text)
    renameSync(draft, place)
  } catch (error) {
    rmSync(draft, {force: true})
    throw error
  }
}

/** Makes the folder of a config where there is none yet; the cache is no business of git. */
function makeFolder(root: string, folder: string): void {
  if (statSync(folder, {throwIfNoEntry: false})) return
  const isNew = mkdirSync(root, {recursive: true}) !== undefined
  if (isNew) writeFileSync(join(root, '.gitignore'), '*\n')
  mkdirSync(folder, {recursive: true})
  removeOld(root)
}

/** Says that a folder is in use, once a day. */
function touch(folder: string): void {
  orNothing(() => {
    const now = Date.now()
    if (now - statSync(folder).mtimeMs > day) utimesSync(folder, now / 1000, now / 1000)
  })
}

/** Removes the folders of configs, versions and lists that are no more. */
function removeOld(root: string): void {
  const old = readdirSync(root).filter((name) => /^mtlint-[0-9a-f]{16}$/.test(name))
  for (const name of old) {
    const path = join(root, name)
    if (Date.now() - (statSync(path, {throwIfNoEntry: false})?.mtimeMs ?? 0) > longest) {
      rmSync(path, {recursive: true, force: true})
    }
  }
}

/** A hash of the word lists and tables in a folder. */
function hashOfData(folder: string, recursive: boolean): string {
  const all = createHash('sha256')
  const names = readdirSync(folder, {recursive, encoding: 'utf8'}).filter((name) => /\.(?:txt|bin)$/.test(name))
  for (const name of names.sort())
    all
      .update(`${name}\0`)
      .update(readFileSync(join(folder, name)))
      .update('\0')
  return all.digest('hex')
}

/** Hashes of the folders with lists of the project's own, which a config names in options that are paths. */
function ownLists(config: string, {rules: known}: Catalogue<RuleInfo>): string[] {
  const {rules} = JSON.parse(config) as {rules: {id: string; options?: Record<string, unknown>}[]}
  return rules.flatMap(({id, options}) => {
    const schema: Record<string, {format?: unknown}> = {
      ...known.find(({definition}) => definition.id === id)?.definition.options?.schema,
    }
    return Object.entries({...options}).flatMap(([name, value]) =>
      schema[name]?.format === 'path' && typeof value === 'string' && value !== ''
        ? [orNothing(() => hashOfData(value, false)) ?? '']
        : [],
    )
  })
}
