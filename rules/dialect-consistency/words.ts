import {readFileSync} from 'node:fs'

export type Dialect = 'en-GB' | 'en-US'

/**
 * A word that is spelled in another way elsewhere. `ize` marks a spelling in -ize, which is American and British:
 * it can be set against -ise, but doesn't tell where a text is from.
 */
export type Spelling = {dialect: Dialect | 'ize'; other: string}

/** `starts` has a 1 for the first three letters of every word that is known: it keeps most words from being looked up. */
type Words = {spellings: ReadonlyMap<string, Spelling>; stems: ReadonlySet<string>; starts: Uint8Array}

const verb = /^([a-z]{3,16})i([sz])(e[drs]?|ers|ing|ations?|ational|able)$/
const prefixes = ['de', 're', 'un', 'dis', 'over', 'non', 'pre', 'hyper', 'under']
const prefix = new RegExp(`^(?:${prefixes.join('|')})`)

let loaded: Words | undefined

/**
 * How a word in lower case is spelled elsewhere; undefined for one that has one spelling, or two that tell nothing.
 *
 * @throws {Error} On first use, when the lists that lie beside this file are missing.
 */
export function spellingOf(word: string): Spelling | undefined {
  loaded ??= load()
  if (loaded.starts[startOf(word)] === 0) return undefined
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
  const stems = new Set(linesOf('ise.txt').flatMap((line) => line.split(' ')))
  const starts = new Uint8Array(1 << 15)
  const known = [
    ...stems,
    ...prefixes.flatMap((before) => [...stems].map((stem) => before + stem)),
    ...spellings.keys(),
  ]
  for (const word of known) starts[startOf(word)] = 1
  return {spellings, stems, starts}
}

/** A number below 2 ** 15 that stands for the first three letters of a word. */
function startOf(word: string): number {
  return ((word.charCodeAt(0) & 31) << 10) | ((word.charCodeAt(1) & 31) << 5) | (word.charCodeAt(2) & 31)
}

function linesOf(name: string): string[] {
  const text = readFileSync(new URL(name, import.meta.url), 'utf8')
  return text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'))
}
