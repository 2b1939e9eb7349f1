import {dirname, join} from 'node:path'
import {createResolver, placeIn, type Resolved} from '../config.js'
import {readIgnore} from '../files.js'
import type {Catalogue} from '../schema.js'
import {pathOf} from './paths.js'

export type Configs = {
  /** What holds for a document; where its config has a mistake, what held before. The same object as long as nothing changed. */
  of(uri: string): Promise<Resolved>
  /** What is wrong with configs, by the path of the file. */
  problems(): ReadonlyMap<string, string>
  /** Has everything read again when it is next asked for. */
  reload(): void
}

/** Reads the configs of documents as the command line does. */
export function createConfigs(catalogue: Catalogue, folders: () => readonly string[]): Configs {
  const create = () => createResolver({catalogue})
  let resolver = create()
  let problems = new Map<string, string>()
  let resolved = new Map<string, Promise<Resolved>>()
  const good = new Map<string, Resolved>()

  async function resolve(uri: string): Promise<Resolved> {
    const path = pathOf(uri)
    const roots = folders()
    // A document that was never saved belongs to the workspace.
    const place = path ?? join(roots[0] ?? process.cwd(), 'untitled')
    const root = roots.filter((folder) => placeIn(folder, place) !== undefined).sort((a, b) => b.length - a.length)[0]
    try {
      const found = await resolver(place)
      const ignoredBy = await readIgnore(root ?? dirname(place))
      const result = {...found, ignored: path !== undefined && (found.ignored || ignoredBy(place) !== undefined)}
      good.set(uri, result)
      return result
    } catch (error) {
      const {file, problem} = readProblem(error as Error)
      problems.set(file, problem)
      const before = good.get(uri) ?? [...good.values()].find((other) => other.file === file)
      return before ?? createResolver({catalogue, config: false})(place)
    }
  }

  return {
    of(uri) {
      const known = resolved.get(uri) ?? resolve(uri)
      resolved.set(uri, known)
      return known
    },
    problems: () => problems,
    reload() {
      resolver = create()
      resolved = new Map()
      problems = new Map()
    },
  }
}

/** Which file an error of the resolver is about, and what it says. */
function readProblem({message}: Error): {file: string; problem: string} {
  const [, file, problem] = /^(.+?(?:\.json|\.ya?ml|\.mtlintignore)): (.*)$/s.exec(message) ?? []
  return file && problem ? {file, problem: problem.replaceAll(`\n${file}: `, '\n')} : {file: '', problem: message}
}
