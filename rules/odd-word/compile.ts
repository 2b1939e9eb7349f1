import {hashOf, pairBits, type Table} from './table.js'

export type Lists = {
  expressions: readonly {field: string; lines: readonly string[]}[]
  swaps: readonly {field: string; lines: readonly string[]}[]
  phrases: readonly {field: string; lines: readonly string[]}[]
  /** Phrases that people write, as the matcher sees them: words in base form. */
  exceptions: readonly string[]
}

type Node = {children: Map<number, Node>; expression: number; phrase: number}

const wordPattern = /[\p{L}\p{M}\p{N}]+(?:['’.,][\p{L}\p{M}\p{N}]+)*/gu

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
  const numbers = new Map<string, number>()
  const numberOf = (word: string): number => {
    const known = numbers.get(word)
    if (known !== undefined) return known
    numbers.set(word, numbers.size)
    return numbers.size - 1
  }
  const root: Node = {children: new Map(), expression: 0, phrase: 0}
  const insert = (words: readonly number[]): Node => {
    let node = root
    for (const word of words) {
      let child = node.children.get(word)
      if (!child) node.children.set(word, (child = {children: new Map(), expression: 0, phrase: 0}))
      node = child
    }
    return node
  }

  const {single, several} = readSwaps(lists.swaps)
  const wrongs = new Map<number, number[]>()
  for (const [right, list] of single) wrongs.set(numberOf(right), list.map(numberOf))

  const expressionTexts: string[] = []
  const fieldOf: number[] = []
  const pairs = new Set<number>()
  const phrases = new Map<string, string[]>()
  const addPair = (a: number, b: number) => pairs.add(a * 65_536 + b)

  lists.expressions.forEach(({lines}, field) => {
    for (const line of lines) {
      const words = wordsOf(line)
      if (words.length < 2) throw new Error(`An expression needs two words: ${line}`)
      const ids = words.map(numberOf)
      const node = insert(ids)
      if (node.expression !== 0) continue
      expressionTexts.push(line)
      fieldOf.push(field)
      node.expression = expressionTexts.length
      const [first, second] = ids as [number, number]
      const firsts = [first, ...(wrongs.get(first) ?? [])]
      const seconds = [second, ...(wrongs.get(second) ?? [])]
      for (const a of firsts) {
        for (const b of seconds) if (ids.length > 2 || a !== first || b !== second) addPair(a, b)
      }
      // A swap of several words is a phrase of its own: `year > 12 months` and `last year` give `last 12 months`.
      words.forEach((word, index) => {
        for (const wrong of several.get(word) ?? []) {
          const phrase = [...words.slice(0, index), ...wordsOf(wrong), ...words.slice(index + 1)].join(' ')
          phrases.set(phrase, [...(phrases.get(phrase) ?? []), line])
        }
      })
    }
  })
  for (const {lines} of lists.phrases) {
    for (const line of lines) {
      const [wrong = '', right = ''] = line.split(/\s+>\s+/)
      if (right === '') throw new Error(`A phrase needs \`wrong > right\`: ${line}`)
      const key = wordsOf(wrong).join(' ')
      phrases.set(key, [...right.split(/\s*,\s*/), ...(phrases.get(key) ?? [])])
    }
  }
  const phraseTexts: string[] = []
  for (const [phrase, rights] of phrases) {
    const ids = phrase.split(' ').map(numberOf)
    if (ids.length < 2) continue
    const node = insert(ids)
    phraseTexts.push([...new Set(rights)].join('|'))
    node.phrase = phraseTexts.length
    addPair(ids[0] as number, ids[1] as number)
  }
  if (Math.max(numbers.size, expressionTexts.length, phraseTexts.length) > 65_535) {
    throw new Error(
      `Too many entries for the table: ${numbers.size} words, ${expressionTexts.length} expressions, ${phraseTexts.length} phrases`,
    )
  }
  return {
    ...layWords([...numbers.keys()]),
    ...layRights(numbers.size, wrongs),
    ...layTrie(root),
    expressionText: encode(expressionTexts.join('\n')),
    phraseText: encode(phraseTexts.join('\n')),
    fieldOf: Uint8Array.from(fieldOf),
    fields: encode(lists.expressions.map(({field}) => field).join('\n')),
    pairs: layPairs(pairs),
    exceptions: Uint32Array.from(new Set(lists.exceptions.map(hashOf))).sort(),
  }
}

/** Swaps by the right word: with single words, and with several. */
function readSwaps(lists: Lists['swaps']) {
  const single = new Map<string, string[]>()
  const several = new Map<string, string[]>()
  for (const {lines} of lists) {
    for (const line of lines) {
      const [right = '', wrong = ''] = line.split(/\s+>\s+/)
      const key = wordsOf(right).join(' ')
      if (wrong === '' || key === '') throw new Error(`A swap needs \`right > wrong, wrong\`: ${line}`)
      // A right side of several words is a matter for expressions.
      if (key.includes(' ')) continue
      for (const item of wrong.split(/\s*,\s*/)) {
        const words = wordsOf(item).join(' ')
        if (words === '' || words === key) continue
        const kind = words.includes(' ') ? several : single
        const list = kind.get(key) ?? []
        if (!list.includes(words)) list.push(words)
        kind.set(key, list)
      }
    }
  }
  return {single, several}
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function layWords(words: readonly string[]): Pick<Table, 'wordText' | 'wordStart' | 'slots'> {
  const wordStart = new Uint32Array(words.length + 1)
  const bytes = words.map(encode)
  bytes.forEach((word, index) => {
    wordStart[index + 1] = (wordStart[index] as number) + word.length
  })
  const slots = new Uint16Array(2 ** Math.ceil(Math.log2(words.length * 1.6 + 2)))
  words.forEach((word, index) => {
    let slot = hashOf(word) & (slots.length - 1)
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
    slots[slot] = index + 1
  })
  return {wordText: new Uint8Array(Buffer.concat(bytes)), wordStart, slots}
}

function layRights(
  count: number,
  wrongs: ReadonlyMap<number, readonly number[]>,
): Pick<Table, 'rightStart' | 'rights'> {
  const lists: number[][] = Array.from({length: count}, () => [])
  for (const [right, list] of wrongs) for (const wrong of list) lists[wrong]?.push(right)
  const rightStart = new Uint32Array(count + 1)
  lists.forEach((list, index) => {
    rightStart[index + 1] = (rightStart[index] as number) + list.length
  })
  return {rightStart, rights: Uint16Array.from(lists.flat())}
}

/** Lays out a trie level by level, so that the children of a node are neighbours and edge e leads to node e + 1. */
function layTrie(root: Node): Pick<Table, 'edgeStart' | 'edgeWord' | 'expressionAt' | 'phraseAt'> {
  const nodes: Node[] = [root]
  const edgeWord: number[] = []
  const edgeStart: number[] = []
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index] as Node
    edgeStart.push(edgeWord.length)
    for (const [word, child] of [...node.children].sort(([a], [b]) => a - b)) {
      edgeWord.push(word)
      nodes.push(child)
    }
  }
  edgeStart.push(edgeWord.length)
  return {
    edgeStart: Uint32Array.from(edgeStart),
    edgeWord: Uint16Array.from(edgeWord),
    expressionAt: Uint16Array.from(nodes, (node) => node.expression),
    phraseAt: Uint16Array.from(nodes, (node) => node.phrase),
  }
}

function layPairs(pairs: ReadonlySet<number>): Uint32Array {
  const words = new Uint32Array(Math.min(2 ** 18, 2 ** Math.ceil(Math.log2((pairs.size * 6) / 32 + 2))))
  for (const pair of pairs) {
    for (const bit of pairBits(Math.floor(pair / 65_536), pair % 65_536, words.length * 32)) {
      words[bit >>> 5] = (words[bit >>> 5] as number) | (1 << (bit & 31))
    }
  }
  return words
}
