import {lowerOf} from '../../src/language/tokens.js'
import {type Form, inflect} from './inflection.js'
import {
  anchorWords,
  builtIn,
  doubtOfPattern,
  nothing,
  type Pattern,
  type Single,
  type Step,
  variables,
} from './pattern-matcher.js'

/** Where a captured or the reported part begins and ends; the reported part has the name ''. */
type Mark = {kind: 'open'; name: string} | {kind: 'close'; name: string}
type Item = Step | Mark
/** More sequences than this in one line are taken for a slip. */
const mostSequences = 400

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))
/** One word in seven is one of these. */
const commonest = words('the a an of to in and that have has is was it for on with as by at from be are he says said')
/** Common words: a pattern is not looked up by these where it has others. */
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
/** The last alternative is what the notation does not have. */
const lexemes =
  /[{}()[\],!^]|\.\.\d|[a-z]+=|@[a-z-]+(?::[a-z]+)?|[\p{L}\p{N}][\p{L}\p{M}\p{N}'’/-]*(?:\*|:(?:ed|ing|s)(?![\p{L}-]))?|\S/gu
const isWord = /^[\p{L}\p{N}]/u

/** Sequences of which one must match. */
type Choice = Item[][]

/** A pattern, the number of its line, and whether what it is looked up by is common. */
export type ListedPattern = Pattern & {line: number; common: boolean}

/**
 * Reads a list of patterns; the text of `lists/patterns.txt` explains the notation.
 *
 * @throws {SyntaxError} With the number of the line that cannot be read.
 */
export function parsePatterns(source: string, commonness: Commonness = guessed): ListedPattern[] {
  const classes = new Map<string, Choice>()
  const patterns: ListedPattern[] = []
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
        for (const pattern of readPatterns(line, classes, commonness)) patterns.push({...pattern, line: index + 1})
      }
    } catch (error) {
      throw new SyntaxError(`Line ${index + 1} of the patterns: ${(error as Error).message}`)
    }
  })
  return patterns
}

function readPatterns(
  line: string,
  classes: ReadonlyMap<string, Choice>,
  commonness: Commonness,
): Omit<ListedPattern, 'line'>[] {
  const parts = /^(sure|likely)(?: (\d+))?:\s*(\S.*?)\s+>\s+(\S.*?)(?:\s+\/\/\s+(\S.*))?$/.exec(line)
  if (!parts) throw new Error('Expected `sure: wrong > right` or `likely: wrong > right`')
  const [, tier, often, left = '', right = '', note] = parts
  const sequences = readChoice(left, classes)
  const names = new Set(sequences.flatMap((items) => items.map((item) => ('name' in item ? item.name : ''))))
  const rights = right.split(/\s*,\s*/)
  const doubt = doubtOfPattern(tier as 'sure' | 'likely', often === undefined ? undefined : Number(often))
  for (const [, name] of right.matchAll(variables)) {
    if (name && !names.has(name)) throw new Error(`No part is called \`${name}\``)
  }
  return sequences.map((items) => {
    const {steps, parts} = layOut(items)
    for (const [name, place] of [...names].map((name) => [name, parts.get(name)] as const)) {
      // An optional part that is left out.
      if (!place) parts.set(name, name === '' ? [0, steps.length] : [0, 0])
    }
    return {steps, parts: Object.fromEntries(parts), ...anchorOf(steps, commonness), rights, doubt, note}
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
  if (name in builtIn) return [[{kind: 'one', single: {...nothing, tests: [name]}}]]
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

/** How common a word is, as the number of different words that people write beside it. */
export type Commonness = (word: string) => number

/** As far as one can tell without counting. */
export const guessed: Commonness = (word) =>
  commonest.has(word) ? 20_000 : common.has(word) ? 2000 : 500 / word.length

/** What is looked up by commoner words is looked for only where a text is looked at closely. */
const usual = 25

/** A pattern is not looked up by more pairs than this. */
const mostPairs = 600

/** Two words stand together so many times less often than the commonness of both, multiplied, tells. */
const apart = 20_000

/**
 * What a pattern is looked up by: the step with the rarest words, or two steps, one behind the other, if they are rarer
 * together.
 */
function anchorOf(steps: readonly Step[], commonness: Commonness): Pick<ListedPattern, 'anchor' | 'paired' | 'common'> {
  const words = steps.map(anchorWords)
  const costs = words.map((list) => list.reduce((sum, word) => sum + commonness(word), 0))
  let anchor = -1
  let paired = false
  let least = Number.POSITIVE_INFINITY
  words.forEach((list, index) => {
    if (list.length === 0) return
    const cost = costs[index] as number
    const seconds = words[index + 1]?.length ?? 0
    const together = (cost * (costs[index + 1] ?? 0)) / apart
    const isPair = seconds > 0 && list.length * seconds <= mostPairs && together < cost
    const rarity = isPair ? together : cost
    if (rarity >= least) return
    least = rarity
    anchor = index
    paired = isPair
  })
  if (anchor === -1) throw new Error('A pattern needs a word to be found by')
  return {anchor, paired, common: least > usual}
}
