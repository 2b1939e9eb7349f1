import {spawn} from 'node:child_process'
import {mkdir, readFile, symlink, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {folderWith} from './command.js'

const root = new URL('../../', import.meta.url).pathname

/** The settings for an editor that `docs/editors.md` gives behind a comment with its name. */
export async function snippet(name: string): Promise<string> {
  const page = await readFile(path.join(root, 'docs/editors.md'), 'utf8')
  const found = new RegExp(`<!-- ${name} -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(page)
  if (!found) throw new Error(`docs/editors.md has no settings for ${name}`)
  return found[1] as string
}

/** Makes a folder with files in which `mtlint` is the command that was built, as if it were installed. */
export async function workplace(files: Record<string, string>): Promise<string> {
  const folder = await folderWith(files)
  await mkdir(path.join(folder, 'bin'))
  await mkdir(path.join(folder, 'home'))
  await symlink(path.join(root, 'dist/src/cli.js'), path.join(folder, 'bin/mtlint'))
  return folder
}

/**
 * Runs an editor in such a folder, with a home of its own.
 *
 * @returns What it wrote to `result.json`.
 * @throws {Error} With what it said, when it wrote nothing.
 */
export async function runEditor(folder: string, name: string, args: readonly string[]): Promise<unknown> {
  const home = path.join(folder, 'home')
  const child = spawn(name, args, {
    cwd: folder,
    env: {
      PATH: `${path.join(folder, 'bin')}:${path.dirname(process.execPath)}:${process.env.PATH}`,
      HOME: home,
      XDG_CONFIG_HOME: home,
      XDG_STATE_HOME: home,
      XDG_DATA_HOME: home,
      LANG: 'C.UTF-8',
    },
    timeout: 50_000,
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      said += data
    })
  }
  await new Promise((done) => child.on('close', done))
  const result = await readFile(path.join(folder, 'result.json'), 'utf8').catch(() => undefined)
  if (result === undefined) throw new Error(`${name} wrote nothing, and said: ${said}`)
  return JSON.parse(result)
}

/** Writes a file beside the others. */
export function write(folder: string, name: string, text: string): Promise<void> {
  return writeFile(path.join(folder, name), text)
}
