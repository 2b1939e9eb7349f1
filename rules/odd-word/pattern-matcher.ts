import {lowerOf, type Token} from '../../src/language/tokens.js'
import {basesOf, type Form, inflect} from './inflection.js'
import {isWordlike} from './vocabulary.js'
import {createWordFilter, keyOf, mayHavePair, pairFilterOf, type WordFilter} from './word-filter.js'

/** Words that a pattern stands for. */
export type PatternMatch = {
  /** Indices of the tokens to replace, `last` exclusive. */
  first: number
  last: number
  /** What to write there, the likeliest first. */
  expected: string[]
  /** The words in lower case, those that the pattern gives as a lemma in base form. */
  bases: string
  /** How far it is from what people write, see `doubtOfPattern`. */
  doubt: number
  note?: string
}

export type PatternMatcher = (tokens: readonly Token[], text: string, closely: boolean) => PatternMatch[]

/** A word that stands for a lemma. */
type Inflected = {word: string; base: string; form: Form}
/** What one token can be. */
export type Single = {
  /** In lower case. */
  words: readonly string[]
  /** Those of the words that are forms of a lemma. */
  inflected: readonly Inflected[]
  /** Words that need their capital. */
  capitals: readonly string[]
  /** Names of built-in classes. */
  tests: readonly string[]
  /** The words, where there are many; made when first asked for. */
  set?: ReadonlySet<string>
}
export type Step =
  | {kind: 'one'; single: Single}
  /** Up to so many words. */
  | {kind: 'gap'; most: number}
  /** No token: what must not stand here, and at the beginning of a pattern, what must not stand before it. */
  | {kind: 'not'; single: Single; behind: boolean}
  /** No token: the beginning of a sentence. */
  | {kind: 'start'}
/** One of the sequences that a line stands for. */
export type Pattern = {
  steps: readonly Step[]
  /** The index of the step that the pattern is looked up by. */
  anchor: number
  /** Whether it is looked up by that step and the one behind it. */
  paired: boolean
  /** Indices of steps, the end exclusive. */
  parts: Readonly<Record<string, readonly [number, number]>>
  /** With `$x` and `word*` in them. */
  rights: readonly string[]
  doubt: number
  note: string | undefined
}

export const nothing: Single = {words: [], inflected: [], capitals: [], tests: []}

/** `$x` and `word*` on the right side. */
export const variables = /\$([a-z]+)|([\p{L}'-]+)\*/gu

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))
const numbers = words(`one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
  seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion`)
/** Words with a capital that are no names. */
const noNames =
  words(`the a an this that these those it its he she they we you i his her their our your my in on at by for
  from to of and or but as if so no not all some any each both what which who how why when where while with since until
  after before during there here then now is are was were be has have had do does did will would can could may might must
  shall should mr mrs ms dr`)
/** Words that end as a participle does. */
const noParticiples = words('need indeed hundred speed seed feed deed reed weed breed bed red wed sacred naked kindred')

/** Classes that no list can give. */
export const builtIn: Readonly<Record<string, (token: Token) => boolean>> = {
  word: isWordlike,
  number: ({kind, lower}) => kind === 'number' || numbers.has(lower),
  digits: ({text}) => /^\d+(?:[.,:]\d+)*$/.test(text),
  year: ({text}) => /^(?:1[5-9]|20)\d\d$/.test(text),
  name: ({kind, text, lower}) =>
    kind === 'word' && /^\p{Lu}\p{M}*(?:['’]\p{Lu})?\p{Ll}/u.test(text) && !noNames.has(lower),
  participle: ({lower}) =>
    lower.length > 2 && !noParticiples.has(lower) && basesOf(lower).some(({form}) => form === 'ed'),
  ing: ({kind, lower}) => kind === 'word' && lower.length > 4 && lower.endsWith('ing'),
  ly: ({kind, lower}) => kind === 'word' && lower.length > 4 && lower.endsWith('ly'),
  plural: ({kind, lower}) => kind === 'word' && lower.length > 3 && /[^s'u]s$/.test(lower),
  hyphen: ({text}) => /^[-‐‑–]$/.test(text),
  possessive: ({lower}) => /(?:'s|s')$/.test(lower),
  comma: ({text}) => text === ',',
  currency: ({text}) => /^[$€£¥₹]$/.test(text),
  quote: ({text}) => /^["“”„«»]$/.test(text),
  mark: ({kind, text}) => kind === 'punctuation' && !/^[-‐‑–'’‘([{“„«]$/.test(text),
}
const wordlike: Single = {...nothing, tests: ['word']}

/** The doubt of what people practically never write. */
export const sureDoubt = 20

/**
 * How far a pattern is from what people write: `sure` ones are reported wherever they stand, the others are believed
 * the sooner the more seldom people write what they find.
 *
 * @param often How often people do, in ten million words and marks; undefined where that has not been counted.
 */
export function doubtOfPattern(tier: 'sure' | 'likely', often?: number): number {
  if (tier === 'sure') return sureDoubt
  return often === undefined ? 74 : Math.min(74, 31 + 7 * Math.log2(1 + often))
}

/** Patterns by the words of their anchors. */
export type PatternIndex = {
  /** The anchors of those that are looked up by one word. */
  words: WordFilter
  byWord(word: string): readonly Pattern[]
  /** The anchors of those that are looked up by two, as a filter of pairs: few pairs of a text are any. */
  pairs: Uint8Array
  byPair(first: string, second: string): readonly Pattern[]
}

/** The numbers of patterns by the words of their anchors: one word, or the first word and the second. */
export type Anchors = {
  words: ReadonlyMap<string, readonly number[]>
  pairs: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>
}

/** By which words some patterns are looked up. */
export function anchorsOf(patterns: readonly Pattern[]): Anchors {
  const words = new Map<string, number[]>()
  const pairs = new Map<string, Map<string, number[]>>()
  patterns.forEach(({steps, anchor, paired}, number) => {
    for (const word of anchorWords(steps[anchor] as Step)) {
      if (!paired) {
        words.set(word, [...(words.get(word) ?? []), number])
        continue
      }
      const seconds = pairs.get(word) ?? new Map<string, number[]>()
      pairs.set(word, seconds)
      for (const second of anchorWords(steps[anchor + 1] as Step)) {
        seconds.set(second, [...(seconds.get(second) ?? []), number])
      }
    }
  })
  return {words, pairs}
}

/** The pairs of words among anchors. */
export function* pairsOf({pairs}: Anchors): Generator<[string, string]> {
  for (const [first, seconds] of pairs) for (const second of seconds.keys()) yield [first, second]
}

/** An index of patterns at hand. */
export function indexOf(patterns: readonly Pattern[]): PatternIndex {
  const anchors = anchorsOf(patterns)
  const at = (numbers: readonly number[] = []) => numbers.map((number) => patterns[number] as Pattern)
  return {
    words: createWordFilter(anchors.words.keys()),
    byWord: (word) => at(anchors.words.get(word)),
    pairs: pairFilterOf(pairsOf(anchors)),
    byPair: (first, second) => at(anchors.pairs.get(first)?.get(second)),
  }
}

/**
 * Makes a matcher of patterns. Each token costs a look at the filters, and what a look-up finds is bounded by the
 * longest pattern, so the time is linear in the number of tokens.
 *
 * @param closely What is looked for only in a text that is looked at closely; asked for once, when the first one is.
 */
export function createPatternMatcher(index: PatternIndex, closely?: () => PatternIndex): PatternMatcher {
  let rest: PatternIndex | undefined
  return (tokens, text, close) => {
    const matches: PatternMatch[] = []
    findAll(index, tokens, text, matches)
    if (close) rest ??= closely?.()
    if (close && rest) findAll(rest, tokens, text, matches)
    return withoutOverlaps(matches)
  }
}

/** Adds what the patterns of an index find. */
function findAll(
  {words, byWord, pairs, byPair}: PatternIndex,
  tokens: readonly Token[],
  text: string,
  matches: PatternMatch[],
): void {
  const starts: number[] = []
  const tryAll = (patterns: readonly Pattern[], at: number) => {
    for (const pattern of patterns) {
      const match = matchAt(pattern, tokens, at, text, starts)
      if (match) matches.push(match)
    }
  }
  let key = keyOf(tokens[0]?.lower ?? '')
  for (let at = 0; at < tokens.length; at++) {
    const next = tokens[at + 1]
    const nextKey = next ? keyOf(next.lower) : 0
    if (next && mayHavePair(pairs, key, nextKey)) tryAll(byPair((tokens[at] as Token).lower, next.lower), at)
    if (words.hasKey(key)) tryAll(byWord((tokens[at] as Token).lower), at)
    key = nextKey
  }
}

/** In order of place; of those that overlap, the sure ones, then the longest. */
function withoutOverlaps(matches: PatternMatch[]): PatternMatch[] {
  if (matches.length < 2) return matches
  const rank = ({first, last, doubt}: PatternMatch) => (doubt <= sureDoubt ? 100 : 0) + last - first
  const kept: PatternMatch[] = []
  for (const match of matches.sort((a, b) => a.first - b.first || rank(b) - rank(a))) {
    const before = kept.at(-1)
    if (!before || before.last <= match.first) kept.push(match)
    else if (rank(match) > rank(before)) kept[kept.length - 1] = match
  }
  return kept
}

/** Whether the steps from a number on match the tokens from a place on; notes in `starts` where each step begins. */
function forward(
  steps: readonly Step[],
  number: number,
  tokens: readonly Token[],
  place: number,
  starts: number[],
): boolean {
  starts[number] = place
  const step = steps[number]
  if (!step) return true
  switch (step.kind) {
    case 'one':
      return isOne(step.single, tokens[place]) && forward(steps, number + 1, tokens, place + 1, starts)
    case 'not':
      return !isOne(step.single, tokens[place]) && forward(steps, number + 1, tokens, place, starts)
    case 'start':
      return isStart(tokens, place) && forward(steps, number + 1, tokens, place, starts)
    case 'gap':
      for (let count = 0; ; count++) {
        if (forward(steps, number + 1, tokens, place + count, starts)) return true
        if (count === step.most || !isOne(wordlike, tokens[place + count])) return false
      }
  }
}

/** The same for the steps up to a number, which end before a place. */
function backward(
  steps: readonly Step[],
  number: number,
  tokens: readonly Token[],
  end: number,
  starts: number[],
): boolean {
  const step = steps[number]
  if (!step) return true
  starts[number] = end
  switch (step.kind) {
    case 'one':
      starts[number] = end - 1
      return isOne(step.single, tokens[end - 1]) && backward(steps, number - 1, tokens, end - 1, starts)
    case 'not':
      return (
        !isOne(step.single, tokens[step.behind ? end - 1 : end]) && backward(steps, number - 1, tokens, end, starts)
      )
    case 'start':
      return isStart(tokens, end) && backward(steps, number - 1, tokens, end, starts)
    case 'gap':
      for (let count = 0; ; count++) {
        starts[number] = end - count
        if (backward(steps, number - 1, tokens, end - count, starts)) return true
        if (count === step.most || !isOne(wordlike, tokens[end - count - 1])) return false
      }
  }
}

/** What a pattern finds around a token that its anchor can be. `starts` is room for notes. */
function matchAt(
  pattern: Pattern,
  tokens: readonly Token[],
  at: number,
  text: string,
  starts: number[],
): PatternMatch | undefined {
  const {steps, anchor} = pattern
  // An anchor with a capital is looked up by the word in lower case, so that it is tested as well.
  if (!forward(steps, anchor, tokens, at, starts) || !backward(steps, anchor - 1, tokens, at, starts)) return undefined
  const [from, to] = pattern.parts[''] as readonly [number, number]
  const first = starts[from] as number
  const last = starts[to] as number
  const bases: string[] = []
  let form: Form = 'base'
  for (let number = 0; number < steps.length; number++) {
    const step = steps[number] as Step
    const lower = tokens[starts[number] as number]?.lower
    const lemma = step.kind === 'one' ? step.single.inflected.find(({word}) => word === lower) : undefined
    if (lemma && form === 'base') form = lemma.form
    if (number < from || number >= to) continue
    for (let place = starts[number] as number; place < (starts[number + 1] as number); place++) {
      const token = tokens[place] as Token
      if (token.kind !== 'punctuation') bases.push(lemma?.base ?? token.lower)
    }
  }
  const partOf = (name: string): string => {
    const [begin, end] = pattern.parts[name] as readonly [number, number]
    if (starts[begin] === starts[end]) return ''
    return text.slice(tokens[starts[begin] as number]?.start, tokens[(starts[end] as number) - 1]?.end)
  }
  const expected = pattern.rights.map((right) =>
    right
      .replace(variables, (_, name?: string, base?: string) => (name ? partOf(name) : inflect(base ?? '', form)))
      .replace(/\s+/g, ' ')
      .trim(),
  )
  const match: PatternMatch = {
    first,
    last,
    expected: [...new Set(expected)],
    bases: bases.join(' '),
    doubt: pattern.doubt,
  }
  return pattern.note === undefined ? match : {...match, note: pattern.note}
}

function isOne(single: Single, token: Token | undefined): boolean {
  if (!token) return false
  const {words, capitals, tests} = single
  if (words.length > 6) {
    single.set ??= new Set(words)
    if (single.set.has(token.lower)) return true
  } else if (words.includes(token.lower)) {
    return true
  }
  return capitals.includes(token.text) || tests.some((name) => builtIn[name]?.(token))
}

function isStart(tokens: readonly Token[], place: number): boolean {
  const before = tokens[place - 1]
  return !before || /^[.!?:;"“”•*]$/.test(before.text)
}

/** In lower case; none where the step also stands for other words. */
export function anchorWords(step: Step): readonly string[] {
  if (step.kind !== 'one' || step.single.tests.length > 0) return []
  const {words, capitals} = step.single
  return capitals.length === 0 ? words : [...words, ...capitals.map(lowerOf)]
}
