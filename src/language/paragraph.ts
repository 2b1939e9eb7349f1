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

/** A block as rules see it. What takes time is worked out once, when the first rule asks. */
export type Paragraph = {
  kind: BlockKind
  /** What a reader sees; all indices that rules handle are indices of this text, in UTF-16 code units. */
  text: string
  tokens: readonly Token[]
  sentences: readonly Sentence[]
  quotations: Quotations
  /** The nlcst tree; its positions index `text`. Slow: first see from the text whether it is needed. */
  node: ParagraphNode
  /** The place in the source of `text.slice(start, end)`; `start < end`. */
  span(start: number, end: number): Span
}

export function createParagraph(block: Block): Paragraph {
  const {kind, text, map} = block
  let tokens: Token[] | undefined
  let sentences: Sentence[] | undefined
  let quotations: Quotations | undefined
  let node: ParagraphNode | undefined
  const paragraph: Paragraph = {
    kind,
    text,
    get tokens() {
      tokens ??= tokensOf(text)
      return tokens
    },
    get sentences() {
      sentences ??= sentencesOf(text, paragraph.tokens)
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
    span(start, end) {
      return {...toSource(map, text.length, start, end), plain: isPlain(map, text, start, end)}
    },
  }
  return paragraph
}
