import {readFileSync} from 'node:fs'

export type Dialect = 'en-GB' | 'en-US'

/**
 * A word that is spelled in another way elsewhere. `ize` marks a spelling in -ize, which is American and British:
 * it can be set against -ise, but doesn't tell where a text is from.
 */
export type Spelling = {dialect: Dialect | 'ize'; other: string}

type Words = {spellings: ReadonlyMap<string, Spelling>; stems: ReadonlySet<string>}

const verb = /^([a-z]{3,16})i([sz])(e[drs]?|ers|ing|ations?|ational|able)$/
const prefix = /^(?:de|re|un|dis|over|non|pre|hyper|under)/

let loaded: Words | undefined

/**
 * How a word in lower case is spelled elsewhere; undefined for one that has one spelling, or two that tell nothing.
 *
 * @throws {Error} On first use, when the lists that lie beside this file are missing.
 */
export function spellingOf(word: string): Spelling | undefined {
  loaded ??= load()
  const known = loaded.spellings.get(word)
  if (known) return known
  const parts = word.includes('is', 3) || word.includes('iz', 3) ? verb.exec(word) : null
  if (!parts) return undefined
  const [, stem = '', letter, ending = ''] = parts
  if (!loaded.stems.has(stem) && !loaded.stems.has(stem.replace(prefix, ''))) return undefined
  return letter === 's'
    ? {dialect: 'en-GB', other: `${stem}iz${ending}`}
    : {dialect: 'ize', other: `${stem}is${ending}`}
}

/** Whether two words in lower case are one, as it is spelled in two countries. */
export function areDialects(one: string, two: string): boolean {
  return spellingOf(one)?.other === two || spellingOf(two)?.other === one
}

function load(): Words {
  const spellings = new Map<string, Spelling>()
  for (const line of linesOf('words.txt')) {
    const [british = '', ...rest] = line.split(' ')
    const only = rest[0] === '>' || rest[0] === '<' ? rest.shift() : undefined
    const [american = '', ...endings] = rest
    for (const ending of endings.map((written) => (written === '-' ? '' : written))) {
      if (only !== '<') spellings.set(british + ending, {dialect: 'en-GB', other: american + ending})
      if (only !== '>') spellings.set(american + ending, {dialect: 'en-US', other: british + ending})
    }
  }
  return {spellings, stems: new Set(linesOf('ise.txt').flatMap((line) => line.split(' ')))}
}

function linesOf(name: string): string[] {
  const text = readFileSync(new URL(name, import.meta.url), 'utf8')
  return text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'))
}
