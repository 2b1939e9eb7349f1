import type {Block, BlockKind} from '../../language/paragraph.js'
import {OPAQUE} from '../../language/source-map.js'
import type {Format} from '../../rule.js'

/** A piece of the source that a reader sees. */
export type Piece = {
  start: number
  end: number
  /** What is seen, where that is not the source itself: the character of an entity. */
  text?: string
  /** No prose, but part of a sentence: code, a URL, a formula. */
  code?: boolean
  /** The first one of a table cell that is not the first of its row. */
  cell?: boolean
}

/** A part of the page: a paragraph and its like, a row of a table, or what stands between them. */
export type Stretch = {
  kind: BlockKind | 'row' | 'other'
  start: number
  end: number
  /** In the order of the source, without overlaps. What stands between them is markup. */
  pieces: Piece[]
  /** The bullet or number of a list item. */
  marker?: string
}

/** Markup before or after a paragraph on the same line is part of it, unless there is as much as that. */
const longestMarkup = 200

/**
 * Lays out a source as it reads: its paragraphs without markup.
 *
 * @returns Stretches that cover the whole source, in order.
 */
export function layoutOf(source: string, blocks: readonly Block[], format: Format): Stretch[] {
  const stretches: Stretch[] = []
  for (const block of blocksInOrder(source, blocks, format)) {
    const last = stretches.at(-1)
    if (last && block.start < last.end) {
      // An image's alternative text inside a paragraph.
      for (const piece of block.pieces) last.pieces.push(piece)
      last.end = Math.max(last.end, block.end)
    } else if (last && block.kind === 'table-cell' && sameRow(source.slice(last.end, block.start), last, format)) {
      last.kind = 'row'
      for (const [index, piece] of block.pieces.entries())
        last.pieces.push(index === 0 ? {...piece, cell: true} : piece)
      last.end = block.end
    } else {
      addBetween(stretches, source, block.start)
      const start = stretches.at(-1)?.end ?? 0
      const marker = block.kind === 'list-item' ? markerOf(source.slice(start, block.start), format) : undefined
      stretches.push({...block, start, ...(marker === undefined ? {} : {marker})})
    }
  }
  addBetween(stretches, source, source.length)
  return stretches.map((stretch) => ({...stretch, pieces: seenOf(source, stretch, format)}))
}

function blocksInOrder(source: string, blocks: readonly Block[], format: Format): Stretch[] {
  const found: Stretch[] = []
  for (const {kind, text, map} of blocks) {
    const pieces: Piece[] = []
    let start = source.length
    let end = 0
    for (let index = 0; index < map.length; index += 3) {
      const piece = pieceOf(source, text.slice(map[index], map[index + 3]), map[index + 1] ?? 0, map[index + 2] ?? 0)
      if (piece.end <= piece.start) continue
      pieces.push(format === 'html' && piece.code ? {...piece, text: withoutTags(source, piece)} : piece)
      start = Math.min(start, piece.start)
      end = Math.max(end, piece.end)
    }
    if (pieces.length > 0) found.push({kind, start, end, pieces})
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end)
}

function pieceOf(source: string, text: string, start: number, end: number): Piece {
  const raw = source.slice(start, end)
  if (text === OPAQUE && raw !== OPAQUE) {
    const inner = /^(`+)([^`]+)\1$/.exec(raw)?.[2] ?? /^<([^<>\s]*[:@][^<>\s]*)>$/.exec(raw)?.[1]
    return {start, end, code: true, ...(inner === undefined ? {} : {text: inner})}
  }
  return text === raw ? {start, end} : {start, end, text}
}

function withoutTags(source: string, {start, end}: Piece): string {
  return source.slice(start, end).replace(/<[^<>]*>/g, '')
}

function sameRow(between: string, {kind}: Stretch, format: Format): boolean {
  if (kind !== 'table-cell' && kind !== 'row') return false
  return format === 'html' ? !/<\/?(?:tr|table)\b/i.test(between) : !/[\r\n]/.test(between)
}

/** Adds what stands before a paragraph that starts at `until`, except the markup on its own line. */
function addBetween(stretches: Stretch[], source: string, until: number): void {
  const last = stretches.at(-1)
  const start = last?.end ?? 0
  const between = source.slice(start, until)
  const tail = last ? tailOf(between, last) : 0
  if (last) last.end += tail
  const lastBreak = Math.max(between.lastIndexOf('\n'), between.lastIndexOf('\r'))
  const lead = until < source.length && between.length - lastBreak - 1 <= longestMarkup ? lastBreak + 1 : between.length
  if (lead > tail) stretches.push({kind: 'other', start: start + tail, end: start + lead, pieces: []})
}

/** The line under a heading or the head of a table. */
const underline = /^[^\r\n]*(?:\r\n?|\n)[ \t:|=-]+(?=[\r\n])/

/** How much of what follows a paragraph is markup that belongs to it. */
function tailOf(between: string, {kind}: Stretch): number {
  if (kind === 'heading' || kind === 'row' || kind === 'table-cell') {
    const found = underline.exec(between)
    if (found) return found[0].length
  }
  const lineEnd = between.search(/[\r\n]/)
  return lineEnd >= 0 && lineEnd <= longestMarkup ? lineEnd : 0
}

function markerOf(before: string, format: Format): string | undefined {
  if (format === 'html') return /<li\b/i.test(before) ? '•' : undefined
  const marker = /(?:^|\s)([-*+•]|\d{1,9}[.)])[ \t]/.exec(before)?.[1]
  return marker && /[-*+]/.test(marker) ? '•' : marker
}

function seenOf(source: string, {kind, start, end, pieces}: Stretch, format: Format): Piece[] {
  // A text has no markup: all of it is seen, its indents and line ends too.
  if (kind === 'other' || format === 'text') return [withoutBlankLines(source, start, end)]
  const kept: Piece[] = []
  for (const piece of pieces.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1)
    if (last && piece.start < last.end) {
      // The words of an image say more than its address.
      if (!last.code) continue
      kept.pop()
    }
    kept.push(piece)
  }
  return kept
}

function withoutBlankLines(source: string, start: number, end: number): Piece {
  const [lead = ''] = /^\uFEFF?(?:[ \t]*[\r\n]+)*/.exec(source.slice(start, end)) ?? []
  const from = start + lead.length
  let to = end
  while (to > from && ' \t\r\n'.includes(source[to - 1] as string)) to--
  return {start: from, end: to}
}
