import {deflateRawSync, inflateRawSync} from 'node:zlib'
import {pack, stepsOf, sumsOf, unpack} from './packing.js'

/**
 * The built table of words: one binary file of little-endian arrays, so that loading it is one read and little else.
 * `scripts/build-words.ts` writes it from the text files in `lists/`.
 */
export type Table = {
  /**
   * Open hash table of the words in base form; where a word stands is its number. 0 where no word stands, else 65,536 ×
   * `markOf` its hash + 256 × its followers + its predecessors, in 32 bits with a sign. These say how many kinds of company it keeps: 16 × log10
   * of 1 + the number of different words behind it, and before it.
   */
  marks: Int32Array
  /** The words by number, UTF-8, one after the other; `wordStart[n]` is where word n begins in the decoded text. */
  wordText: Uint8Array
  wordStart: Uint32Array
  /** Which right words a word stands for: how many for each word, and the right words of all, in turn. */
  rightCount: Uint32Array
  rights: Uint16Array
  /**
   * Beside `rights`: the place of the swap in the list of the right word, at most 127, and 128 more where it is weak,
   * which means that people make it too.
   */
  swapPlace: Uint8Array
  /** Swaps of several words, in the order of the first: for each, how many words, the words, the right word. */
  several: Uint16Array
  /** Trie of expressions and phrases: how many edges leave each node, and the words of all edges, in turn, in the order
   * of the words of each node. Edge e leads to node e + 1; node 0 is the root. */
  edgeCount: Uint32Array
  edgeWord: Uint16Array
  /** For each node, 1 + the field of the expression that ends there, 0 for none: two nodes in a byte, see `expressionAt`. */
  expressions: Uint8Array
  /** The nodes at which listed phrases end, in order, and beside each the line of its right phrases in `phraseText`. */
  phraseNode: Uint32Array
  phraseRight: Uint32Array
  /** Right phrases, the likeliest first, joined by `|`, one line each; UTF-8. */
  phraseText: Uint8Array
  /** The nodes at which expressions with hyphens end, in order, and beside each a bit for each word that one follows. */
  hyphenedNode: Uint32Array
  hyphens: Uint32Array
  /** Names of the fields, one line each; UTF-8. */
  fields: Uint8Array
  /** Markers, one line each: `wrong words|before or behind|right words with commas|field`; UTF-8. */
  markers: Uint8Array
  /** Patterns as `encodePatterns` writes them: those that are looked for everywhere, and those only closely. */
  patterns: Uint8Array
  patternPairs: Uint8Array
  commonPatterns: Uint8Array
  commonPatternPairs: Uint8Array
  /** Bloom filter over the first two words of what makes a text suspect. */
  pairs: Uint32Array
  /** Hashes of phrases that people write (`exceptionHash`), in order. */
  exceptions: Uint32Array
}

/** `numbers`, `steps` from one number to the next and `bytes` are packed. */
const layout = [
  ['marks', Int32Array],
  ['wordText', Uint8Array],
  ['wordStart', 'steps'],
  ['rightCount', 'numbers'],
  ['rights', Uint16Array],
  ['swapPlace', 'bytes'],
  ['several', Uint16Array],
  ['edgeCount', 'numbers'],
  ['edgeWord', Uint16Array],
  ['expressions', 'bytes'],
  ['phraseNode', 'steps'],
  ['phraseRight', 'numbers'],
  ['phraseText', 'bytes'],
  ['hyphenedNode', 'steps'],
  ['hyphens', 'numbers'],
  ['fields', Uint8Array],
  ['markers', 'bytes'],
  ['patterns', 'bytes'],
  ['patternPairs', Uint8Array],
  ['commonPatterns', 'bytes'],
  ['commonPatternPairs', 'bytes'],
  ['pairs', Uint32Array],
  ['exceptions', 'steps'],
] as const

const decoder = new TextDecoder()

/** Marks the file and the version of its layout. */
const magic = 0x6d746c43

/** How an array is packed into bytes, and how it is read again. */
type Packing = {pack(array: Uint8Array | Uint32Array): Uint8Array; unpack(bytes: Uint8Array): Uint8Array | Uint32Array}
const packings: Readonly<Record<'numbers' | 'steps' | 'bytes', Packing>> = {
  numbers: {pack, unpack},
  steps: {pack: (array) => pack(stepsOf(array as Uint32Array)), unpack: (bytes) => sumsOf(unpack(bytes))},
  bytes: {
    pack: (array) => new Uint8Array(deflateRawSync(array, {level: 9})),
    unpack: (bytes) => new Uint8Array(inflateRawSync(bytes)),
  },
}

/** Writes a table as the bytes of its file. */
export function encodeTable(table: Table): Uint8Array {
  const header = new Uint32Array(1 + layout.length)
  header[0] = magic
  const parts: Uint8Array[] = [new Uint8Array(header.buffer)]
  layout.forEach(([name, type], index) => {
    const array = typeof type === 'string' ? packings[type].pack(table[name] as Uint8Array | Uint32Array) : table[name]
    header[index + 1] = array.length
    parts.push(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
    parts.push(new Uint8Array((4 - (array.byteLength % 4)) % 4))
  })
  return new Uint8Array(Buffer.concat(parts))
}

/**
 * Reads a table from the bytes of its file, mostly without copying. What is packed is unpacked when it is first asked
 * for: in most texts there is nothing to walk through the trie for.
 *
 * @throws {Error} When the bytes are not a table of this version.
 */
export function decodeTable(bytes: Uint8Array): Table {
  const header = new Uint32Array(bytes.buffer, bytes.byteOffset, 1 + layout.length)
  if (header[0] !== magic) throw new Error('This is no table of words: run `npm run build`')
  let offset = bytes.byteOffset + header.byteLength
  const table = {}
  layout.forEach(([name, type], index) => {
    const length = header[index + 1] as number
    const array = new (typeof type === 'string' ? Uint8Array : type)(bytes.buffer as ArrayBuffer, offset, length)
    offset += Math.ceil(array.byteLength / 4) * 4
    if (typeof type !== 'string') {
      Object.defineProperty(table, name, {value: array, enumerable: true})
      return
    }
    let unpacked: Uint8Array | Uint32Array | undefined
    const get = () => {
      unpacked ??= packings[type].unpack(array as Uint8Array)
      return unpacked
    }
    Object.defineProperty(table, name, {get, enumerable: true})
  })
  return table as Table
}

/** FNV-1a over UTF-16 code units from a start up to an end, to 32 bits with a sign; `before` is that of what stands before. */
export function hashOf(text: string, end = text.length, start = 0, before = 0x811c9dc5 | 0): number {
  let hash = before
  for (let index = start; index < end; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash
}

/** Half of a hash, as `marks` has it; never 0. */
export function markOf(hash: number): number {
  return (hash >>> 16) | 1
}

/** The followers of a word. */
export function followersOf({marks}: Table, word: number): number {
  return ((marks[word] as number) >>> 8) & 255
}

/** The predecessors of a word. */
export function predecessorsOf({marks}: Table, word: number): number {
  return (marks[word] as number) & 255
}

/** 1 + the field of the expression that ends at a node; 0 for none. */
export function expressionAt({expressions}: Table, node: number): number {
  return ((expressions[node >>> 1] as number) >>> ((node & 1) * 4)) & 15
}

/** The index of a number in a part of a sorted array, `end` exclusive; -1 where it is not there. */
export function indexIn(sorted: Uint16Array | Uint32Array, number: number, start: number, end: number): number {
  let low = start
  let high = end - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = sorted[middle] as number
    if (found === number) return middle
    if (found < number) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** The hash of a phrase that people write, to 26 bits: one phrase in a thousand is taken for one of them. */
export function exceptionHash(phrase: string): number {
  return hashOf(phrase) >>> 6
}

/** The first half of the hash of a pair of words. */
export function mixLeft(word: number): number {
  return Math.imul(word + 1, 0x9e3779b1)
}

/** The hash of a pair of words, which gives the first bit of the Bloom filter; `left` is that of `mixLeft`. */
export function mixPair(left: number, word: number): number {
  const hash = left ^ Math.imul(word + 1, 0x85ebca77)
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (mixed ^ (mixed >>> 13)) >>> 0
}

/** The hash that gives the second bit. */
export function mixAgain(hash: number): number {
  return Math.imul(hash, 0x297a2d39) >>> 0
}

/** Where each of several lists begins that stand in turn, and after the last where it ends. */
export function startsOf(counts: Uint32Array): Uint32Array {
  const starts = new Uint32Array(counts.length + 1)
  for (let index = 0; index < counts.length; index++) {
    starts[index + 1] = (starts[index] as number) + (counts[index] as number)
  }
  return starts
}

/** The words of a table in base form, by number; empty where none has it. */
export function wordsIn({wordText, wordStart}: Table): string[] {
  const all = decoder.decode(wordText)
  return Array.from(wordStart.subarray(1), (end, number) => all.slice(wordStart[number], end))
}

/** The expressions of a table that have one of some words. */
export function expressionsWith(table: Table, words: ReadonlySet<string>): string[] {
  const starts = startsOf(table.edgeCount)
  const spelled = wordsIn(table)
  const found: string[] = []
  const walk = (node: number, path: readonly string[], has: boolean) => {
    if (has && expressionAt(table, node) !== 0) found.push(path.join(' '))
    for (let edge = starts[node] as number; edge < (starts[node + 1] as number); edge++) {
      const word = spelled[table.edgeWord[edge] as number] as string
      walk(edge + 1, [...path, word], has || words.has(word))
    }
  }
  walk(0, [], false)
  return found
}

/** The swaps of single words in a table whose right word is one of some words, as lines of a list, the likeliest first. */
export function swapsOf(table: Table, words: ReadonlySet<string>): string[] {
  const starts = startsOf(table.rightCount)
  const spelled = wordsIn(table)
  const found: {line: string; place: number}[] = []
  for (let wrong = 0; wrong < table.rightCount.length; wrong++) {
    for (let index = starts[wrong] as number; index < (starts[wrong + 1] as number); index++) {
      const right = spelled[table.rights[index] as number] as string
      const place = table.swapPlace[index] as number
      if (words.has(right))
        found.push({line: `${right} > ${place < 128 ? '' : '~'}${spelled[wrong]}`, place: place & 127})
    }
  }
  return found.sort((a, b) => a.place - b.place).map(({line}) => line)
}
