import {stat} from 'node:fs/promises'
import {basename, resolve, sep} from 'node:path'
import picomatch from 'picomatch'
import {placeIn} from './config.js'
import {explain, type FileEntry, type FindOptions, type Found, shownPath, skipped} from './files.js'

/**
 * Finds among staged files those that the arguments name, as `findFiles` finds those of the work tree: a staged file
 * need not be there any more.
 *
 * @param staged Absolute paths.
 */
export async function findStaged(
  args: readonly string[],
  staged: readonly string[],
  {cwd, extensions}: FindOptions,
): Promise<Found> {
  const files = new Map<string, FileEntry>()
  const problems: string[] = []
  const ends = extensions.map((extension) => extension.toLowerCase())
  const hasExtension = (path: string) => ends.some((extension) => path.toLowerCase().endsWith(extension))
  for (const arg of args) {
    const absolute = resolve(cwd, arg)
    const named = staged.includes(absolute)
    const pattern = arg.split(sep).join('/')
    const inFolder = picomatch('**/*', {ignore: skipped})
    const inGlob = picomatch(pattern, {ignore: skipped})
    // A glob whose last part names no extension leaves the choice to us.
    const all = basename(pattern).includes('.')
    for (const path of named ? [absolute] : staged) {
      const place = placeIn(absolute, path)
      const fits =
        (place !== undefined && inFolder(place) && hasExtension(path)) ||
        (inGlob(shownPath(cwd, path)) && (all || hasExtension(path)))
      if (named || (fits && !files.has(path))) files.set(path, {path: shownPath(cwd, path), absolute: path, named})
    }
    const isPattern = picomatch.scan(pattern).isGlob
    const missing = named || isPattern ? undefined : await stat(absolute).catch((error: NodeJS.ErrnoException) => error)
    if (missing instanceof Error) problems.push(`${arg}: ${explain(missing)}`)
  }
  return {files: Array.from(files.values()).sort((a, b) => (a.path < b.path ? -1 : 1)), problems}
}
