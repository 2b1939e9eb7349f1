import {doubtOf, suspect} from './evidence.js'
import {basesOf} from './inflection.js'
import {encodePatterns} from './pattern-data.js'
import {sureDoubt} from './pattern-matcher.js'
import {guessed, type ListedPattern, parsePatterns} from './patterns.js'
import {exceptionHash, hashOf, markOf, mixAgain, mixLeft, mixPair, type Table} from './table.js'

export type List = {field: string; lines: readonly string[]}

export type Lists = {
  expressions: readonly List[]
  swaps: readonly List[]
  phrases: readonly List[]
  markers: readonly List[]
  /** The text of the list of patterns. */
  patterns: string
  /** Phrases that people write, as the matcher sees them: words in base form. */
  exceptions: readonly string[]
  /** What is known of words from text that people wrote: `word followers predecessors`. */
  usage: readonly string[]
}

type Node = {children: Map<number, Node>; expression: number; hyphens: number; phrase: number}
/** Words that are wrong before or behind any word that says something. */
type Marker = {words: readonly string[]; place: 'before' | 'behind'; rights: readonly string[]; field: string}
/** A swap of one word, or of several; its place in the list of the right word, the likeliest first. */
type Swap = {words: readonly string[]; weak: boolean; place: number}

/** A word as tokens are made; a hyphen parts words. */
export const wordPattern = /[\p{L}\p{M}\p{N}]+(?:['’.,][\p{L}\p{M}\p{N}]+)*/gu

/** The members of a family of expressions: `{image, speech} recognition` stands for two. */
export function expand(line: string): string[] {
  const family = /\{([^{}]*)\}/.exec(line)
  if (!family) return [line]
  const [braces, members = ''] = family
  return members.split(',').flatMap((member) => expand(line.replace(braces, member.trim())))
}

/** The words of a phrase as tokens are made: in lower case, parted at hyphens. */
export function wordsOf(phrase: string): string[] {
  return phrase.toLowerCase().replaceAll('’', "'").match(wordPattern) ?? []
}

/**
 * Compiles lists into a table. The same lists give the same bytes.
 *
 * @throws {Error} When a line has not the form of its list, or there are more entries than the table can number.
 */
export function compileTable(lists: Lists): Table {
  const expressions = lists.expressions.flatMap(({field, lines}, index) =>
    lines.flatMap(expand).map((line) => ({line, words: wordsOf(line), field, number: index + 1})),
  )
  const known = new Set(expressions.flatMap(({words}) => words))
  // Only swaps of words that some expression has can ever match.
  const swaps = new Map([...readSwaps(lists.swaps)].filter(([right]) => known.has(right)))
  const phrases = [...readPhrases(lists.phrases)].map(([phrase, rights]) => ({words: phrase.split(' '), rights}))
  const markers = readMarkers(lists.markers)
  // The words of markers are words of the table, so that their forms are known.
  for (const {words} of [...[...swaps.values()].flat(), ...phrases, ...markers]) {
    for (const word of words) known.add(word)
  }
  const usage = readUsage(lists.usage)
  const {numberOf, ...vocabulary} = layWords([...known], usage)
  const trie = createTrie()
  const pairs = new Uint32Array(90_112)
  /** Enters what two words can be turned into by one or two strong swaps, where that makes a text suspect. */
  const addPairs = ([first = '', second = '']: readonly string[], field: string) => {
    const firsts: readonly Swap[] = [{words: [first], weak: true, place: 0}, ...(swaps.get(first) ?? [])]
    const seconds: readonly Swap[] = [{words: [second], weak: true, place: 0}, ...(swaps.get(second) ?? [])]
    // What the company of the two adds to is the same for all of them with as many swaps.
    const sums = [0, 1, 2].map((count) =>
      doubtOf({kind: 'expression', field, length: 2, swaps: count, strong: count, company: 0}),
    )
    for (const one of firsts) {
      if (one.words.length > 1) continue
      const a = numberOf(one.words[0] as string)
      const followers = usage.get(one.words[0] as string)?.followers ?? 0
      for (const two of seconds) {
        if (one.weak && two.weak) continue
        const swapped = Number(one !== firsts[0]) + Number(two !== seconds[0])
        const company = followers + (usage.get(two.words[0] as string)?.predecessors ?? 0)
        if (company + (sums[swapped] as number) < suspect) add(pairs, a, numberOf(two.words[0] as string))
      }
    }
  }
  for (const {line, words, field, number} of expressions) {
    if (words.length < 2) throw new Error(`An expression needs two words: ${line}`)
    const node = trie.insert(words.map(numberOf))
    if (node.expression !== 0) continue
    node.expression = number
    node.hyphens = hyphensOf(line)
    if (words.length === 2) addPairs(words, field)
  }
  const phraseTexts = new Map<string, number>()
  for (const {words, rights} of phrases) {
    const node = trie.insert(words.map(numberOf))
    const text = rights.join('|')
    const number = phraseTexts.get(text) ?? phraseTexts.size + 1
    phraseTexts.set(text, number)
    node.phrase = number
    add(pairs, numberOf(words[0] as string), numberOf(words[1] as string))
  }
  const edges: Edge[] = []
  const several: number[][] = []
  for (const [right, list] of swaps) {
    for (const {words, weak, place} of list) {
      const ids = words.map(numberOf)
      if (ids.length === 1) edges.push({wrong: ids[0] as number, right: numberOf(right), weak, place})
      else several.push([ids.length, ...ids, numberOf(right)])
    }
  }
  if (lists.expressions.length > 15) throw new Error(`Too many fields for the table: ${lists.expressions.length}`)
  const commonness = (word: string) =>
    Math.max(...basesOf(word).map(({base}) => 10 ** ((usage.get(base)?.followers ?? 0) / 16)), guessed(word))
  const patterns = parsePatterns(lists.patterns, commonness)
  const isCommon = (pattern: ListedPattern) => pattern.common && pattern.doubt > sureDoubt
  const rare = encodePatterns(patterns.filter((pattern) => !isCommon(pattern)))
  const common = encodePatterns(patterns.filter(isCommon))
  if (phraseTexts.size > 65_535) throw new Error(`Too many phrases for the table: ${phraseTexts.size}`)
  return {
    ...vocabulary,
    ...layRights(vocabulary.marks.length, edges),
    several: Uint16Array.from(several.sort((a, b) => (a[1] as number) - (b[1] as number)).flat()),
    ...layTrie(trie.root),
    phraseText: encode([...phraseTexts.keys()].join('\n')),
    fields: encode(lists.expressions.map(({field}) => field).join('\n')),
    markers: encode(
      markers.map(({words, place, rights, field}) => [words.join(' '), place, rights, field].join('|')).join('\n'),
    ),
    patterns: rare.text,
    patternPairs: rare.pairs,
    commonPatterns: common.text,
    commonPatternPairs: common.pairs,
    pairs,
    exceptions: Uint32Array.from(new Set(lists.exceptions.map(exceptionHash))).sort(),
  }
}

function createTrie() {
  const create = (): Node => ({children: new Map(), expression: 0, hyphens: 0, phrase: 0})
  const root = create()
  return {
    root,
    insert(words: readonly number[]): Node {
      let node = root
      for (const word of words) {
        let child = node.children.get(word)
        if (!child) {
          child = create()
          node.children.set(word, child)
        }
        node = child
      }
      return node
    },
  }
}

/** Swaps by the right word. */
function readSwaps(lists: readonly List[]): Map<string, Swap[]> {
  const swaps = new Map<string, Swap[]>()
  for (const {lines} of lists) {
    for (const line of lines) {
      const [right = '', wrong = ''] = line.split(/\s+>\s+/)
      if (wrong === '' || wordsOf(right).length !== 1)
        throw new Error(`A swap needs \`right > wrong, ~wrong\`: ${line}`)
      const list = swaps.get(right) ?? []
      swaps.set(right, list)
      for (const item of wrong.split(/\s*,\s*/)) {
        const words = wordsOf(item)
        const weak = item.startsWith('~')
        const text = words.join(' ')
        // A weak swap of several words would match what people write.
        if (words.length === 0 || text === right || (weak && words.length > 1)) continue
        if (!list.some((swap) => swap.words.join(' ') === text)) list.push({words, weak, place: list.length})
      }
    }
  }
  return swaps
}

/** Right phrases by the wrong one. */
function readPhrases(lists: readonly List[]): Map<string, string[]> {
  const phrases = new Map<string, string[]>()
  for (const {lines} of lists) {
    for (const line of lines) {
      const [wrong = '', right = ''] = line.split(/\s+>\s+/)
      const words = wordsOf(wrong)
      if (right === '' || words.length < 2) throw new Error(`A phrase needs \`two wrong words > right\`: ${line}`)
      const key = words.join(' ')
      phrases.set(key, [...new Set([...(phrases.get(key) ?? []), ...right.split(/\s*,\s*/)])])
    }
  }
  return phrases
}

function readMarkers(lists: readonly List[]): Marker[] {
  const markers = new Map<string, Marker>()
  for (const {field, line} of lists.flatMap(({field, lines}) => lines.map((line) => ({field, line})))) {
    const [right = '', wrong = ''] = line.split(/\s+>\s+/)
    for (const item of wrong.split(/\s*,\s*/)) {
      const words = wordsOf(item.replaceAll('_', ' '))
      const places = [
        ...(/^_ /.test(item) ? (['behind'] as const) : []),
        ...(/ _$/.test(item) ? (['before'] as const) : []),
      ]
      if (right === '' || words.length === 0 || places.length === 0) {
        throw new Error(`A marker needs \`right > _ wrong\` or \`right > wrong _\`: ${line}`)
      }
      for (const place of places) {
        const key = `${words.join(' ')}|${place}`
        const known = markers.get(key)
        const rights = [...new Set([...(known?.rights ?? []), right])]
        markers.set(key, {words, place, rights, field: known?.field ?? field})
      }
    }
  }
  return [...markers.values()]
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

type Usage = ReadonlyMap<string, {followers: number; predecessors: number}>

function readUsage(lines: readonly string[]): Usage {
  return new Map(
    lines.map((line) => {
      const [word = '', followers, predecessors] = line.split(' ')
      return [word, {followers: Number(followers), predecessors: Number(predecessors)}]
    }),
  )
}

/** Numbers the words and lays them out. */
function layWords(
  words: readonly string[],
  usage: Usage,
): Pick<Table, 'marks' | 'wordText' | 'wordStart'> & {numberOf(word: string): number} {
  const size = 2 ** Math.ceil(Math.log2(words.length * 1.3 + 2))
  if (size > 65_536) throw new Error(`Too many words for the table: ${words.length}`)
  const marks = new Int32Array(size)
  const slots = new Array<string>(size).fill('')
  const numbers = new Map<string, number>()
  for (const word of words) {
    const hash = hashOf(word)
    let slot = hash & (size - 1)
    while (slots[slot] !== '') slot = (slot + 1) & (size - 1)
    slots[slot] = word
    numbers.set(word, slot)
    const {followers = 0, predecessors = 0} = usage.get(word) ?? {}
    marks[slot] = (markOf(hash) << 16) + followers * 256 + predecessors
  }
  const wordStart = new Uint32Array(size + 1)
  slots.forEach((word, slot) => {
    wordStart[slot + 1] = (wordStart[slot] as number) + word.length
  })
  return {marks, wordText: encode(slots.join('')), wordStart, numberOf: (word) => numbers.get(word) as number}
}

type Edge = {wrong: number; right: number; weak: boolean; place: number}

function layRights(count: number, edges: readonly Edge[]): Pick<Table, 'rightCount' | 'rights' | 'swapPlace'> {
  const sorted = [...edges].sort((a, b) => a.wrong - b.wrong || a.right - b.right)
  const rightCount = new Uint32Array(count)
  for (const {wrong} of sorted) rightCount[wrong] = (rightCount[wrong] as number) + 1
  return {
    rightCount,
    rights: Uint16Array.from(sorted, ({right}) => right),
    swapPlace: Uint8Array.from(sorted, ({weak, place}) => Math.min(place, 127) + (weak ? 128 : 0)),
  }
}

/** Lays out a trie level by level, so that the children of a node are neighbours and edge e leads to node e + 1. */
function layTrie(
  root: Node,
): Pick<Table, 'edgeCount' | 'edgeWord' | 'expressions' | 'phraseNode' | 'phraseRight' | 'hyphenedNode' | 'hyphens'> {
  const nodes: Node[] = [root]
  const edgeWord: number[] = []
  const edgeCount: number[] = []
  for (let index = 0; index < nodes.length; index++) {
    const {children} = nodes[index] as Node
    edgeCount.push(children.size)
    for (const [word, child] of [...children].sort(([a], [b]) => a - b)) {
      edgeWord.push(word)
      nodes.push(child)
    }
  }
  const numbersOf = (has: (node: Node) => boolean) =>
    Uint32Array.from(nodes.flatMap((node, index) => (has(node) ? [index] : [])))
  const expressions = new Uint8Array(Math.ceil(nodes.length / 2))
  nodes.forEach(({expression}, node) => {
    expressions[node >>> 1] = (expressions[node >>> 1] as number) | (expression << ((node & 1) * 4))
  })
  const phraseNode = numbersOf(({phrase}) => phrase !== 0)
  const hyphenedNode = numbersOf(({hyphens}) => hyphens !== 0)
  return {
    edgeCount: Uint32Array.from(edgeCount),
    edgeWord: Uint16Array.from(edgeWord),
    expressions,
    phraseNode,
    phraseRight: phraseNode.map((node) => (nodes[node] as Node).phrase - 1),
    hyphenedNode,
    hyphens: hyphenedNode.map((node) => (nodes[node] as Node).hyphens),
  }
}

/** Which words of an expression a hyphen follows: bit n for the word with index n. */
function hyphensOf(expression: string): number {
  let hyphens = 0
  let end = 0
  let index = -1
  for (const {0: word, index: start} of expression.matchAll(wordPattern)) {
    if (index >= 0 && expression.slice(end, start).includes('-')) hyphens |= 1 << index
    end = start + word.length
    index++
  }
  return hyphens
}

/** Enters a pair of words in a Bloom filter. */
function add(filter: Uint32Array, a: number, b: number): void {
  const bits = filter.length * 32
  const hash = mixPair(mixLeft(a), b)
  const one = hash % bits
  const two = mixAgain(hash) % bits
  filter[one >>> 5] = (filter[one >>> 5] as number) | (1 << (one & 31))
  filter[two >>> 5] = (filter[two >>> 5] as number) | (1 << (two & 31))
}
