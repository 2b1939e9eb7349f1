import {execFile, spawn} from 'node:child_process'
import {resolve} from 'node:path'
import {linesOf} from './lines.js'
import {type LineRange, type PatchLines, readPatch} from './patch.js'

/** What git says of a file that has changed. */
export type Change = {
  /** What was written in it; `all` for a file that git does not know yet. */
  lines: readonly LineRange[] | 'all'
  /** The object with the staged content, where that is asked for. */
  blob?: string
}

/** The changed files by their absolute paths; those of which only the name or the mode changed, and deleted ones, not. */
export type Changes = ReadonlyMap<string, Change>

export type ChangesOptions = {
  cwd: string
  /** What counts as old: where this ref and HEAD part. Without it, HEAD. */
  since?: string | undefined
  /** Compare what is staged, instead of the work tree with its untracked files. */
  staged: boolean
}

/**
 * Asks git what has changed. Submodules are repositories of their own and are left out.
 *
 * @throws {Error} That says what to do when there is no git, no repository, no such ref, or not enough history.
 */
export async function readChanges({cwd, since, staged}: ChangesOptions): Promise<Changes> {
  const root = resolve(cwd, (await git(['rev-parse', '--show-cdup'], cwd)).toString().trimEnd())
  const base = since === undefined ? await headOf(root) : await forkPoint(since, root)
  const diff = ['diff-index', ...(staged ? ['--cached'] : []), '--find-renames', '--ignore-submodules=all']
  const [lines, others, blobs] = await Promise.all([
    patchOf([...diff, ...patchFlags, base], root),
    staged ? [] : untracked(root),
    staged ? stagedBlobs([...diff, '--raw', '-z', '--no-abbrev', base], root) : undefined,
  ])
  const changes = new Map<string, Change>()
  for (const [path, ranges] of lines) {
    const blob = blobs?.get(path)
    // A link or an entry that is in conflict has no text that could be read.
    if (blobs && blob === undefined) continue
    changes.set(resolve(root, path), {lines: ranges, ...(blob === undefined ? {} : {blob})})
  }
  for (const path of others) changes.set(resolve(root, path), {lines: 'all'})
  return changes
}

/** Reads an object. */
export function readBlob(blob: string, cwd: string): Promise<Buffer> {
  return git(['cat-file', 'blob', blob], cwd)
}

// Git must not run programs that turn a file into another text, whose lines are not those of the file.
const patchFlags = ['-p', '-U0', '--text', '--no-color', '--no-ext-diff', '--no-textconv']

async function headOf(root: string): Promise<string> {
  const head = await commitOf('HEAD', root)
  // Before the first commit everything is new: the empty tree is the same in every repository.
  return head ?? (await git(['hash-object', '-t', 'tree', '--stdin'], root)).toString().trim()
}

async function forkPoint(ref: string, root: string): Promise<string> {
  const commit = ref.startsWith('-') || ref.includes('\0') ? undefined : await commitOf(ref, root)
  const shallow = (await git(['rev-parse', '--is-shallow-repository'], root)).toString().trim() === 'true'
  const fetch = 'fetch its history first (`git fetch --unshallow`, `fetch-depth: 0` of actions/checkout)'
  if (commit === undefined) {
    throw new Error(`--since ${ref}: git knows no such commit${shallow ? `: the clone is shallow, ${fetch}` : ''}`)
  }
  try {
    return (await git(['merge-base', commit, 'HEAD'], root)).toString().trim()
  } catch {
    throw new Error(
      `--since ${ref}: it has no commit in common with HEAD${shallow ? `: the clone is shallow, ${fetch}` : ''}`,
    )
  }
}

async function commitOf(ref: string, root: string): Promise<string | undefined> {
  try {
    return (await git(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], root)).toString().trim()
  } catch {
    return undefined
  }
}

async function untracked(root: string): Promise<string[]> {
  return split(await git(['ls-files', '--others', '--exclude-standard', '-z'], root))
}

/** The objects of the staged files by their paths; links and submodules are left out. */
async function stagedBlobs(args: readonly string[], root: string): Promise<Map<string, string>> {
  const blobs = new Map<string, string>()
  const fields = split(await git(args, root))
  for (let index = 0; index < fields.length; index += 2) {
    const [, mode = '', , blob = '', status = ''] = (fields[index] as string).split(' ')
    if (status.startsWith('R')) index++
    if (mode.startsWith('100') && !status.startsWith('U')) blobs.set(fields[index + 1] as string, blob)
  }
  return blobs
}

function split(output: Buffer): string[] {
  return output.toString().split('\0').slice(0, -1)
}

const environment = () => ({...process.env, GIT_OPTIONAL_LOCKS: '0'})

function git(args: readonly string[], cwd: string): Promise<Buffer> {
  return new Promise((done, fail) => {
    const options = {cwd, env: environment(), encoding: 'buffer', maxBuffer: Number.POSITIVE_INFINITY} as const
    const child = execFile('git', args, options, (error, stdout, stderr) => {
      if (error) fail(gitError(error, stderr))
      else done(stdout)
    })
    child.stdin?.end()
  })
}

/** The patch may be as large as the repository: it is read line by line. */
async function patchOf(args: readonly string[], cwd: string): Promise<PatchLines> {
  const child = spawn('git', args, {cwd, env: environment(), stdio: ['ignore', 'pipe', 'pipe']})
  const errors: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
  const ended = new Promise<void>((done, fail) => {
    child.on('error', (error) => fail(gitError(error, Buffer.alloc(0))))
    child.on('close', (code) => {
      if (code === 0) done()
      else fail(gitError(new Error(`git ${args[0]} exited with ${code}`), Buffer.concat(errors)))
    })
  })
  const [files] = await Promise.all([readPatch(decoded(linesOf(child.stdout))), ended])
  return files
}

async function* decoded(lines: AsyncIterable<Buffer>): AsyncGenerator<string> {
  for await (const line of lines) yield line.toString('latin1', 0, line.at(-1) === 0x0a ? line.length - 1 : line.length)
}

function gitError(error: Error & {code?: unknown}, stderr: Buffer): Error {
  if (error.code === 'ENOENT') return new Error('git cannot be found, which --since and --staged need: install it')
  const said = stderr
    .toString()
    .trim()
    .replace(/^fatal: /, '')
  return new Error(`git: ${said || error.message}`)
}
