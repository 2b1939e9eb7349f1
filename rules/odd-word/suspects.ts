import type {Token} from '../../src/language/tokens.js'
import {suspect} from './evidence.js'
import {followersOf, mixAgain, mixLeft, mixPair, predecessorsOf, type Table} from './table.js'
import {type Entry, isWordlike, joins, type Vocabulary} from './vocabulary.js'

/** Two words that keep more kinds of company than this make no text suspect, not even as a listed phrase. */
const tooUsual = suspect + 25

/** Makes a function that finds the tokens with which two words begin that stand together and may make a text suspect. */
export function createSuspects(
  table: Table,
  {leastCompany, entryOf}: Vocabulary,
): (tokens: readonly Token[], text: string) => number[] {
  const bits = table.pairs.length * 32

  /** Whether two words may make a text suspect. */
  function isSuspect(a: Entry, b: Entry): boolean {
    for (const {word} of a.candidates) {
      const kinds = followersOf(table, word)
      const mixed = mixLeft(word)
      for (const other of b.candidates) {
        if (kinds + predecessorsOf(table, other.word) >= tooUsual) continue
        const hash = mixPair(mixed, other.word)
        const one = hash % bits
        const two = mixAgain(hash) % bits
        const first = (table.pairs[one >>> 5] as number) >>> (one & 31)
        const second = (table.pairs[two >>> 5] as number) >>> (two & 31)
        if (first & second & 1) return true
      }
    }
    return false
  }

  return (tokens, text) => {
    const suspects: number[] = []
    let before = -1
    let followers = 0
    for (let index = 0; index < tokens.length; index++) {
      const token = tokens[index] as Token
      if (!isWordlike(token)) continue
      const company = leastCompany(token.lower)
      if (before !== -1 && followers + (company & 255) < tooUsual) {
        const {lower, end} = tokens[before] as Token
        if (joins(text, end, token.start) && isSuspect(entryOf(lower), entryOf(token.lower))) suspects.push(before)
      }
      before = index
      followers = company >>> 8
    }
    return suspects
  }
}
