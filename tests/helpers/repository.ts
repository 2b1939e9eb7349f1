import {execFileSync} from 'node:child_process'
import {mkdir, writeFile} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {folderWith} from './command.js'

/** Runs git as if nobody had configured it; gives what it prints. */
export function git(cwd: string, ...args: string[]): string {
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@example.org',
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@example.org',
  }
  return execFileSync('git', args, {cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']})
}

export function isGitHere(): boolean {
  try {
    execFileSync('git', ['--version'])
    return true
  } catch {
    console.log('What asks git is not tested: there is no git here.')
    return false
  }
}

export async function write(cwd: string, files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(cwd, path)), {recursive: true})
    await writeFile(join(cwd, path), content)
  }
}

export async function commit(cwd: string, files: Record<string, string | Uint8Array> = {}): Promise<void> {
  await write(cwd, files)
  git(cwd, 'add', '-A')
  git(cwd, 'commit', '-q', '--allow-empty', '-m', 'x')
}

/** Makes a repository whose branch `main` has a commit with the files, and checks out the branch `topic`. */
export async function repositoryWith(files: Record<string, string | Uint8Array>): Promise<string> {
  const cwd = await folderWith({})
  git(cwd, 'init', '-q', '-b', 'main')
  await commit(cwd, files)
  git(cwd, 'checkout', '-q', '-b', 'topic')
  return cwd
}
