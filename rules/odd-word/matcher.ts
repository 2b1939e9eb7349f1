import type {Token} from '../../src/language/tokens.js'
import {doubtOf, possible} from './evidence.js'
import {type Form, inflect} from './inflection.js'
import type {Match, Matcher} from './match.js'
import {createSuspects} from './suspects.js'
import {expressionAt, followersOf, predecessorsOf, type Table} from './table.js'
import {type Entry, isWordlike, joins, type Vocabulary} from './vocabulary.js'
import {createWalk, type Hit, longestRun} from './walk.js'

/** Makes a matcher of the expressions, swaps and phrases of a table. */
export function createMatcher(table: Table, vocabulary: Vocabulary): Matcher {
  const {entryOf, wordAt, isException} = vocabulary
  const suspectsIn = createSuspects(table, vocabulary)
  const decoder = new TextDecoder()
  const fields = decoder.decode(table.fields).split('\n')
  let walk: ReturnType<typeof createWalk> | undefined
  let phrases: string[] | undefined
  let hyphens: Map<number, number> | undefined

  /** How many kinds of company the rarest pair of neighbours in a run keeps. */
  function companyOf(words: readonly number[]): number {
    let least = Number.POSITIVE_INFINITY
    for (let index = 0; index + 1 < words.length; index++) {
      const pair = followersOf(table, words[index] as number) + predecessorsOf(table, words[index + 1] as number)
      if (pair < least) least = pair
    }
    return least
  }

  function shownOf({kind, node, line, rights, same, usual, form}: Hit): string[] {
    if (kind === 'phrase') {
      phrases ??= decoder.decode(table.phraseText).split('\n')
      return (phrases[line] ?? '').split('|').flatMap((text) => formsOf(text, form))
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

  /** How usual the right words are: of those that fit as well, the most usual are the likeliest. */
  function usualness({rights}: Hit): number {
    return rights.length > 1 ? companyOf(rights) : 0
  }

  /** The likeliest of what a run of words can be. */
  function matchOf(hits: readonly Hit[], start: number, indices: readonly number[]): Match | undefined {
    // What is an expression as it stands is no other expression with swapped words.
    const usual = Math.max(
      0,
      ...hits.filter((hit) => hit.kind === 'expression' && hit.swaps === 0).map((hit) => hit.last),
    )
    const likely = hits
      .filter(
        (hit) =>
          hit.swaps > 0 && hit.last > usual && doubtOf({...evidenceOf(hit), length: hit.words.length}) < possible,
      )
      .sort((a, b) => b.last - a.last || rank(a) - rank(b) || usualness(b) - usualness(a))
    const [top] = likely
    if (!top) return undefined
    const bases = top.words.map(wordAt).join(' ')
    if (isException(bases)) return undefined
    const last = indices[top.last - 1] as number
    const shown = likely.filter((hit) => hit.last === top.last).map(shownOf)
    return {
      first: indices[start] as number,
      last: last + 1,
      ...evidenceOf(top),
      // First each phrase in its likeliest form, then the other forms.
      expected: [...new Set([...shown.map(([first = '']) => first), ...shown.flat()])].slice(0, 6),
      bases,
      odd: top.words
        .filter((word) => !top.rights.includes(word))
        .map(wordAt)
        .join(' '),
    }
  }

  function evidenceOf({
    kind,
    swaps,
    strong,
    words,
    node,
  }: Hit): Omit<Match, 'first' | 'last' | 'expected' | 'bases' | 'odd'> {
    const field = kind === 'phrase' ? '' : (fields[expressionAt(table, node) - 1] ?? '')
    return {kind, swaps, strong, company: companyOf(words), field}
  }

  /** What the run of words from a place on is; `indices` are those of its tokens. */
  function matchAt(
    run: readonly Entry[],
    start: number,
    indices: readonly number[],
    closely: boolean,
  ): Match | undefined {
    walk ??= createWalk(table)
    const hits = walk(run, start, closely)
    return hits.some((hit) => hit.swaps > 0) ? matchOf(hits, start, indices) : undefined
  }

  return (tokens, text, closely) => {
    const matches: Match[] = []
    if (!closely) {
      let next = 0
      for (const at of suspectsIn(tokens, text)) {
        if (at < next) continue
        const {run, indices} = readRun(tokens, text, at, longestRun)
        const match = matchAt(run, 0, indices, false)
        if (!match) continue
        matches.push(match)
        next = match.last
      }
      return matches
    }
    for (let from = 0; from < tokens.length; ) {
      const {run, indices, next} = readRun(tokens, text, from, Number.POSITIVE_INFINITY)
      for (let start = 0; start + 1 < run.length; ) {
        const match = matchAt(run, start, indices, true)
        if (match) matches.push(match)
        start = match ? indices.indexOf(match.last - 1, start) + 1 : start + 1
      }
      from = next
    }
    return matches
  }

  /**
   * The run of words that begins at a token or behind it, up to some length: what is known of them, the indices of their
   * tokens, and where the next run begins.
   */
  function readRun(
    tokens: readonly Token[],
    text: string,
    from: number,
    most: number,
  ): {run: Entry[]; indices: number[]; next: number} {
    const run: Entry[] = []
    const indices: number[] = []
    let end = -1
    let next = from
    for (; next < tokens.length && run.length < most; next++) {
      const token = tokens[next] as Token
      if (!isWordlike(token)) continue
      if (end !== -1 && !joins(text, end, token.start)) break
      run.push(entryOf(token.lower))
      indices.push(next)
      end = token.end
    }
    return {run, indices, next}
  }
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
