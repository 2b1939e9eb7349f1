import {isUtf8} from 'node:buffer'
import type {Stats} from 'node:fs'
import * as fs from 'node:fs'
import {readFile, stat} from 'node:fs/promises'
import {dirname, join, relative, resolve, sep} from 'node:path'
import {createMatcher, placeIn} from './config.js'

/** A file to lint. */
export type FileEntry = {
  /** As it is reported: relative to the working directory, with slashes. */
  path: string
  absolute: string
  /** Whether the user named it, rather than a folder or a glob. */
  named: boolean
}

export type FindOptions = {
  cwd: string
  /** What is taken from folders, with dots. */
  extensions: readonly string[]
}

/** Files in the order of their paths, and what could not be found: lines of `path: problem`. */
export type Found = {files: FileEntry[]; problems: string[]}

export const defaultExtensions: readonly string[] = ['.txt', '.md', '.markdown', '.mdx', '.html', '.htm']

/** Folders that are never looked into unless the user names them; hidden ones neither. */
export const skipped = ['**/node_modules/**', '**/.git/**']

const globMarks = /[*?[\]{}()!]/

/** Finds the files that the arguments name: files, folders and globs. Links are followed only where they are named. */
export async function findFiles(args: readonly string[], options: FindOptions): Promise<Found> {
  const files = new Map<string, FileEntry>()
  const problems: string[] = []
  const add = (absolute: string, named: boolean) => {
    if (named || !files.has(absolute)) files.set(absolute, {path: shownPath(options.cwd, absolute), absolute, named})
  }
  for (const arg of args) {
    const absolute = resolve(options.cwd, arg)
    const stats = await stat(absolute).catch((error: NodeJS.ErrnoException) => error)
    if (!(stats instanceof Error)) {
      if (!stats.isDirectory()) {
        add(absolute, true)
        continue
      }
    } else if (stats.code !== 'ENOENT' || !globMarks.test(arg)) {
      problems.push(`${arg}: ${explain(stats)}`)
      continue
    }
    const {found, unreadable} = await glob(arg, stats, options)
    for (const path of found) add(path, false)
    problems.push(...unreadable.map((error) => `${shownPath(options.cwd, error.path ?? arg)}: ${explain(error)}`))
    if (found.length === 0 && unreadable.length === 0) {
      problems.push(
        stats instanceof Error
          ? `${arg}: no file matches`
          : `${arg}: no files in it end with ${options.extensions.join(', ')} (see --ext)`,
      )
    }
  }
  return {files: Array.from(files.values()).sort((a, b) => (a.path < b.path ? -1 : 1)), problems}
}

/** The files of a folder, or those that a glob matches, and the folders that could not be read. */
async function glob(
  arg: string,
  stats: Stats | Error,
  {cwd, extensions}: FindOptions,
): Promise<{found: string[]; unreadable: NodeJS.ErrnoException[]}> {
  const unreadable: NodeJS.ErrnoException[] = []
  const {glob} = await import('tinyglobby')
  const isFolder = !(stats instanceof Error)
  const pattern = isFolder ? '**/*' : arg.split(sep).join('/')
  const found = await glob(pattern, {
    cwd: isFolder ? resolve(cwd, arg) : cwd,
    absolute: true,
    ignore: skipped,
    expandDirectories: false,
    // A link may lead around in a circle.
    followSymbolicLinks: false,
    fs: {readdir: watchReaddir((error) => unreadable.push(error))},
  })
  // A glob whose last part names no extension leaves the choice to us: `docs/**` is not meant to lint pictures.
  const all = !isFolder && /\.[^/]*$/.test(pattern)
  const ends = extensions.map((extension) => extension.toLowerCase())
  return {
    found: found
      .map((path) => resolve(path))
      .filter((path) => all || ends.some((extension) => path.toLowerCase().endsWith(extension))),
    unreadable,
  }
}

/** tinyglobby passes over folders that it cannot read; a user wants to know. */
function watchReaddir(report: (error: NodeJS.ErrnoException) => void): typeof fs.readdir {
  const watched = (path: string, options: {withFileTypes: true}, done: (...result: unknown[]) => void) =>
    fs.readdir(path, options, (error, entries) => {
      if (error) report(error)
      done(error, entries)
    })
  return watched as unknown as typeof fs.readdir
}

/** The path from the working directory, with slashes on every system. */
export function shownPath(cwd: string, absolute: string): string {
  return relative(cwd, absolute).split(sep).join('/') || '.'
}

/** Says by what a file is ignored; undefined: by nothing. */
export type IgnoredBy = (absolute: string) => string | undefined

/**
 * Reads the ignore file: the given one, or else the nearest `.mtlintignore` upwards from the working directory.
 *
 * @param patterns Further patterns from the working directory; they win over the file.
 * @throws {Error} When the file cannot be read.
 */
export async function readIgnore(
  cwd: string,
  path?: string | undefined,
  patterns: readonly string[] = [],
): Promise<IgnoredBy> {
  const file = path === undefined ? await nearestIgnore(cwd) : resolve(cwd, path)
  const inFile = await createMatcher(file === undefined ? [] : await readPatterns(file, path ?? file))
  const given = await createMatcher(patterns)
  return (absolute) => {
    const place = placeIn(cwd, absolute)
    const byGiven = place === undefined ? undefined : given?.test(place)
    if (byGiven?.ignored) return '--ignore-pattern'
    if (file === undefined || byGiven?.unignored) return undefined
    const fromFile = placeIn(dirname(file), absolute)
    return fromFile !== undefined && inFile?.ignores(fromFile) ? shownPath(cwd, file) : undefined
  }
}

async function readPatterns(file: string, name: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '')
  } catch (error) {
    throw new Error(`${name}: ${explain(error as NodeJS.ErrnoException)}`)
  }
}

async function nearestIgnore(folder: string): Promise<string | undefined> {
  const file = join(folder, '.mtlintignore')
  const stats = await stat(file).catch(() => undefined)
  if (stats?.isFile()) return file
  const above = dirname(folder)
  return above === folder ? undefined : nearestIgnore(above)
}

/**
 * Reads a text file; a byte order mark stays.
 *
 * @throws {Error} That says what is wrong with the file and what to do.
 */
export async function readSource(absolute: string): Promise<Decoded> {
  let bytes: Buffer
  try {
    bytes = await readFile(absolute)
  } catch (error) {
    throw new Error(explain(error as NodeJS.ErrnoException))
  }
  return decode(bytes)
}

/** A text, and the offset of its first byte that is not UTF-8, if there is one: U+FFFD stands for each such byte. */
export type Decoded = {text: string; broken?: number}

/**
 * Decodes UTF-8; a byte order mark stays.
 *
 * @throws {Error} That says what is wrong when the bytes are no text.
 */
export function decode(bytes: Buffer): Decoded {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new Error('is UTF-16: save it as UTF-8')
  }
  const nul = bytes.indexOf(0)
  if (nul !== -1) throw new Error(`is not text, it has a NUL byte at offset ${nul}: ignore it, or save it as UTF-8`)
  const text = new TextDecoder('utf-8', {ignoreBOM: true}).decode(bytes)
  return isUtf8(bytes) ? {text} : {text, broken: brokenAt(bytes)}
}

/** The offset of the first byte that is not UTF-8. */
function brokenAt(bytes: Buffer): number {
  // Decoding puts a replacement character there, so that its bytes differ when encoded again.
  const again = Buffer.from(new TextDecoder('utf-8', {ignoreBOM: true}).decode(bytes))
  let offset = 0
  while (bytes[offset] === again[offset]) offset++
  while (((again[offset] ?? 0) & 0xc0) === 0x80) offset--
  return offset
}

/** Says what a system error means for the user. */
export function explain(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'no such file or folder: check the name'
    case 'EACCES':
    case 'EPERM':
      return 'permission denied: change its permissions, or ignore it'
    case 'EISDIR':
      return 'is a folder'
    case 'ELOOP':
      return 'is a link that leads around in a circle'
    case 'ENOSPC':
      return 'no space left on the disk'
    case 'EROFS':
      return 'the disk is read-only'
    case 'ERR_FS_FILE_TOO_LARGE':
    case 'ERR_STRING_TOO_LONG':
      return 'is too large: split it'
    default:
      return error.message
  }
}

/**
 * Replaces a text file at once, keeping its mode, its owner and a link to it.
 *
 * @throws {Error} When it cannot be written; then it is as it was.
 */
export async function writeSource(absolute: string, text: string): Promise<void> {
  const {default: writeFileAtomic} = await import('write-file-atomic')
  try {
    // The folder may let us replace a file that is meant to stay as it is.
    await fs.promises.access(absolute, fs.constants.W_OK)
    await writeFileAtomic(absolute, text)
  } catch (error) {
    throw new Error(`cannot be written: ${explain(error as NodeJS.ErrnoException)}`)
  }
}

/**
 * Writes a report at once, in a folder that is made when it is not there.
 *
 * @param name The path as the user gave it.
 * @param what What it is, for the error.
 * @throws {Error} When it cannot be written; then what was there is as it was.
 */
export async function writeReport(
  absolute: string,
  name: string,
  pieces: readonly string[],
  what = 'report',
): Promise<void> {
  const {default: writeFileAtomic} = await import('write-file-atomic')
  try {
    const data = Buffer.concat(pieces.map((piece) => Buffer.from(piece)))
    await fs.promises.mkdir(dirname(absolute), {recursive: true})
    const stats = await stat(absolute).catch(() => undefined)
    // `/dev/null` and pipes must not be replaced by a file.
    if (stats && !stats.isFile()) await fs.promises.writeFile(absolute, data)
    else await writeFileAtomic(absolute, data)
  } catch (error) {
    throw new Error(`${name}: the ${what} cannot be written: ${explain(error as NodeJS.ErrnoException)}`)
  }
}
