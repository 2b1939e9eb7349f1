import type {Token} from '../../src/language/tokens.js'
import {basesOf, type Form, inflect} from './inflection.js'
import {hashOf, pairBits, type Table} from './table.js'

/** The longest run of words that is looked at. */
export const longestRun = 6

/** A run of words that is an expression or a listed phrase with other words in it. */
export type Match = {
  /** Indices of the tokens, `last` exclusive. */
  first: number
  last: number
  kind: 'expression' | 'phrase'
  /** The right words, the likeliest first. */
  expected: string[]
  /** How many words were swapped; of a phrase, all. */
  swaps: number
  /** Name of the list that the expression is from; empty for a phrase. */
  field: string
  /** The swaps, `right>wrong`. */
  used: string[]
}

type Candidate = {word: number; form: Form}
type Hit = {
  last: number
  entry: number
  kind: 'expression' | 'phrase'
  swaps: number
  forms: Form[]
  words: number[]
  used: number[]
}

export type Matcher = (tokens: readonly Token[], text: string) => Match[]

/** Makes a matcher of a table. It remembers the base forms of words that it has seen, up to a bound. */
export function createMatcher(table: Table): Matcher {
  const decoder = new TextDecoder()
  const bits = table.pairs.length * 32
  const mask = table.slots.length - 1
  const fields = decoder.decode(table.fields).split('\n')
  let expressions: string[] | undefined
  let phrases: string[] | undefined
  let seen = new Map<string, readonly Candidate[]>()

  function wordAt(number: number): string {
    return decoder.decode(table.wordText.subarray(table.wordStart[number], table.wordStart[number + 1]))
  }

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

  function isPair(a: readonly Candidate[], b: readonly Candidate[]): boolean {
    for (const {word: left} of a) {
      for (const {word: right} of b) {
        const [one, two] = pairBits(left, right, bits)
        const first = (table.pairs[one >>> 5] as number) >>> (one & 31)
        const second = (table.pairs[two >>> 5] as number) >>> (two & 31)
        if (first & second & 1) return true
      }
    }
    return false
  }

  function childOf(node: number, word: number): number {
    let low = table.edgeStart[node] as number
    let high = (table.edgeStart[node + 1] as number) - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const found = table.edgeWord[middle] as number
      if (found === word) return middle + 1
      if (found < word) low = middle + 1
      else high = middle - 1
    }
    return 0
  }

  /** Everything that the run of words at an index can be. */
  function walk(run: readonly (readonly Candidate[])[], from: number): Hit[] {
    const hits: Hit[] = []
    const forms: Form[] = []
    const words: number[] = []
    const used: number[] = []
    const step = (node: number, index: number, swaps: number, plain: boolean) => {
      const expression = table.expressionAt[node] as number
      if (expression !== 0) {
        hits.push({
          last: index,
          entry: expression - 1,
          kind: 'expression',
          swaps,
          forms: [...forms],
          words: [...words],
          used: [...used],
        })
      }
      const phrase = table.phraseAt[node] as number
      if (phrase !== 0 && plain) {
        hits.push({
          last: index,
          entry: phrase - 1,
          kind: 'phrase',
          swaps: index - from,
          forms: [...forms],
          words: [...words],
          used: [...used],
        })
      }
      const candidates = run[index]
      if (!candidates || index - from >= longestRun) return
      const follow = (word: number, candidate: Candidate, swapped: number) => {
        const child = childOf(node, word)
        if (child === 0) return
        forms.push(candidate.form)
        words.push(candidate.word)
        if (swapped) used.push(word, candidate.word)
        step(child, index + 1, swaps + swapped, plain && swapped === 0)
        forms.pop()
        words.pop()
        if (swapped) used.splice(-2)
      }
      for (const candidate of candidates) {
        follow(candidate.word, candidate, 0)
        const end = table.rightStart[candidate.word + 1] as number
        for (let right = table.rightStart[candidate.word] as number; right < end; right++) {
          follow(table.rights[right] as number, candidate, 1)
        }
      }
    }
    step(0, from, 0, true)
    return hits
  }

  function isException(words: readonly number[]): boolean {
    const hash = hashOf(words.map(wordAt).join(' '))
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

  function matchOf(hits: readonly Hit[], first: number, indices: readonly number[]): Match | undefined {
    const last = Math.max(...hits.map((hit) => hit.last))
    const best = hits.filter((hit) => hit.last === last && hit.swaps > 0).sort((a, b) => rank(a) - rank(b))
    const [top] = best
    if (!top) return undefined
    expressions ??= decoder.decode(table.expressionText).split('\n')
    phrases ??= decoder.decode(table.phraseText).split('\n')
    const expected: string[] = []
    for (const hit of best) {
      const entry = (hit.kind === 'phrase' ? phrases : expressions)[hit.entry] ?? ''
      for (const text of entry.split('|')) {
        const shown = inflectLast(text, hit.forms.at(-1) ?? 'base')
        if (!expected.includes(shown)) expected.push(shown)
      }
    }
    return {
      first: indices[first] as number,
      last: (indices[last - 1] as number) + 1,
      kind: top.kind,
      expected: expected.slice(0, 3),
      swaps: top.swaps,
      used: top.used.flatMap((right, index) =>
        index % 2 === 0 ? [`${wordAt(right)}>${wordAt(top.used[index + 1] as number)}`] : [],
      ),
      field: top.kind === 'phrase' ? '' : (fields[table.fieldOf[top.entry] as number] ?? ''),
    }
  }

  return (tokens, text) => {
    const matches: Match[] = []
    let run: (readonly Candidate[])[] = []
    let indices: number[] = []
    const close = () => {
      for (let from = 0; from + 1 < run.length; ) {
        let next = from + 1
        if (isPair(run[from] as readonly Candidate[], run[from + 1] as readonly Candidate[])) {
          const hits = walk(run, from).filter((hit) => !isException(hit.words))
          const match = usual(hits) ? undefined : matchOf(hits, from, indices)
          if (match) {
            matches.push(match)
            next = indices.indexOf(match.last - 1) + 1
          }
        }
        from = next
      }
      run = []
      indices = []
    }
    tokens.forEach((token, index) => {
      if (token.kind === 'word' || token.kind === 'number') {
        const before = tokens[indices.at(-1) ?? -1]
        if (before && !joins(text.slice(before.end, token.start))) close()
        run.push(candidatesOf(token.lower))
        indices.push(index)
      }
    })
    close()
    return matches
  }
}

/** Whether what stands between two words keeps them in one phrase: a space, a line end or a hyphen. */
function joins(between: string): boolean {
  return /^(?:\s{1,3}|\s?[-‐‑–]\s?)$/.test(between)
}

/** Whether the longest of the hits is an expression as it stands. */
function usual(hits: readonly Hit[]): boolean {
  const last = Math.max(...hits.map((hit) => hit.last))
  return hits.length === 0 || hits.some((hit) => hit.last === last && hit.kind === 'expression' && hit.swaps === 0)
}

/** Phrases first, since a person wrote down what they mean; then the fewest swaps. */
function rank(hit: Hit): number {
  return hit.kind === 'phrase' ? 0 : hit.swaps
}

/** Puts the last word of a phrase into a form; only plurals, since the other forms may be of another part of speech. */
function inflectLast(phrase: string, form: Form): string {
  if (form !== 's') return phrase
  const space = Math.max(phrase.lastIndexOf(' '), phrase.lastIndexOf('-'))
  return phrase.slice(0, space + 1) + inflect(phrase.slice(space + 1), 's')
}
