import type {Block, BlockKind} from '../language/paragraph.js'
import {OPAQUE} from '../language/source-map.js'
import type {Parsed} from './markdown-parser.js'

/** A comment of the format; `text` is what stands between its delimiters, trimmed. */
export type Comment = {start: number; end: number; text: string}

/** What of a file is prose. */
export type Prose = {
  /** In the order of their place in the source. A block inside another (an image's alt text) comes after it. */
  blocks: Block[]
  comments: Comment[]
}

/** What is kept of a source to read it sooner after an edit. */
export type ProseMemory = {markdown?: Parsed | undefined}

/**
 * Builds the text of one block out of pieces of the source, keeping where each came from. Pieces are added in the order
 * of the text. A block is one paragraph, so line ends become part of it only as the white space that they are; a blank
 * line never does.
 */
export type BlockBuilder = {
  /** Adds source characters as they stand. */
  copy(start: number, end: number): void
  /** Adds text that stands for a place in the source: the character of an entity, the space of a `<br>`. */
  put(text: string, start: number, end: number): void
  /** Adds the mark for something in the sentence that is no prose: code, a URL, a formula. */
  opaque(start: number, end: number): void
  /** The block, or undefined when nothing but white space was added. */
  build(kind: BlockKind): Block | undefined
}

// A URL or e-mail address written out. Ends before closing punctuation, so that the sentence keeps its full stop.
const address =
  /\b(?:https?|ftp|file|mailto|git|ssh):(?:\/\/)?[^\s<>"“”]+|\bwww\.[^\s<>"“”]+|\b[\w.+%-]{1,64}@[\w-]+(?:\.[\w-]+)+/gi
const trailing = /[.,;:!?'’)\]}*_]+$/

export function createBlockBuilder(source: string): BlockBuilder {
  let text = ''
  const map: number[] = []

  /** A copy that continues the copy before it belongs to the same piece. */
  function copyPiece(start: number, end: number) {
    if (end <= start) return
    const last = map.length - 3
    const continues =
      last >= 0 && map[last + 2] === start && start - (map[last + 1] as number) === text.length - (map[last] as number)
    if (continues) map[last + 2] = end
    else map.push(text.length, start, end)
    text += source.slice(start, end)
  }

  const builder: BlockBuilder = {
    copy(start, end) {
      const value = source.slice(start, end)
      let from = 0
      if (value.includes(':') || value.includes('@') || value.includes('www.')) {
        for (const match of value.matchAll(address)) {
          const length = match[0].replace(trailing, '').length
          copyPiece(start + from, start + match.index)
          builder.opaque(start + match.index, start + match.index + length)
          from = match.index + length
        }
      }
      copyPiece(start + from, end)
    },
    put(value, start, end) {
      if (value === '') return
      map.push(text.length, start, end)
      text += value
    },
    opaque(start, end) {
      builder.put(OPAQUE, start, end)
    },
    build(kind) {
      return /\S/.test(text) ? {kind, text, map} : undefined
    },
  }
  return builder
}
