import type {Paragraph as ParagraphNode} from 'nlcst'
import {type Quotations, quotationsOf} from './quotation-marks.js'
import {type Sentence, sentencesOf} from './sentences.js'
import {isPlain, type SourceMap, toSource} from './source-map.js'
import {type Token, tokensOf} from './tokens.js'
import {treeOf} from './tree.js'

export type BlockKind = 'paragraph' | 'heading' | 'list-item' | 'quote' | 'table-cell' | 'footnote' | 'alt'

/**
 * A place in the source: offsets in UTF-16 code units, `end` exclusive. `plain` where it can be replaced by other text
 * without losing markup.
 */
export type Span = {start: number; end: number; plain: boolean}

/** A stretch of prose: what a reader sees of it, and where that stands in the source. */
export type Block = {
  kind: BlockKind
  /** Text without markup. A run of code, a URL or a formula is one U+FFFC OBJECT REPLACEMENT CHARACTER. */
  text: string
  map: SourceMap
}

/** What there is to know about a block wherever it stands. What takes time is worked out once, when the first rule asks. */
export type Reading = {
  kind: BlockKind
  /** What a reader sees; all indices that rules handle are indices of this text, in UTF-16 code units. */
  text: string
  tokens: readonly Token[]
  sentences: readonly Sentence[]
  quotations: Quotations
  /** The nlcst tree; its positions index `text`. Slow: first see from the text whether it is needed. */
  node: ParagraphNode
  /**
   * What a function makes of the block, worked out once for each function: an editor keeps it for as long as the block
   * stays as it is. So it must be the same function each time, and look at nothing but the block.
   */
  once<T>(work: (reading: Reading) => T): T
}

/** A block as rules see it. */
export type Paragraph = Reading & {
  /** The place in the source of `text.slice(start, end)`; `start < end`. */
  span(start: number, end: number): Span
}

export function createReading({kind, text}: Block): Reading {
  let tokens: Token[] | undefined
  let sentences: Sentence[] | undefined
  let quotations: Quotations | undefined
  let node: ParagraphNode | undefined
  let results: Map<unknown, unknown> | undefined
  const reading: Reading = {
    kind,
    text,
    get tokens() {
      tokens ??= tokensOf(text)
      return tokens
    },
    get sentences() {
      sentences ??= sentencesOf(text, reading.tokens)
      return sentences
    },
    get quotations() {
      quotations ??= quotationsOf(text)
      return quotations
    },
    get node() {
      node ??= treeOf(text)
      return node
    },
    once<T>(work: (reading: Reading) => T): T {
      results ??= new Map()
      if (!results.has(work)) results.set(work, work(reading))
      return results.get(work) as T
    },
  }
  return reading
}

/** @param reading What is known of the block already. */
export function createParagraph(
  {kind, text, map}: Block,
  reading: Reading = createReading({kind, text, map}),
): Paragraph {
  // Most blocks are one stretch of the source.
  const from =
    map.length === 3 && text.length > 1 && (map[2] as number) - (map[1] as number) === text.length ? map[1] : undefined
  return {
    kind,
    text,
    get tokens() {
      return reading.tokens
    },
    get sentences() {
      return reading.sentences
    },
    get quotations() {
      return reading.quotations
    },
    get node() {
      return reading.node
    },
    once: reading.once,
    span(start, end) {
      if (from !== undefined && start >= 0 && start < end && end <= text.length) {
        return {start: from + start, end: from + end, plain: true}
      }
      return {...toSource(map, text.length, start, end), plain: isPlain(map, text, start, end)}
    },
  }
}
