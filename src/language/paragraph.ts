import type {Paragraph as ParagraphNode} from 'nlcst'
import {sentencesOf, type Sentence} from './sentences.js'
import {tokensOf, type Token} from './tokens.js'
import {treeOf} from './tree.js'
import {isPlain, toSource, type SourceMap} from './source-map.js'

export type BlockKind = 'paragraph' | 'heading' | 'list-item' | 'quote' | 'table-cell' | 'footnote' | 'alt'

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
  /** The nlcst tree; its positions index `text`. Slow: first see from the text whether it is needed. */
  node: ParagraphNode
  /** The place in the source of `text.slice(start, end)`; `start < end`. */
  span(start: number, end: number): {start: number; end: number}
  /** Whether a span of the source that lies in this paragraph can be replaced without losing markup. */
  isPlain(span: {start: number; end: number}): boolean
}

export function createParagraph(block: Block): Paragraph {
  const {kind, text, map} = block
  let tokens: Token[] | undefined
  let sentences: Sentence[] | undefined
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
    get node() {
      node ??= treeOf(text)
      return node
    },
    span: (start, end) => toSource(map, text.length, start, end),
    isPlain: (span) => isPlain(map, text, span),
  }
  return paragraph
}
