import {resolve} from 'node:path'
import {
  type Decoded,
  decode,
  defaultExtensions,
  type FileEntry,
  findFiles,
  readSource,
  shownPath,
  writeSource,
} from './files.js'
import type {Change, Changes} from './git.js'
import type {Session} from './session.js'
import {shardOf} from './shard.js'

/** Where a text comes from, and where it goes. */
export type Source = FileEntry & {
  isStdin: boolean
  /** Whether `read` gives what stands in the file: then a worker may read it, and the cache may look at the file. */
  isFile: boolean
  /** The lines on which findings are reported; undefined: all. */
  lines?: Change['lines'] | undefined
  read(): Promise<Decoded>
  write(text: string): Promise<void>
}

/**
 * The files that the arguments name, or of those the ones that git says have changed, or a part of them.
 *
 * @throws {Error} When git cannot say what has changed.
 */
export async function fileSources(args: readonly string[], session: Session): Promise<Source[]> {
  const {options, cwd, problem} = session
  const changes = await changesOf(session)
  const extensions = options.ext ?? defaultExtensions
  const {files, problems} =
    changes && options.staged
      ? await (await import('./staged.js')).findStaged(args, Array.from(changes.keys()), {cwd, extensions})
      : await findFiles(args, {cwd, extensions})
  for (const line of problems) problem(line)
  const wanted = changes ? files.filter(({absolute}) => changes.has(absolute)) : files
  const part = options.shard ? shardOf(wanted, options.shard, ({path}) => path) : wanted
  return part.map((file) => sourceOf(file, changes?.get(file.absolute), cwd))
}

async function changesOf({options, cwd}: Session): Promise<Changes | undefined> {
  const {since, staged = false} = options
  if (since === undefined && !staged) return undefined
  const {readChanges} = await import('./git.js')
  return readChanges({cwd, since, staged})
}

function sourceOf(file: FileEntry, change: Change | undefined, cwd: string): Source {
  const blob = change?.blob
  return {
    ...file,
    isStdin: false,
    isFile: blob === undefined,
    lines: change?.lines,
    async read() {
      if (blob === undefined) return readSource(file.absolute)
      return decode(await (await import('./git.js')).readBlob(blob, cwd))
    },
    write: (text) => writeSource(file.absolute, text),
  }
}

export function stdinSource({options, cwd, io, out}: Session): Source {
  const absolute = resolve(cwd, options.stdinFilename ?? 'stdin')
  return {
    path: options.stdinFilename === undefined ? '<stdin>' : shownPath(cwd, absolute),
    absolute,
    named: true,
    isStdin: true,
    isFile: false,
    async read() {
      const chunks: Buffer[] = []
      for await (const chunk of io.stdin) chunks.push(Buffer.from(chunk))
      return decode(Buffer.concat(chunks))
    },
    write: (text) => out.write(text),
  }
}
