import {type SpawnSyncOptions, spawnSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {chmod, mkdir, writeFile} from 'node:fs/promises'
import {join, resolve} from 'node:path'
import {cli} from './built.js'

/** The text of the fenced block of a page whose language is followed by a name, such as that of its file. */
export function recipe(page: string, name: string): string {
  const blocks = readFileSync(resolve(page), 'utf8').matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)
  for (const [, found, text] of blocks) if (found === name) return text as string
  throw new Error(`${page} has no block ${name}`)
}

/** Makes a folder of commands in which `npx mtlint` is the built command and `npm ci` has been done. */
export async function stubs(folder: string): Promise<string> {
  const bin = join(folder, '.bin')
  await mkdir(bin, {recursive: true})
  const scripts = {
    npm: '[ "$*" = ci ]',
    npx: `[ "$1" = mtlint ] && shift && exec '${process.execPath}' '${cli}' "$@"`,
  }
  for (const [name, script] of Object.entries(scripts)) {
    await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`)
    await chmod(join(bin, name), 0o755)
  }
  return bin
}

const outside = [
  'GITHUB_ACTIONS',
  'GITHUB_WORKSPACE',
  'CI_PROJECT_DIR',
  'CI',
  'GIT_DIR',
  'GIT_INDEX_FILE',
  'FORCE_COLOR',
]

/** What the process has in its environment, without what tells where it runs. */
export function environment(more: Record<string, string> = {}): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name, value]) => value !== undefined && !outside.includes(name) && !/^npm_/i.test(name),
  ) as [string, string][]
  return {...Object.fromEntries(kept), ...more}
}

/** Runs a script as a step of GitHub Actions does. */
export function bash(cwd: string, script: string, env: Record<string, string> = {}, options: SpawnSyncOptions = {}) {
  const argv = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script]
  const done = spawnSync('bash', argv, {...options, cwd, env: environment(env), encoding: 'utf8', maxBuffer: 1 << 28})
  return {status: done.status, stdout: done.stdout, stderr: done.stderr}
}
