import type {Stats} from 'node:fs'
import {readdir, stat} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {forgetLists} from '../../rules/odd-word/load.js'
import {createResolver, type Resolved} from '../config.js'
import {readIgnore} from '../files.js'
import type {Catalogue} from '../schema.js'
import {pathOf, rootOf} from './paths.js'

export type Configs = {
  /**
   * What holds for a document; where its config has a mistake, what held before. The same object as long as nothing
   * changed on the disk, which is looked at once in a while.
   */
  of(uri: string): Promise<Resolved>
  /** What is wrong with configs, by the path of the file. */
  problems(): ReadonlyMap<string, string>
  /** Has everything read again when it is next asked for. */
  reload(): void
}

/** Names of files that say what holds for the folders below them. */
export const configNames = ['.mtlintrc.json', '.mtlintrc.yml', '.mtlintrc.yaml', 'package.json', '.mtlintignore']

/** In milliseconds: how long the disk is taken to be as it was. */
const patience = 500

/** Reads the configs of documents as the command line does. `folders` are those of the workspace. */
export function createConfigs(catalogue: Catalogue, folders: () => readonly string[]): Configs {
  const create = () => createResolver({catalogue})
  let resolver = create()
  let problems = new Map<string, string>()
  let resolved = new Map<string, Promise<Resolved>>()
  /** Files and folders that matter, as they were when they were read. */
  let stamps = new Map<string, string>()
  let looked = performance.now()
  const good = new Map<string, Resolved>()

  async function resolve(uri: string): Promise<Resolved> {
    const path = pathOf(uri)
    const root = rootOf(path, folders())
    // A document that was never saved belongs to the workspace.
    const place = path ?? join(root, 'untitled')
    await watch(foldersAbove(place).flatMap((folder) => configNames.map((name) => join(folder, name))))
    try {
      const found = await resolver(place)
      const ignoredBy = await readIgnore(root)
      const result = {...found, ignored: path !== undefined && (found.ignored || ignoredBy(place) !== undefined)}
      await watch([...found.files, ...(await listsOf(found))])
      good.set(uri, result)
      return result
    } catch (error) {
      const {file, problem} = readProblem(error as Error)
      problems.set(file, problem)
      await watch([file])
      return (
        good.get(uri) ??
        [...good.values()].find((other) => other.files.includes(file)) ??
        createResolver({catalogue, config: false})(place)
      )
    }
  }

  async function watch(paths: readonly string[]): Promise<void> {
    for (const path of paths) if (!stamps.has(path)) stamps.set(path, await stampOf(path))
  }

  async function hasChanged(): Promise<boolean> {
    const now = performance.now()
    if (now - looked < patience) return false
    looked = now
    const before = [...stamps]
    const after = await Promise.all(before.map(([path]) => stampOf(path)))
    return before.some(([, stamp], index) => stamp !== after[index])
  }

  function reload() {
    resolver = create()
    resolved = new Map()
    problems = new Map()
    stamps = new Map()
    forgetLists()
  }

  return {
    async of(uri) {
      if (await hasChanged()) reload()
      const known = resolved.get(uri) ?? resolve(uri)
      resolved.set(uri, known)
      return known
    },
    problems: () => problems,
    reload,
  }
}

function foldersAbove(path: string): string[] {
  const folder = dirname(path)
  return folder === path ? [] : [folder, ...foldersAbove(folder)]
}

/** Paths of the word lists that a config names: those of its options that are folders, and the files in them. */
async function listsOf({lint}: Resolved): Promise<string[]> {
  const paths = lint.rules.flatMap(({rule, options}) =>
    Object.entries(rule.definition.options?.schema ?? {}).flatMap(([name, schema]) => {
      const value: unknown = (options as Record<string, unknown> | undefined)?.[name]
      return (schema as {format?: unknown}).format === 'path' && typeof value === 'string' && value !== ''
        ? [value]
        : []
    }),
  )
  const inside = await Promise.all(
    paths.map(async (path) => (await readdir(path).catch(() => [])).map((name) => join(path, name))),
  )
  return [...paths, ...inside.flat()]
}

/** What is different after a file has changed, come or gone. */
async function stampOf(path: string): Promise<string> {
  const stats = await stat(path).catch((): Stats | undefined => undefined)
  return stats ? `${stats.mtimeMs} ${stats.size} ${stats.ino}` : ''
}

/** Which file an error of the resolver is about, and what it says. */
function readProblem({message}: Error): {file: string; problem: string} {
  const [, file, problem] = /^(.+?(?:\.json|\.ya?ml|\.mtlintignore)): (.*)$/s.exec(message) ?? []
  return file && problem ? {file, problem: problem.replaceAll(`\n${file}: `, '\n')} : {file: '', problem: message}
}
