import type {Form} from './inflection.js'
import {expressionAt, indexIn, startsOf, type Table} from './table.js'
import type {Candidate, Entry} from './vocabulary.js'

/** The longest run of words that is looked at. */
export const longestRun = 6

/** What some words can be: an expression whose words they stand for, or a listed phrase. */
export type Hit = {
  last: number
  kind: 'expression' | 'phrase'
  node: number
  /** For a phrase, the line of what it should be in `phraseText`. */
  line: number
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

/**
 * Makes a function that says everything which the words of a run from a place on can be, by a walk through the trie of
 * a table. Where it does not look closely, one word stands for one.
 */
export function createWalk(table: Table): (run: readonly Entry[], start: number, closely: boolean) => Hit[] {
  const rightStart = startsOf(table.rightCount)
  const edgeStart = startsOf(table.edgeCount)
  // For each node, 1 + the line of what the phrase that ends there should be.
  const lineAt = new Uint16Array(table.edgeCount.length)
  table.phraseNode.forEach((node, index) => {
    lineAt[node] = (table.phraseRight[index] as number) + 1
  })
  // Nearly all walks end at the root, so its children are looked up, not searched for.
  const rootChild = new Uint32Array(table.wordStart.length)
  for (let edge = 0; edge < (table.edgeCount[0] as number); edge++) rootChild[table.edgeWord[edge] as number] = edge + 1
  let several: Map<number, Several[]> | undefined

  function childOf(node: number, word: number): number {
    if (node === 0) return rootChild[word] as number
    return indexIn(table.edgeWord, word, edgeStart[node] as number, edgeStart[node + 1] as number) + 1
  }

  // What `walk` is doing; it makes nothing new until it has a hit.
  const words: number[] = []
  const rights: number[] = []
  const same: (string | undefined)[] = []
  const usual: (string | undefined)[] = []
  /** The sum of the places that the swaps have in their lists. */
  let places = 0
  let hits: Hit[] = []
  let run: readonly Entry[] = []
  let from = 0
  let close = false

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
    if (expressionAt(table, node) !== 0 && !verbal) {
      hits.push({
        last,
        kind: 'expression',
        node,
        line: -1,
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
    const line = (lineAt[node] as number) - 1
    if (line !== -1 && swaps === 0) {
      const count = last - from
      hits.push({
        last,
        kind: 'phrase',
        node,
        line,
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

  return (words, start, closely) => {
    run = words
    close = closely
    hits = []
    from = start
    step(0, start, 0, 0, 'base', false)
    return hits
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
