import {fileURLToPath} from 'node:url'

/** The path of a document on the disk; undefined for one that is elsewhere or was never saved. */
export function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined
  } catch {
    return undefined
  }
}
