import {existsSync, readFileSync, statSync} from 'node:fs'
import {dirname, join, resolve} from 'node:path'

export type Place = {
  /** Absolute paths of the folders of the workspace, the first one first. */
  folders: readonly string[]
  /** Whether the user trusts the workspace: code of one that is not trusted never runs. */
  trusted: boolean
  /** The setting `mtlint.path`; empty for none. */
  path: string
  /** Absolute path of the script that comes with the extension. */
  bundled: string
}

/**
 * The script to run: what the settings name, the workspace's own mtlint, or the one that comes with the extension.
 *
 * @returns An absolute path.
 * @throws {Error} When there is nothing to run where the settings say.
 */
export function serverModule({folders, trusted, path, bundled}: Place): string {
  if (!trusted) return bundled
  if (path !== '') return named(resolve(folders[0] ?? '', path))
  for (const folder of folders) {
    const own = installedIn(folder)
    if (own !== undefined) return own
  }
  return bundled
}

function named(path: string): string {
  const script = statSync(path, {throwIfNoEntry: false})?.isDirectory() ? scriptOf(path) : path
  if (script !== undefined && existsSync(script)) return script
  throw new Error(`mtlint.path: there is no mtlint at ${path}`)
}

/** The mtlint that Node would find from a folder: in its `node_modules`, or in that of a folder above. */
function installedIn(folder: string): string | undefined {
  const script = scriptOf(join(folder, 'node_modules', 'mtlint'))
  if (script !== undefined) return script
  const above = dirname(folder)
  return above === folder ? undefined : installedIn(above)
}

/** The script of the command of a package; undefined where there is no package, or it has not been built. */
function scriptOf(folder: string): string | undefined {
  try {
    const {bin} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {bin: {mtlint: string}}
    const script = join(folder, bin.mtlint)
    return existsSync(script) ? script : undefined
  } catch {
    return undefined
  }
}
