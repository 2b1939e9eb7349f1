import type {Token} from '../../src/language/tokens.js'
import {lowerOf} from '../../src/language/tokens.js'
import {basesOf, type Form, inflect} from './inflection.js'

/** How sure a pattern is: `sure` ones people practically never write, `likely` ones seldom. */
export type Tier = 'sure' | 'likely'

/** Words that a pattern stands for. */
export type PatternMatch = {
  /** Indices of the tokens to replace, `last` exclusive. */
  first: number
  last: number
  /** What to write there, the likeliest first. */
  expected: string[]
  /** The words in lower case, those that the pattern gives as a lemma in base form. */
  bases: string
  tier: Tier
  note?: string
}

/** Finds the sure ones, and the likely ones where a text is looked at closely. */
export type PatternMatcher = (tokens: readonly Token[], text: string, closely: boolean) => PatternMatch[]

type Test = (token: Token) => boolean
/** A word that stands for a lemma. */
type Inflected = {word: string; base: string; form: Form}
/** What one token can be. */
type Single = {
  /** In lower case. */
  words: readonly string[]
  /** Those of the words that are forms of a lemma. */
  inflected: readonly Inflected[]
  /** Words that need their capital. */
  capitals: readonly string[]
  tests: readonly Test[]
  /** The words, where there are many; made when first asked for. */
  set?: ReadonlySet<string>
}
type Step =
  | {kind: 'one'; single: Single}
  /** Up to so many words. */
  | {kind: 'gap'; most: number}
  /** No token: what must not stand here, and at the beginning of a pattern, what must not stand before it. */
  | {kind: 'not'; single: Single; behind: boolean}
  /** No token: the beginning of a sentence. */
  | {kind: 'start'}
/** Where a captured or the reported part begins and ends; the reported part has the name ''. */
type Mark = {kind: 'open'; name: string} | {kind: 'close'; name: string}
type Item = Step | Mark
/** One of the sequences that a line stands for. */
type Pattern = {
  steps: readonly Step[]
  /** The index of the step that the pattern is looked up by. */
  anchor: number
  /** Indices of steps, the end exclusive. */
  parts: ReadonlyMap<string, readonly [number, number]>
  /** With `$x` and `word*` in them. */
  rights: readonly string[]
  tier: Tier
  note: string | undefined
}

const nothing: Single = {words: [], inflected: [], capitals: [], tests: []}

/** More sequences than this in one line are taken for a slip. */
const mostSequences = 400

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))
/** The commonest words: a pattern is not looked up by these where it has others. */
const common = words(`a about after all also an and any are as at be because been before being but by can could did do
  does for from get had has have he her his how i if in into is it its just like made make may more most much must new no
  not now of on one only or other our out over said same she should so some such than that the their them then there these
  they this those through time to two under up us use used was we were what when where which while who will with would
  year years you your first last many people way well first see good high long state great little own old very still
  again any back best between called can down even foreign going government here know large left line local long lot man
  men million billion means million month months national next number official officials party part per place president
  police public right second said set since small something take than think those three three times today us while work
  world written four five six seven eight nine ten hundred thousand without within however known look led local always
  because each every few find how keeping kind led loss money need never often once own past really same seems several
  soon step talk tell told until week weeks whether why during less least under upon`)
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
const builtIn: Readonly<Record<string, Test>> = {
  word: ({kind}) => kind === 'word' || kind === 'number',
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
const wordlike: Single = {...nothing, tests: [builtIn.word as Test]}

/**
 * Makes a matcher of the patterns in a text; the text of `lists/patterns.txt` explains the notation. Each token costs one
 * look-up, and what a look-up finds is bounded by the longest pattern, so the time is linear in the number of tokens.
 *
 * @throws {SyntaxError} With the number of the line that cannot be read; the matcher throws it for a likely pattern.
 */
export function createPatternMatcher(source: string): PatternMatcher {
  const sure = createIndex(parse(source, ['sure']))
  // Most texts are never looked at closely, and reading the patterns takes as long as linting a short one.
  let all: Index | undefined
  return (tokens, text, closely) => {
    if (closely) all ??= createIndex(parse(source, ['sure', 'likely']))
    const index = closely ? (all as Index) : sure
    const matches: PatternMatch[] = []
    const starts: number[] = []
    for (let at = 0; at < tokens.length; at++) {
      const {lower} = tokens[at] as Token
      if (index.keys[keyOf(lower)] === 0) continue
      for (const pattern of index.patterns.get(lower) ?? []) {
        const match = matchAt(pattern, tokens, at, text, starts)
        if (match) matches.push(match)
      }
    }
    return withoutOverlaps(matches)
  }
}

type Index = {patterns: ReadonlyMap<string, readonly Pattern[]>; keys: Uint8Array}

/** Patterns by their anchors. Most words are no anchor, which their length and first letters tell faster than the map. */
function createIndex(all: readonly Pattern[]): Index {
  const patterns = new Map<string, Pattern[]>()
  const keys = new Uint8Array(4096)
  for (const pattern of all) {
    for (const word of anchorWords(pattern.steps[pattern.anchor] as Step)) {
      keys[keyOf(word)] = 1
      const list = patterns.get(word)
      if (list) list.push(pattern)
      else patterns.set(word, [pattern])
    }
  }
  return {patterns, keys}
}

function keyOf(word: string): number {
  return (word.charCodeAt(0) * 331 + (word.length > 1 ? word.charCodeAt(1) * 37 : 0) + word.length) & 4095
}

/** In order of place; of those that overlap, the sure ones, then the longest. */
function withoutOverlaps(matches: PatternMatch[]): PatternMatch[] {
  if (matches.length < 2) return matches
  const rank = ({first, last, tier}: PatternMatch) => (tier === 'sure' ? 100 : 0) + last - first
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
  const [from, to] = pattern.parts.get('') as readonly [number, number]
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
    const [begin, end] = pattern.parts.get(name) as readonly [number, number]
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
    tier: pattern.tier,
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
  return capitals.includes(token.text) || tests.some((test) => test(token))
}

function isStart(tokens: readonly Token[], place: number): boolean {
  const before = tokens[place - 1]
  return !before || /^[.!?:;"“”•*]$/.test(before.text)
}

// Reading the notation.

/** The last alternative is what the notation does not have. */
const lexemes =
  /[{}()[\],!^]|\.\.\d|[a-z]+=|@[a-z-]+(?::[a-z]+)?|[\p{L}\p{N}][\p{L}\p{M}\p{N}'’/-]*(?:\*|:(?:ed|ing|s)(?![\p{L}-]))?|\S/gu
const isWord = /^[\p{L}\p{N}]/u
/** `$x` and `word*` on the right side. */
const variables = /\$([a-z]+)|([\p{L}'-]+)\*/gu

/** Sequences of which one must match. */
type Choice = Item[][]

function parse(source: string, tiers: readonly Tier[]): Pattern[] {
  const classes = new Map<string, Choice>()
  const patterns: Pattern[] = []
  source.split(/\r?\n/).forEach((raw, index) => {
    const line = raw.trim()
    if (line === '' || line.startsWith('#')) return
    try {
      const definition = /^@([a-z-]+)\s*=\s*(.*)$/.exec(line)
      if (definition) {
        const [, name = '', list = ''] = definition
        if (classes.has(name) || name in builtIn) throw new Error(`\`@${name}\` is defined twice`)
        classes.set(name, readChoice(`{${list}}`, classes))
      } else if (!line.startsWith('likely:') || tiers.includes('likely')) {
        patterns.push(...readPatterns(line, classes))
      }
    } catch (error) {
      throw new SyntaxError(`Line ${index + 1} of the patterns: ${(error as Error).message}`)
    }
  })
  return patterns
}

function readPatterns(line: string, classes: ReadonlyMap<string, Choice>): Pattern[] {
  const parts = /^(sure|likely):\s*(\S.*?)\s+>\s+(\S.*?)(?:\s+\/\/\s+(\S.*))?$/.exec(line)
  if (!parts) throw new Error('Expected `sure: wrong > right` or `likely: wrong > right`')
  const [, tier, left = '', right = '', note] = parts
  const sequences = readChoice(left, classes)
  const names = new Set(sequences.flatMap((items) => items.map((item) => ('name' in item ? item.name : ''))))
  const rights = right.split(/\s*,\s*/)
  for (const [, name] of right.matchAll(variables)) {
    if (name && !names.has(name)) throw new Error(`No part is called \`${name}\``)
  }
  return sequences.map((items) => {
    const {steps, parts} = layOut(items)
    for (const [name, place] of [...names].map((name) => [name, parts.get(name)] as const)) {
      // An optional part that is left out.
      if (!place) parts.set(name, name === '' ? [0, steps.length] : [0, 0])
    }
    return {steps, parts, anchor: anchorOf(steps), rights, tier: tier as Tier, note}
  })
}

function readChoice(text: string, classes: ReadonlyMap<string, Choice>): Choice {
  const all = text.match(lexemes) ?? []
  let next = 0

  function sequence(stop: string): Choice {
    let choice: Choice = [[]]
    for (let at = all[next]; at !== undefined && !stop.includes(at); at = all[next]) {
      const followed = element()
      choice = choice.flatMap((head) => followed.map((tail) => [...head, ...tail]))
      if (choice.length > mostSequences) throw new Error('Too many alternatives')
    }
    if (choice.some((items) => items.length === 0)) throw new Error('Expected words')
    return choice
  }

  /** What commas part, up to a closing bracket. */
  function alternatives(bracket: string): Choice {
    const choice: Choice = []
    do choice.push(...sequence(`,${bracket}`))
    while (all[next] === ',' && next++ > 0)
    if (all[next++] !== bracket) throw new Error(`Expected \`${bracket}\``)
    return choice
  }

  function element(): Choice {
    const lexeme = all[next++] ?? ''
    if (lexeme.startsWith('..')) return [[{kind: 'gap', most: Number(lexeme.slice(2))}]]
    if (lexeme.endsWith('=')) return named(lexeme.slice(0, -1), element())
    if (lexeme.startsWith('@')) return classOf(lexeme.slice(1), classes)
    switch (lexeme) {
      case '^':
        return [[{kind: 'start'}]]
      case '!': {
        const [only, ...more] = element()
        const [step] = only ?? []
        if (more.length > 0 || only?.length !== 1 || step?.kind !== 'one') {
          throw new Error('Expected single words after `!`')
        }
        return [[{kind: 'not', single: step.single, behind: false}]]
      }
      case '(':
        return [[], ...alternatives(')')]
      case '[':
        return named('', alternatives(']'))
      case '{':
        return merged(alternatives('}'))
      default:
        if (!isWord.test(lexeme)) throw new Error(lexeme ? `Unexpected \`${lexeme}\`` : 'Unexpected end')
        return [wordSteps(lexeme)]
    }
  }

  const choice = sequence('')
  if (next < all.length) throw new Error(`Unexpected \`${all[next]}\``)
  return choice
}

function named(name: string, choice: Choice): Choice {
  return choice.map((items) => [{kind: 'open', name}, ...items, {kind: 'close', name}])
}

/** Puts alternatives of one token into one step, which keeps the number of sequences small. */
function merged(choice: Choice): Choice {
  const singles: Single[] = []
  const longer: Choice = []
  for (const items of choice) {
    const [item] = items
    if (items.length === 1 && item?.kind === 'one') singles.push(item.single)
    else longer.push(items)
  }
  if (singles.length < 2) return choice
  const single: Single = {
    words: singles.flatMap(({words}) => words),
    inflected: singles.flatMap(({inflected}) => inflected),
    capitals: singles.flatMap(({capitals}) => capitals),
    tests: singles.flatMap(({tests}) => tests),
  }
  return [[{kind: 'one', single}], ...longer]
}

function classOf(text: string, classes: ReadonlyMap<string, Choice>): Choice {
  const [name = '', form] = text.split(':')
  const test = builtIn[name]
  if (test) return [[{kind: 'one', single: {...nothing, tests: [test]}}]]
  const choice = classes.get(name)
  if (!choice) throw new Error(`\`@${name}\` is not defined`)
  if (form === undefined) return choice
  const [items, ...more] = choice
  const [item] = items ?? []
  if (more.length > 0 || item?.kind !== 'one') throw new Error('Only single words have forms')
  return [[{kind: 'one', single: inflectedOf(item.single.words, form)}]]
}

function wordSteps(text: string): Item[] {
  const [all = '', form] = text.endsWith('*') ? [text.slice(0, -1), 'any'] : text.split(':')
  // As tokens are made: a hyphen is one of its own.
  const words = all.split(/(-)/).filter((word) => word !== '')
  return words.map((word, index): Item => {
    const lower = lowerOf(word)
    if (form !== undefined && index === words.length - 1) return {kind: 'one', single: inflectedOf([lower], form)}
    return {
      kind: 'one',
      single: word === word.toLowerCase() ? {...nothing, words: [lower]} : {...nothing, capitals: [word]},
    }
  })
}

const forms: Readonly<Record<string, readonly Form[]>> = {
  any: ['base', 's', 'ed', 'ing'],
  s: ['s'],
  ed: ['ed'],
  ing: ['ing'],
}

function inflectedOf(lemmas: readonly string[], name: string): Single {
  const wanted = forms[name]
  if (!wanted) throw new Error(`No form is called \`${name}\``)
  const inflected = lemmas.flatMap((base) => wanted.map((form) => ({word: inflect(base, form), base, form})))
  return {...nothing, words: inflected.map(({word}) => word), inflected}
}

/** Takes the marks out of a sequence. */
function layOut(items: readonly Item[]): {steps: Step[]; parts: Map<string, readonly [number, number]>} {
  const steps: Step[] = []
  const parts = new Map<string, readonly [number, number]>()
  for (const item of items) {
    if (item.kind === 'open') parts.set(item.name, [steps.length, steps.length])
    else if (item.kind === 'close')
      parts.set(item.name, [(parts.get(item.name) as readonly [number, number])[0], steps.length])
    else if (item.kind === 'not') steps.push({...item, behind: steps.every(({kind}) => kind === 'not')})
    else steps.push(item)
  }
  return {steps, parts}
}

/** The step with the rarest words, as far as one can tell without counting: no common ones, few, and long. */
function anchorOf(steps: readonly Step[]): number {
  let best = -1
  let least = Number.POSITIVE_INFINITY
  steps.forEach((step, index) => {
    const list = anchorWords(step)
    if (list.length === 0) return
    const cost = list.reduce((sum, word) => sum + (common.has(word) ? 500 : 0) + 60 / word.length ** 2, 0)
    if (cost < least) {
      least = cost
      best = index
    }
  })
  if (best === -1) throw new Error('A pattern needs a word to be found by')
  return best
}

/** In lower case; none where the step also stands for other words. */
function anchorWords(step: Step): readonly string[] {
  if (step.kind !== 'one' || step.single.tests.length > 0) return []
  const {words, capitals} = step.single
  return capitals.length === 0 ? words : [...words, ...capitals.map(lowerOf)]
}
