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
import type {Session} from './session.js'

/** Where a text comes from, and where it goes. */
export type Source = FileEntry & {
  isStdin: boolean
  /** Whether `read` gives what stands in the file: then a worker may read it, and the cache may look at the file. */
  isFile: boolean
  read(): Promise<Decoded>
  write(text: string): Promise<void>
}

export async function fileSources(args: readonly string[], {options, cwd, problem}: Session): Promise<Source[]> {
  const {files, problems} = await findFiles(args, {cwd, extensions: options.ext ?? defaultExtensions})
  for (const line of problems) problem(line)
  return files.map((file) => ({
    ...file,
    isStdin: false,
    isFile: true,
    read: () => readSource(file.absolute),
    write: (text) => writeSource(file.absolute, text),
  }))
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
