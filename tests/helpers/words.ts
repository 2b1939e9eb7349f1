import {existsSync, readdirSync, statSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {buildWords} from '../../scripts/build-words.js'

const folder = fileURLToPath(new URL('../../rules/odd-word/', import.meta.url))

/** Builds the table of words beside the sources of its rule, where it is missing or older than its lists. */
export default function setup(): void {
  const table = path.join(folder, 'words.bin')
  const sources = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter((name) => /\.(?:ts|txt)$/.test(name))
  const changed = Math.max(...sources.map((name) => statSync(path.join(folder, name)).mtimeMs))
  if (!existsSync(table) || statSync(table).mtimeMs < changed) buildWords(path.join(folder, 'lists'), table)
}
