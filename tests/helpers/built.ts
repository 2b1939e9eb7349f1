import {type SpawnSyncOptions, spawnSync} from 'node:child_process'
import {resolve} from 'node:path'

/** The built command. */
export const cli = resolve('dist/src/cli.js')

/** Runs the built command, as a process of its own. */
export function runBuilt(cwd: string, argv: readonly string[], options: SpawnSyncOptions = {}) {
  const {GITHUB_ACTIONS: _, ...env} = process.env
  const done = spawnSync(process.execPath, [cli, ...argv], {env, maxBuffer: 1 << 28, ...options, cwd, encoding: 'utf8'})
  const {status, stdout, stderr} = done
  return {status, stdout, stderr}
}
