import type {Token} from '../../src/language/tokens.js'
import {basesOf, type Ending, endingsOf, type Form, irregularBases, isBase} from './inflection.js'
import {exceptionHash, followersOf, hashOf, indexIn, markOf, predecessorsOf, type Table} from './table.js'

/** A word of the table that a word of a text can be a form of. */
export type Candidate = {word: number; form: Form}

/** What is known of a word of a text. */
export type Entry = {
  /** The word in lower case. */
  lower: string
  /** None for a word that the table does not have. */
  candidates: readonly Candidate[]
  /** The fewest kinds of company that a candidate keeps behind and before it; see `Table`. */
  followers: number
  predecessors: number
  /** Its shortest base form, or the word in lower case. */
  base: string
}

/** The words of a table, and what people write with them. */
export type Vocabulary = {
  /** The entry of a word in lower case. Entries are remembered, up to a bound. */
  entryOf(lower: string): Entry
  /**
   * 256 × the followers + the predecessors of the entry of a word in lower case, or now and then less. Nothing is made
   * or remembered, since every word of a text is asked about.
   */
  leastCompany(lower: string): number
  wordAt(number: number): string
  /** Whether people write a phrase; its words in base form. */
  isException(phrase: string): boolean
}

const mostEntries = 50_000

export function createVocabulary(table: Table): Vocabulary {
  const {marks, wordStart} = table
  const all = new TextDecoder().decode(table.wordText)
  const mask = marks.length - 1
  let seen = new Map<string, Entry>()

  const wordAt = (number: number) => all.slice(wordStart[number], wordStart[number + 1])

  function lookUp(word: string): number {
    for (let slot = hashOf(word) & mask; marks[slot] !== 0; slot = (slot + 1) & mask) {
      const start = wordStart[slot] as number
      if ((wordStart[slot + 1] as number) - start === word.length && all.startsWith(word, start)) return slot
    }
    return -1
  }

  function createEntry(lower: string): Entry {
    const entry: Entry & {candidates: Candidate[]} = {
      lower,
      candidates: [],
      followers: 255,
      predecessors: 255,
      base: lower,
    }
    for (const {base, form} of basesOf(lower)) {
      const word = lookUp(base)
      if (word === -1 || entry.candidates.some((candidate) => candidate.word === word)) continue
      if (entry.candidates.length === 0 || base.length < entry.base.length) entry.base = base
      entry.candidates.push({word, form})
      entry.followers = Math.min(entry.followers, followersOf(table, word))
      entry.predecessors = Math.min(entry.predecessors, predecessorsOf(table, word))
    }
    return entry
  }

  /** `least`, or less where a word may have the hash. */
  function lower(least: number, hash: number): number {
    const mark = markOf(hash)
    let lowered = least
    for (let slot = hash & mask; marks[slot] !== 0; slot = (slot + 1) & mask) {
      const found = marks[slot] as number
      if (found >>> 16 !== mark) continue
      lowered = Math.min(lowered & 0xff00, found & 0xff00) + Math.min(lowered & 0xff, found & 0xff)
    }
    return lowered
  }

  function leastCompany(word: string): number {
    let least = 0xffff
    const endings = endingsOf(word)
    if (isBase(endings)) {
      least = lower(least, hashOf(word))
      for (const {base} of irregularBases(word)) least = lower(least, hashOf(base))
    }
    for (let index = 0; index < endings.length; index++) {
      const {cut, add} = endings[index] as Ending
      least = lower(least, hashOf(add, add.length, 0, hashOf(word, word.length - cut)))
    }
    return least
  }

  return {
    wordAt,
    leastCompany,
    entryOf(lower) {
      const known = seen.get(lower)
      if (known) return known
      if (seen.size >= mostEntries) seen = new Map()
      const entry = createEntry(lower)
      seen.set(lower, entry)
      return entry
    },
    isException(phrase) {
      const {exceptions} = table
      return indexIn(exceptions, exceptionHash(phrase), 0, exceptions.length) !== -1
    },
  }
}

/** Whether a token is a word or a number. */
export function isWordlike({kind}: Token): boolean {
  return kind === 'word' || kind === 'number'
}

/** Whether what stands between two words keeps them in one phrase: white space or a hyphen. */
export function joins(text: string, from: number, to: number): boolean {
  if (to - from === 1 && text.charCodeAt(from) === 0x20) return true
  return to - from <= 3 && /^(?:\s+|\s?[-‐‑–]\s?)$/.test(text.slice(from, to))
}
