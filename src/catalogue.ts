import {readFile} from 'node:fs/promises'
import type {Catalogue, RuleInfo} from './schema.js'

/** The rules of a run: what its config needs to know of them, and their code, which loads when something is to be linted. */
export type Rulebook = {
  info: Catalogue<RuleInfo>
  load(): Promise<Catalogue>
  /** Whether they are mtlint's own, which workers have too. */
  isOwn: boolean
}

/** A rulebook of rules that are loaded. */
export function rulebookOf(catalogue: Catalogue): Rulebook {
  return {info: catalogue, load: async () => catalogue, isOwn: false}
}

/** mtlint's own rules. Loading them takes longer than all the rest of a run that finds everything in the cache. */
export async function ownRulebook(): Promise<Rulebook> {
  const load = () => import('../rules/index.js')
  return {info: (await readInfo()) ?? (await load()), load, isOwn: true}
}

/** What the build has written down of the rules; undefined where nothing has been built, as in a checkout. */
async function readInfo(): Promise<Catalogue<RuleInfo> | undefined> {
  const text = await readFile(new URL('../rules/catalogue.json', import.meta.url), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : JSON.parse(text)
}
