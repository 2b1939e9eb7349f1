import type {Token} from '../../src/language/tokens.js'
import {doubtOf, possible, suspect} from './evidence.js'
import {type Form, inflect} from './inflection.js'
import type {Match, Matcher} from './match.js'
import {mixAgain, mixLeft, mixPair, startsOf, type Table} from './table.js'
import {type Candidate, type Entry, isWordlike, joins, type Vocabulary} from './vocabulary.js'

/** The longest run of words that is looked at. */
const longestRun = 6

/** Two words that keep more kinds of company than this make no text suspect, not even as a listed phrase. */
const tooUsual = suspect + 25

type Hit = {
  last: number
  kind: 'expression' | 'phrase'
  node: number
  swaps: number
  strong: number
  places: number
  /** Of the words as they stand, and as they should. */
  words: number[]
  rights: number[]
  /** For each right word, the word in its place where it is right, and where it may be. */
  same: (string | undefined)[]
  usual: (string | undefined)[]
  form: Form
}

/** Makes a matcher of the expressions, swaps and phrases of a table. */
export function createMatcher(table: Table, vocabulary: Vocabulary): Matcher {
  const {leastCompany, entryOf, wordAt, isException} = vocabulary
  const decoder = new TextDecoder()
  const bits = table.pairs.length * 32
  const fields = decoder.decode(table.fields).split('\n')
  const rightStart = startsOf(table.rightCount)
  const edgeStart = startsOf(table.edgeCount)
  // For each node, 1 + the line of what the phrase that ends there should be.
  const phraseAt = new Uint16Array(table.edgeCount.length)
  table.phraseNode.forEach((node, index) => {
    phraseAt[node] = (table.phraseRight[index] as number) + 1
  })
  // Nearly all walks end at the root, so its children are looked up, not searched for.
  const rootChild = new Uint32Array(table.wordStart.length)
  for (let edge = 0; edge < (table.edgeCount[0] as number); edge++) rootChild[table.edgeWord[edge] as number] = edge + 1
  let several: Map<number, Several[]> | undefined
  let phrases: string[] | undefined
  let hyphens: Map<number, number> | undefined

  /** Whether two words may make a text suspect. */
  function isSuspect(a: Entry, b: Entry): boolean {
    for (const {word} of a.candidates) {
      const kinds = table.followers[word] as number
      const mixed = mixLeft(word)
      for (const other of b.candidates) {
        if (kinds + (table.predecessors[other.word] as number) >= tooUsual) continue
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

  // What `walk` is doing; it makes nothing new until it has a hit.
  const words: number[] = []
  const rights: number[] = []
  const same: (string | undefined)[] = []
  const usual: (string | undefined)[] = []
  /** The sum of the places that the swaps have in their lists. */
  let places = 0
  let hits: Hit[] = []
  const run: Entry[] = []
  let from = 0
  let close = false

  /** Everything that the run of words at an index can be. */
  function walk(start: number): Hit[] {
    hits = []
    from = start
    step(0, start, 0, 0, 'base', false)
    return hits
  }

  function enter(right: number, asIs: string | undefined, perhaps: string | undefined): void {
    rights.push(right)
    same.push(asIs)
    usual.push(perhaps)
  }

  function leave(): void {
    rights.pop()
    same.pop()
    usual.pop()
  }

  function step(node: number, last: number, swaps: number, strong: number, form: Form, swapped: boolean): void {
    // `the assault appeared` is no attack surface: a verb that stands for the noun at the end is a verb.
    const verbal = swapped && (form === 'ed' || form === 'er' || form === 'est')
    if (table.expressionAt[node] !== 0 && !verbal) {
      hits.push({
        last,
        kind: 'expression',
        node,
        swaps,
        strong,
        places,
        words: [...words],
        rights: [...rights],
        same: [...same],
        usual: [...usual],
        form,
      })
    }
    if (phraseAt[node] !== 0 && swaps === 0) {
      const count = last - from
      hits.push({
        last,
        kind: 'phrase',
        node,
        swaps: count,
        strong: count,
        places,
        words: [...words],
        rights: [],
        same: [],
        usual: [],
        form,
      })
    }
    const candidates = run[last]?.candidates
    if (!candidates || last - from >= longestRun || edgeStart[node] === edgeStart[node + 1]) return
    for (let index = 0; index < candidates.length; index++) {
      const candidate = candidates[index] as Candidate
      const {word} = candidate
      words.push(word)
      const next = childOf(node, word)
      if (next !== 0) {
        const lower = run[last]?.lower
        enter(word, lower, lower)
        step(next, last + 1, swaps, strong, candidate.form, false)
        leave()
      }
      const stop = rightStart[word + 1] as number
      for (let at = rightStart[word] as number; at < stop; at++) {
        const right = table.rights[at] as number
        const child = childOf(node, right)
        if (child === 0) continue
        const place = table.swapPlace[at] as number
        // What people write as well need not be changed.
        enter(right, undefined, place < 128 ? undefined : run[last]?.lower)
        places += place & 127
        step(child, last + 1, swaps + 1, strong + 1 - (place >>> 7), candidate.form, true)
        places -= place & 127
        leave()
      }
      words.pop()
      // What makes a text suspect has one word for each.
      if (!close) continue
      several ??= readSeveral(table.several)
      const longer = several.get(word)
      if (longer) stepSeveral(longer, node, last, swaps, strong)
    }
  }

  /** Goes on where several words stand for one. */
  function stepSeveral(longer: readonly Several[], node: number, last: number, swaps: number, strong: number): void {
    for (const swap of longer) {
      const child = childOf(node, swap.right)
      if (child === 0 || !standsAt(swap.words, run, last)) continue
      words.push(...swap.words)
      enter(swap.right, undefined, undefined)
      step(child, last + swap.words.length, swaps + 1, strong + 1, 'base', true)
      words.length -= swap.words.length
      leave()
    }
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

  function shownOf({kind, node, rights, same, usual, form}: Hit): string[] {
    if (kind === 'phrase') {
      phrases ??= decoder.decode(table.phraseText).split('\n')
      return (phrases[(phraseAt[node] as number) - 1] ?? '').split('|').flatMap((text) => formsOf(text, form))
    }
    hyphens ??= new Map(Array.from(table.hyphenedNode, (node, index) => [node, table.hyphens[index] as number]))
    const hyphened = hyphens.get(node) ?? 0
    const written = (words: readonly string[]): string =>
      words.reduce((text, word, index) => text + ((hyphened >>> (index - 1)) & 1 ? '-' : ' ') + word)
    const bases = rights.map(wordAt)
    const last = bases.length - 1
    const inflected = bases.map((base, index) => (form === 's' && index === last ? inflect(base, 's') : base))
    const keeping = (stays: Hit['same']) => written(inflected.map((word, index) => stays[index] ?? word))
    return [keeping(same), written(inflected), written(bases), keeping(usual)]
  }

  function matchOf(indices: readonly number[]): Match | undefined {
    if (!hits.some((hit) => hit.swaps > 0)) return undefined
    // What is an expression as it stands is no other expression with swapped words.
    const usual = Math.max(
      0,
      ...hits.filter((hit) => hit.kind === 'expression' && hit.swaps === 0).map((hit) => hit.last),
    )
    const likely = hits
      .filter((hit) => hit.swaps > 0 && hit.last > usual && doubtOf(evidenceOf(hit)) < possible)
      .sort((a, b) => b.last - a.last || rank(a) - rank(b))
    const [top] = likely
    if (!top) return undefined
    const bases = top.words.map(wordAt).join(' ')
    if (isException(bases)) return undefined
    const last = indices[top.last - 1] as number
    const shown = likely.filter((hit) => hit.last === top.last).map(shownOf)
    return {
      first: indices[from] as number,
      last: last + 1,
      ...evidenceOf(top),
      // First each phrase in its likeliest form, then the other forms.
      expected: [...new Set([...shown.map(([first = '']) => first), ...shown.flat()])].slice(0, 6),
      bases,
    }
  }

  function evidenceOf({
    kind,
    swaps,
    strong,
    words,
    node,
  }: Hit): Omit<Match, 'first' | 'last' | 'expected' | 'bases'> & {length: number} {
    const field = kind === 'phrase' ? '' : (fields[(table.expressionAt[node] as number) - 1] ?? '')
    return {kind, swaps, strong, company: companyOf(words), field, length: words.length}
  }

  /** The tokens with which two words begin that stand together and may make a text suspect. */
  function suspectsIn(tokens: readonly Token[], text: string): number[] {
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

  /**
   * Reads the run of words that begins at a token or behind it, up to some length; the indices of their tokens go into
   * `indices`. Returns where the next run begins.
   */
  function readRun(tokens: readonly Token[], text: string, from: number, most: number, indices: number[]): number {
    run.length = 0
    indices.length = 0
    let end = -1
    let index = from
    for (; index < tokens.length && run.length < most; index++) {
      const token = tokens[index] as Token
      if (!isWordlike(token)) continue
      if (end !== -1 && !joins(text, end, token.start)) break
      run.push(entryOf(token.lower))
      indices.push(index)
      end = token.end
    }
    return index
  }

  return (tokens, text, closely) => {
    const matches: Match[] = []
    const indices: number[] = []
    close = closely
    if (!closely) {
      let next = 0
      for (const at of suspectsIn(tokens, text)) {
        if (at < next) continue
        readRun(tokens, text, at, longestRun, indices)
        const match = walk(0).length > 0 ? matchOf(indices) : undefined
        if (!match) continue
        matches.push(match)
        next = match.last
      }
      return matches
    }
    for (let from = 0; from < tokens.length; ) {
      from = readRun(tokens, text, from, Number.POSITIVE_INFINITY, indices)
      for (let start = 0; start + 1 < run.length; ) {
        const match = walk(start).length > 0 ? matchOf(indices) : undefined
        if (match) matches.push(match)
        start = match ? indices.indexOf(match.last - 1, start) + 1 : start + 1
      }
    }
    return matches
  }
}

type Several = {words: readonly number[]; right: number}

/** The swaps of several words by their first one. */
function readSeveral(array: Uint16Array): Map<number, Several[]> {
  const index = new Map<number, Several[]>()
  for (let at = 0; at < array.length; ) {
    const end = at + 1 + (array[at] as number)
    const words = array.subarray(at + 1, end)
    const list = index.get(words[0] as number)
    const swap = {words: [...words], right: array[end] as number}
    if (list) list.push(swap)
    else index.set(swap.words[0] as number, [swap])
    at = end + 1
  }
  return index
}

function standsAt(words: readonly number[], run: readonly Entry[], at: number): boolean {
  return words.every((word, index) => run[at + index]?.candidates.some((candidate) => candidate.word === word))
}

/** Phrases first, since a person wrote down what they mean; then the fewest swaps, of them the strong ones. */
function rank(hit: Hit): number {
  return hit.kind === 'phrase' ? -100 : hit.swaps * 4 - hit.strong + hit.places
}

/** A phrase in the number of the words it is for, and as the lists have it: engines change the number as well. */
function formsOf(phrase: string, form: Form): string[] {
  if (form !== 's') return [phrase]
  const space = Math.max(phrase.lastIndexOf(' '), phrase.lastIndexOf('-'))
  return [phrase.slice(0, space + 1) + inflect(phrase.slice(space + 1), 's'), phrase]
}
