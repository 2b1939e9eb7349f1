import type {Token} from '../../src/language/tokens.js'
import {lowerOf, tokensOf} from '../../src/language/tokens.js'
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

export type PatternMatcher = (tokens: readonly Token[], text: string) => PatternMatch[]

/** What one token can be. */
type Single = {
  /** Words in lower case, with the lemma and the form where they stand for one. */
  words: Map<string, {base: string; form: Form} | undefined>
  /** Words that need their capital. */
  capitals: Set<string>
  tests: ((token: Token) => boolean)[]
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
type Mark = {kind: 'open' | 'close'; name: string}
type Item = Step | Mark
type Right = {text: string} | {name: string} | {base: string}
/** One of the sequences that a line stands for. */
type Pattern = {
  steps: readonly Step[]
  /** The index of the step that the pattern is looked up by. */
  anchor: number
  /** Indices of steps, the end exclusive. */
  parts: ReadonlyMap<string, readonly [number, number]>
  rights: readonly (readonly Right[])[]
  tier: Tier
  note: string | undefined
}

/** More sequences than this in one line are taken for a slip. */
const mostSequences = 400

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))
/** The commonest words: a pattern is not looked up by these where it has others. */
const common = words(`a about after all also an and any are as at be because been before being but by can could did do
  does for from get had has have he her his how i if in into is it its just like made make may more most much must new no
  not now of on one only or other our out over said same she should so some such than that the their them then there these
  they this those through time to two under up us use used was we were what when where which while who will with would
  year years you your first last many people way well first see good high long state great little own old very still`)
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
const builtIn: Readonly<Record<string, (token: Token) => boolean>> = {
  word: ({kind}) => kind === 'word' || kind === 'number',
  number: ({kind, lower}) => kind === 'number' || numbers.has(lower),
  digits: ({text}) => /^\d+(?:[.,:]\d+)*$/.test(text),
  name: ({kind, text, lower}) =>
    kind === 'word' && /^\p{Lu}\p{M}*(?:['’]\p{Lu})?\p{Ll}/u.test(text) && !noNames.has(lower),
  participle: ({lower}) =>
    lower.length > 2 && !noParticiples.has(lower) && basesOf(lower).some(({form}) => form === 'ed'),
  ing: ({kind, lower}) => kind === 'word' && lower.length > 4 && lower.endsWith('ing'),
  ly: ({kind, lower}) => kind === 'word' && lower.length > 4 && lower.endsWith('ly'),
  plural: ({kind, lower}) => kind === 'word' && lower.length > 3 && /[^s'u]s$/.test(lower),
  hyphen: ({text}) => /^[-‐‑–]$/.test(text),
  comma: ({text}) => text === ',',
  quote: ({text}) => /^["“”„«»]$/.test(text),
  mark: ({kind}) => kind === 'punctuation',
}
const wordlike: Single = {words: new Map(), capitals: new Set(), tests: [builtIn.word as (token: Token) => boolean]}

/**
 * Makes a matcher of the patterns in a text; the text of `lists/patterns.txt` explains the notation. Each token costs one
 * look-up, and what a look-up finds is bounded by the longest pattern, so the time is linear in the number of tokens.
 *
 * @throws {SyntaxError} With the number of the line that cannot be read.
 */
export function createPatternMatcher(source: string): PatternMatcher {
  const index = new Map<string, Pattern[]>()
  for (const pattern of parse(source)) {
    for (const word of anchorWords(pattern.steps[pattern.anchor] as Step)) {
      const list = index.get(word)
      if (list) list.push(pattern)
      else index.set(word, [pattern])
    }
  }
  // Most words are no anchor, which their length and first letters tell faster than the map.
  const known = new Uint8Array(4096)
  for (const word of index.keys()) known[keyOf(word)] = 1
  return (tokens, text) => {
    const matches: PatternMatch[] = []
    for (let at = 0; at < tokens.length; at++) {
      const {lower} = tokens[at] as Token
      if (known[keyOf(lower)] === 0) continue
      for (const pattern of index.get(lower) ?? []) {
        const match = matchAt(pattern, tokens, at, text)
        if (match) matches.push(match)
      }
    }
    return withoutOverlaps(matches)
  }
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

function matchAt(pattern: Pattern, tokens: readonly Token[], at: number, text: string): PatternMatch | undefined {
  const {steps, anchor} = pattern
  /** The token that each step begins with. */
  const starts: number[] = new Array(steps.length + 1)

  function forward(number: number, place: number): boolean {
    starts[number] = place
    const step = steps[number]
    if (!step) return true
    switch (step.kind) {
      case 'one':
        return isOne(step.single, tokens[place]) && forward(number + 1, place + 1)
      case 'not':
        return !isOne(step.single, tokens[place]) && forward(number + 1, place)
      case 'start':
        return isStart(tokens, place) && forward(number + 1, place)
      case 'gap':
        for (let count = 0; ; count++) {
          if (forward(number + 1, place + count)) return true
          if (count === step.most || !isOne(wordlike, tokens[place + count])) return false
        }
    }
  }

  function backward(number: number, end: number): boolean {
    const step = steps[number]
    if (!step) return true
    switch (step.kind) {
      case 'one':
        starts[number] = end - 1
        return isOne(step.single, tokens[end - 1]) && backward(number - 1, end - 1)
      case 'not':
        starts[number] = end
        return !isOne(step.single, tokens[step.behind ? end - 1 : end]) && backward(number - 1, end)
      case 'start':
        starts[number] = end
        return isStart(tokens, end) && backward(number - 1, end)
      case 'gap':
        for (let count = 0; ; count++) {
          starts[number] = end - count
          if (backward(number - 1, end - count)) return true
          if (count === step.most || !isOne(wordlike, tokens[end - count - 1])) return false
        }
    }
  }

  if (!isOne((steps[anchor] as Step & {kind: 'one'}).single, tokens[at])) return undefined
  if (!backward(anchor - 1, at) || !forward(anchor, at)) return undefined
  const [from, to] = pattern.parts.get('') as readonly [number, number]
  const first = starts[from] as number
  const last = starts[to] as number
  const bases: string[] = []
  let form: Form = 'base'
  for (let number = 0; number < steps.length; number++) {
    const step = steps[number] as Step
    const info =
      step.kind === 'one' ? step.single.words.get((tokens[starts[number] as number] as Token).lower) : undefined
    if (info && form === 'base') form = info.form
    if (number < from || number >= to) continue
    for (let place = starts[number] as number; place < (starts[number + 1] as number); place++) {
      const token = tokens[place] as Token
      if (token.kind !== 'punctuation') bases.push(info?.base ?? token.lower)
    }
  }
  const partOf = (name: string): string => {
    const [begin, end] = pattern.parts.get(name) as readonly [number, number]
    if (starts[begin] === starts[end]) return ''
    return text.slice(tokens[starts[begin] as number]?.start, tokens[(starts[end] as number) - 1]?.end)
  }
  const expected = pattern.rights.map((right) =>
    right
      .map((part) => ('text' in part ? part.text : 'base' in part ? inflect(part.base, form) : partOf(part.name)))
      .filter((part) => part !== '')
      .join(' '),
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

function isOne({words, capitals, tests}: Single, token: Token | undefined): boolean {
  if (!token) return false
  return words.has(token.lower) || (capitals.size > 0 && capitals.has(token.text)) || tests.some((test) => test(token))
}

function isStart(tokens: readonly Token[], place: number): boolean {
  const before = tokens[place - 1]
  return !before || /^[.!?:;"“”•*]$/.test(before.text)
}

// Reading the notation.

const lexemes =
  /\s+|(?<mark>[{}()[\],!^])|\.\.(?<gap>\d)|(?<name>[a-z]+)=|@(?<class>[a-z-]+)(?::(?<classForm>ed|ing|s|any))?|(?<word>[\p{L}\p{N}][\p{L}\p{M}\p{N}'’%-]*)(?:(?<star>\*)|:(?<form>ed|ing|s))?/uy

type Lexeme = {
  mark?: string
  gap?: string
  name?: string
  class?: string
  classForm?: string
  word?: string
  star?: string
  form?: string
}
/** Sequences of which one must match. */
type Choice = Item[][]

function parse(source: string): Pattern[] {
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
      } else {
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
  const rights = right.split(/\s*,\s*/).map((text) => readRight(text, names))
  return sequences.map((items) => {
    const {steps, parts} = layOut(items)
    for (const [name, place] of [...names].map((name) => [name, parts.get(name)] as const)) {
      // An optional part that is left out.
      if (!place) parts.set(name, name === '' ? [0, steps.length] : [0, 0])
    }
    return {steps, parts, anchor: anchorOf(steps), rights, tier: tier as Tier, note}
  })
}

function readRight(text: string, names: ReadonlySet<string>): Right[] {
  return text.split(/\s+/).map((part): Right => {
    if (part.startsWith('$')) {
      const name = part.slice(1)
      if (!names.has(name)) throw new Error(`No part is called \`${name}\``)
      return {name}
    }
    return part.endsWith('*') ? {base: part.slice(0, -1)} : {text: part}
  })
}

function lex(text: string): Lexeme[] {
  const found: Lexeme[] = []
  lexemes.lastIndex = 0
  while (lexemes.lastIndex < text.length) {
    const from = lexemes.lastIndex
    const match = lexemes.exec(text)
    if (!match) throw new Error(`Unexpected \`${text.slice(from, from + 12)}\``)
    if (match[0].trim() !== '') found.push({...match.groups})
  }
  return found
}

function readChoice(text: string, classes: ReadonlyMap<string, Choice>): Choice {
  const all = lex(text)
  let next = 0

  function sequence(stop: string): Choice {
    let choice: Choice = [[]]
    while (next < all.length && !(all[next]?.mark && stop.includes(all[next]?.mark as string))) {
      const followed = element()
      choice = choice.flatMap((head) => followed.map((tail) => [...head, ...tail]))
      if (choice.length > mostSequences) throw new Error('Too many alternatives')
    }
    return choice
  }

  function close(mark: string): void {
    if (all[next]?.mark !== mark) throw new Error(`Expected \`${mark}\``)
    next++
  }

  function element(): Choice {
    const lexeme = all[next++]
    if (!lexeme) throw new Error('Unexpected end')
    if (lexeme.gap) return [[{kind: 'gap', most: Number(lexeme.gap)}]]
    if (lexeme.name) return named(lexeme.name, element())
    if (lexeme.class) return classOf(lexeme.class, lexeme.classForm, classes)
    if (lexeme.word) return [wordSteps(lexeme.word, lexeme.star ? 'any' : lexeme.form)]
    switch (lexeme.mark) {
      case '^':
        return [[{kind: 'start'}]]
      case '!': {
        const [only, ...more] = element()
        const [step] = only ?? []
        if (more.length > 0 || only?.length !== 1 || step?.kind !== 'one')
          throw new Error('Expected single words after `!`')
        return [[{kind: 'not', single: step.single, behind: false}]]
      }
      case '(': {
        const choice = sequence(')')
        close(')')
        return [[], ...choice]
      }
      case '[': {
        const choice = sequence(']')
        close(']')
        return named('', choice)
      }
      case '{': {
        const choice: Choice = []
        do choice.push(...sequence(',}'))
        while (all[next]?.mark === ',' && next++ > 0)
        close('}')
        return merged(choice)
      }
      default:
        throw new Error(`Unexpected \`${lexeme.mark}\``)
    }
  }

  const choice = sequence('')
  if (next < all.length || choice.some((items) => items.length === 0)) throw new Error('Expected words')
  return choice
}

function named(name: string, choice: Choice): Choice {
  return choice.map((items) => [{kind: 'open', name}, ...items, {kind: 'close', name}])
}

/** Puts alternatives of one token into one step, which keeps the number of sequences small. */
function merged(choice: Choice): Choice {
  const single: Single = {words: new Map(), capitals: new Set(), tests: []}
  const longer: Choice = []
  for (const items of choice) {
    const [item] = items
    if (items.length === 1 && item?.kind === 'one') {
      for (const [word, info] of item.single.words) single.words.set(word, info)
      for (const word of item.single.capitals) single.capitals.add(word)
      single.tests.push(...item.single.tests)
    } else {
      longer.push(items)
    }
  }
  return longer.length === choice.length ? longer : [[{kind: 'one', single}], ...longer]
}

function classOf(name: string, form: string | undefined, classes: ReadonlyMap<string, Choice>): Choice {
  const test = builtIn[name]
  if (test) return [[{kind: 'one', single: {words: new Map(), capitals: new Set(), tests: [test]}}]]
  const choice = classes.get(name)
  if (!choice) throw new Error(`\`@${name}\` is not defined`)
  if (form === undefined) return choice
  return merged(
    choice.map((items) => {
      const [item] = items
      if (items.length !== 1 || item?.kind !== 'one') throw new Error('Only single words have forms')
      const forms = [...item.single.words].flatMap(([word]) => formsOf(word, form))
      return [{kind: 'one', single: {words: new Map(forms), capitals: new Set(), tests: []}}]
    }),
  )
}

function wordSteps(word: string, form: string | undefined): Item[] {
  const tokens = tokensOf(word)
  return tokens.map(({text, lower}, index): Item => {
    const isCapital = text !== text.toLowerCase()
    const words =
      form !== undefined && index === tokens.length - 1 ? new Map(formsOf(lower, form)) : new Map([[lower, undefined]])
    return {
      kind: 'one',
      single: isCapital
        ? {words: new Map(), capitals: new Set([text]), tests: []}
        : {words, capitals: new Set(), tests: []},
    }
  })
}

function formsOf(word: string, form: string): [string, {base: string; form: Form}][] {
  const base = lowerOf(word)
  const wanted: readonly Form[] = form === 'any' ? ['base', 's', 'ed', 'ing'] : [form as Form]
  return wanted.map((one) => [inflect(base, one), {base, form: one}])
}

/** Takes the marks out of a sequence. */
function layOut(items: readonly Item[]): {steps: Step[]; parts: Map<string, readonly [number, number]>} {
  const steps: Step[] = []
  const parts = new Map<string, readonly [number, number]>()
  for (const item of items) {
    if (item.kind === 'open') parts.set(item.name, [steps.length, steps.length])
    else if (item.kind === 'close')
      parts.set(item.name, [(parts.get(item.name) as readonly [number, number])[0], steps.length])
    else steps.push(item.kind === 'not' && steps.every(({kind}) => kind === 'not') ? {...item, behind: true} : item)
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
function anchorWords(step: Step): string[] {
  if (step.kind !== 'one' || step.single.tests.length > 0) return []
  return [...step.single.words.keys(), ...[...step.single.capitals].map(lowerOf)]
}
