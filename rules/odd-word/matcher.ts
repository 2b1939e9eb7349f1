import type {Token} from '../../src/language/tokens.js'
import {basesOf, type Form, inflect} from './inflection.js'
import {hashOf, mixAgain, mixLeft, mixPair, startsOf, type Table, wordIn} from './table.js'

/** The longest run of words that is looked at. */
const longestRun = 6

/** Two words that keep more kinds of company than this are no telling match, not even as a listed phrase. */
const tooUsual = 95

/** A run of words that is an expression or a listed phrase with other words in it. */
export type Match = {
  /** Indices of the tokens, `last` exclusive. */
  first: number
  last: number
  kind: 'expression' | 'phrase' | 'pattern'
  /** The right words, the likeliest first. */
  expected: string[]
  /** The run in base form, as exceptions are written. */
  bases: string
  /** How many words were swapped, and how many of them by a strong swap. */
  swaps: number
  strong: number
  /** How usual the run is: 16 × log10 of the kinds of company that its rarest pair of words keeps. */
  company: number
  /** Name of the list that the expression is from; empty for a phrase or a pattern. */
  field: string
  /** Why it looks like machine output, where a pattern says so. */
  note?: string
}

type Candidate = {word: number; form: Form}
type Hit = {
  last: number
  kind: 'expression' | 'phrase'
  node: number
  swaps: number
  strong: number
  /** Of the words as they stand, and as they should. */
  words: number[]
  rights: number[]
  form: Form
}

/**
 * Finds matches among the tokens of a text. Looked at closely, all of them; else what tells by itself, which takes a
 * fifth of the time.
 */
export type Matcher = (tokens: readonly Token[], text: string, closely: boolean) => Match[]

/** Makes a matcher of a table. It remembers the base forms of words that it has seen, up to a bound. */
export function createMatcher(table: Table): Matcher {
  const decoder = new TextDecoder()
  const mask = table.slots.length - 1
  const fields = decoder.decode(table.fields).split('\n')
  const several = indexSeveral(table.several)
  const rightStart = startsOf(table.rightCount)
  const edgeStart = startsOf(table.edgeCount)
  // For each node, 1 + the number of the phrase that ends there.
  const phraseAt = new Uint16Array(table.edgeCount.length)
  table.phraseNode.forEach((node, index) => {
    phraseAt[node] = index + 1
  })
  // Nearly all walks end at the root, so its children are looked up, not searched for.
  const rootChild = new Uint32Array(table.wordStart.length)
  for (let edge = 0; edge < (table.edgeCount[0] as number); edge++) rootChild[table.edgeWord[edge] as number] = edge + 1
  let phrases: string[] | undefined
  let spelled: Map<string, string> | undefined
  let seen = new Map<string, readonly Candidate[]>()

  const wordAt = (number: number) => wordIn(table, number)

  function lookUp(word: string): number {
    for (let slot = hashOf(word) & mask; table.slots[slot] !== 0; slot = (slot + 1) & mask) {
      const number = (table.slots[slot] as number) - 1
      if (wordAt(number) === word) return number
    }
    return -1
  }

  function candidatesOf(lower: string): readonly Candidate[] {
    const known = seen.get(lower)
    if (known) return known
    const candidates: Candidate[] = []
    for (const {base, form} of basesOf(lower)) {
      const word = lookUp(base)
      if (word !== -1 && !candidates.some((candidate) => candidate.word === word)) candidates.push({word, form})
    }
    if (seen.size > 50_000) seen = new Map()
    seen.set(lower, candidates)
    return candidates
  }

  function isPair(closely: boolean, a: readonly Candidate[], b: readonly Candidate[]): boolean {
    const pairs = closely ? table.pairs : table.tellingPairs
    const bits = pairs.length * 32
    for (let left = 0; left < a.length; left++) {
      const {word} = a[left] as Candidate
      const kinds = table.followers[word] as number
      const mixed = mixLeft(word)
      for (let right = 0; right < b.length; right++) {
        // Two usual words tell nothing, and most words are.
        const company = kinds + (table.predecessors[(b[right] as Candidate).word] as number)
        if (!closely && company >= tooUsual) continue
        const hash = mixPair(mixed, (b[right] as Candidate).word)
        const one = hash % bits
        const two = mixAgain(hash) % bits
        const first = (pairs[one >>> 5] as number) >>> (one & 31)
        const second = (pairs[two >>> 5] as number) >>> (two & 31)
        if (first & second & 1) return true
      }
    }
    return false
  }

  function childOf(node: number, word: number): number {
    if (node === 0) return rootChild[word] as number
    let low = edgeStart[node] as number
    let high = (edgeStart[node + 1] as number) - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const found = table.edgeWord[middle] as number
      if (found === word) return middle + 1
      if (found < word) low = middle + 1
      else high = middle - 1
    }
    return 0
  }

  // What `walk` is doing; it runs for every third word of a text, so it makes nothing new until it has a hit.
  const words: number[] = []
  const rights: number[] = []
  let hits: Hit[] = []
  let run: (readonly Candidate[])[] = []
  let from = 0

  /** Everything that the run of words at an index can be. */
  function walk(start: number): Hit[] {
    hits = []
    from = start
    step(0, start, 0, 0, 'base', false)
    return hits
  }

  function step(node: number, last: number, swaps: number, strong: number, form: Form, swapped: boolean): void {
    // `the assault appeared` is no attack surface: a verb that stands for the noun at the end is a verb.
    const verbal = swapped && (form === 'ed' || form === 'er' || form === 'est')
    if (table.expressionAt[node] !== 0 && !verbal) {
      hits.push({last, kind: 'expression', node, swaps, strong, words: [...words], rights: [...rights], form})
    }
    if (phraseAt[node] !== 0 && swaps === 0) {
      const count = last - from
      hits.push({last, kind: 'phrase', node, swaps: count, strong: count, words: [...words], rights: [], form})
    }
    const candidates = run[last]
    if (!candidates || last - from >= longestRun || edgeStart[node] === edgeStart[node + 1]) return
    for (let index = 0; index < candidates.length; index++) {
      const candidate = candidates[index] as Candidate
      const {word} = candidate
      words.push(word)
      const same = childOf(node, word)
      if (same !== 0) {
        rights.push(word)
        step(same, last + 1, swaps, strong, candidate.form, false)
        rights.pop()
      }
      const stop = rightStart[word + 1] as number
      for (let at = rightStart[word] as number; at < stop; at++) {
        const right = table.rights[at] as number
        const child = childOf(node, right)
        if (child === 0) continue
        rights.push(right)
        step(child, last + 1, swaps + 1, strong + 1 - (table.weak[at] as number), candidate.form, true)
        rights.pop()
      }
      words.pop()
      const at = several.get(word)
      if (at !== undefined) stepSeveral(readSeveral(table.several, at), node, last, swaps, strong)
    }
  }

  /** Goes on where several words stand for one. */
  function stepSeveral(longer: readonly Several[], node: number, last: number, swaps: number, strong: number): void {
    for (const swap of longer) {
      const child = childOf(node, swap.right)
      if (child === 0 || !standsAt(swap.words, run, last)) continue
      words.push(...swap.words)
      rights.push(swap.right)
      step(child, last + swap.words.length, swaps + 1, strong + 1, 'base', true)
      words.length -= swap.words.length
      rights.pop()
    }
  }

  function isException(phrase: string): boolean {
    const hash = hashOf(phrase)
    let low = 0
    let high = table.exceptions.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const found = table.exceptions[middle] as number
      if (found === hash) return true
      if (found < hash) low = middle + 1
      else high = middle - 1
    }
    return false
  }

  /** How many kinds of company the rarest pair of neighbours in a run keeps. */
  function companyOf(words: readonly number[]): number {
    let least = Number.POSITIVE_INFINITY
    for (let index = 0; index + 1 < words.length; index++) {
      const pair =
        (table.followers[words[index] as number] as number) + (table.predecessors[words[index + 1] as number] as number)
      if (pair < least) least = pair
    }
    return least
  }

  function shownOf({kind, node, rights, form}: Hit): string[] {
    if (kind === 'phrase') {
      phrases ??= decoder.decode(table.phraseText).split('\n')
      return (phrases[(phraseAt[node] as number) - 1] ?? '').split('|').flatMap((text) => formsOf(text, form))
    }
    spelled ??= new Map(
      decoder
        .decode(table.spelled)
        .split('\n')
        .map((line) => [line.replace(/[^\p{L}\p{M}\p{N}']+/gu, ' '), line]),
    )
    const plain = rights.map(wordAt).join(' ')
    return formsOf(spelled.get(plain) ?? plain, form)
  }

  function matchOf(indices: readonly number[]): Match | undefined {
    if (!hits.some((hit) => hit.strong > 0)) return undefined
    // What is an expression as it stands is no other expression with swapped words.
    const usual = Math.max(
      0,
      ...hits.filter((hit) => hit.kind === 'expression' && hit.swaps === 0).map((hit) => hit.last),
    )
    const possible = hits
      .filter((hit) => hit.strong > 0 && hit.last > usual)
      .sort((a, b) => b.last - a.last || rank(a) - rank(b))
    const [top] = possible
    if (!top) return undefined
    const bases = top.words.map(wordAt).join(' ')
    const last = indices[top.last - 1] as number
    const shown = possible.filter((hit) => hit.last === top.last).map(shownOf)
    return {
      first: indices[from] as number,
      last: last + 1,
      kind: top.kind,
      // First each phrase in its likeliest form, then the other forms.
      expected: [...new Set([...shown.map(([first = '']) => first), ...shown.flat()])].slice(0, 6),
      bases,
      swaps: top.swaps,
      strong: top.strong,
      company: companyOf(top.words),
      field: top.kind === 'phrase' ? '' : (fields[(table.expressionAt[top.node] as number) - 1] ?? ''),
    }
  }

  return (tokens, text, closely) => {
    const matches: Match[] = []
    let indices: number[] = []
    const close = () => {
      for (let start = 0; start + 1 < run.length; ) {
        let next = start + 1
        if (isPair(closely, run[start] as readonly Candidate[], run[start + 1] as readonly Candidate[])) {
          walk(start)
          const match = hits.length > 0 ? matchOf(indices) : undefined
          if (match && !isException(match.bases)) {
            matches.push(match)
            next = indices.indexOf(match.last - 1) + 1
          }
        }
        start = next
      }
      run = []
      indices = []
    }
    for (let index = 0; index < tokens.length; index++) {
      const token = tokens[index] as Token
      if (token.kind !== 'word' && token.kind !== 'number') continue
      const before = tokens[indices.at(-1) ?? -1]
      if (before && !joins(text, before.end, token.start)) close()
      run.push(candidatesOf(token.lower))
      indices.push(index)
    }
    close()
    return matches
  }
}

type Several = {words: readonly number[]; right: number}

/** Where in the swaps of several words those with a first word begin; they stand in the order of their words. */
function indexSeveral(array: Uint16Array): Map<number, number> {
  const index = new Map<number, number>()
  for (let at = 0; at < array.length; at += (array[at] as number) + 2) {
    const first = array[at + 1] as number
    if (!index.has(first)) index.set(first, at)
  }
  return index
}

/** The swaps of several words that begin with a word, from where its first one stands. */
function readSeveral(array: Uint16Array, at: number): Several[] {
  const several: Several[] = []
  const first = array[at + 1]
  for (let next = at; next < array.length && array[next + 1] === first; next += (array[next] as number) + 2) {
    const end = next + 1 + (array[next] as number)
    several.push({words: [...array.subarray(next + 1, end)], right: array[end] as number})
  }
  return several
}

function standsAt(words: readonly number[], run: readonly (readonly Candidate[])[], at: number): boolean {
  return words.every((word, index) => run[at + index]?.some((candidate) => candidate.word === word))
}

/** Whether what stands between two words keeps them in one phrase: white space or a hyphen. */
function joins(text: string, from: number, to: number): boolean {
  if (to - from === 1) return /[\s\-‐‑]/.test(text.charAt(from))
  return to - from <= 3 && /^(?:\s+|\s?[-‐‑–]\s?)$/.test(text.slice(from, to))
}

/** Phrases first, since a person wrote down what they mean; then the fewest swaps, of them the strong ones. */
function rank(hit: Hit): number {
  return hit.kind === 'phrase' ? 0 : hit.swaps * 8 - hit.strong
}

/** A phrase in the number of the words it is for, and as the lists have it: engines change the number as well. */
function formsOf(phrase: string, form: Form): string[] {
  if (form !== 's') return [phrase]
  const space = Math.max(phrase.lastIndexOf(' '), phrase.lastIndexOf('-'))
  return [phrase.slice(0, space + 1) + inflect(phrase.slice(space + 1), 's'), phrase]
}
