import {execFile, spawn} from 'node:child_process'
import {existsSync} from 'node:fs'
import {mkdir, mkdtemp, rename, rm, symlink, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'

const run = promisify(execFile)
const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** Path of the packed extension, which `npm run package:vscode` makes. */
export const vsix = at('editors/vscode/mtlint-0.1.0.vsix')

/** Built on VS Code 1.100, the last one that is for Node 20; it runs on later ones, too. */
const version = '4.100.3'

/**
 * Installs code-server from the registry, once. Of it only VS Code's own server is used, so the native modules, which
 * would have to be compiled, can be left out: without them there is no terminal and no log on disk.
 *
 * @returns Path of the script of VS Code's server.
 */
async function installServer(): Promise<string> {
  const cache = at('node_modules/.cache/mtlint')
  const folder = join(cache, `code-server-${version}`)
  if (!existsSync(folder)) {
    await mkdir(cache, {recursive: true})
    const unfinished = await mkdtemp(join(cache, 'code-server-'))
    await writeFile(join(unfinished, 'package.json'), '{"private": true}')
    const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--omit=dev']
    await run('npm', [...install, `code-server@${version}`], {cwd: unfinished})
    const vscode = join(unfinished, 'node_modules/code-server/lib/vscode')
    await run('npm', install, {cwd: vscode})
    await symlink('node_modules', join(vscode, 'node_modules.asar'))
    await rename(unfinished, folder)
  }
  return join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js')
}

export type VSCode = {
  /** The address of the workbench with a folder and a file in it. */
  address(folder: string, file: string): string
  stop(): Promise<void>
}

/** Starts VS Code's server with the packed extension installed, on a free port of this machine. */
export async function startVSCode(settings: object): Promise<VSCode> {
  const script = await installServer()
  const data = await mkdtemp(join(tmpdir(), 'mtlint-vscode-'))
  const machine = join(data, 'data/Machine/settings.json')
  await mkdir(dirname(machine), {recursive: true})
  await writeFile(machine, JSON.stringify(settings))
  const args = [script, '--accept-server-license-terms', '--server-data-dir', data]
  await run(process.execPath, [...args, '--install-extension', vsix])
  const child = spawn(
    process.execPath,
    [...args, '--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--telemetry-level', 'off'],
    {stdio: ['ignore', 'pipe', 'ignore']},
  )
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const port = await new Promise<string>((resolve, reject) => {
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      const found = output.match(/agent listening on (\d+)/)?.[1]
      if (found !== undefined) resolve(found)
    })
    ended.then(() => reject(new Error(`VS Code's server did not start:\n${output}`)))
  })
  const host = `127.0.0.1:${port}`
  return {
    address(folder, file) {
      const payload = JSON.stringify([['openFile', `vscode-remote://${host}${join(folder, file)}`]])
      return `http://${host}/?${new URLSearchParams({folder, payload})}`
    },
    async stop() {
      child.kill()
      await ended
      await rm(data, {recursive: true, force: true, maxRetries: 5})
    },
  }
}
