import {dirname} from 'node:path'
import {fileURLToPath} from 'node:url'
import {placeIn} from '../config.js'

/** The path of a document on the disk; undefined for one that is elsewhere or was never saved. */
export function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined
  } catch {
    return undefined
  }
}

/** The innermost workspace folder that a document is in, else its own folder. */
export function rootOf(path: string | undefined, folders: readonly string[]): string {
  const around = folders.filter((folder) => path === undefined || placeIn(folder, path) !== undefined)
  const innermost = around.toSorted((a, b) => b.length - a.length)[0]
  return (path === undefined ? folders[0] : innermost) ?? (path === undefined ? process.cwd() : dirname(path))
}
