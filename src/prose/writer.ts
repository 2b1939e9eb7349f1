import type {Block, BlockKind} from '../language/paragraph.js'
import {type BlockBuilder, type Comment, createBlockBuilder, type Prose} from './prose.js'
import type {Hole} from './shortcodes.js'

/**
 * Writes the prose of a marked-up source into blocks. White space that holds a line end becomes one line end, and that
 * at the edges of a block is dropped; so a block never holds a blank line. All offsets are those of the source, and
 * whatever lies before the end of what was written last is left out, so that places only grow.
 */
export type Writer = {
  /** Adds source characters, without the shortcodes in them. */
  copy(start: number, end: number): void
  /** Adds text that stands for a place in the source. */
  put(text: string, start: number, end: number): void
  /** Adds the mark for code, a URL or a formula. */
  opaque(start: number, end: number): void
  /** Adds the mark for an image or the like, which counts only where words stand on both sides of it. */
  picture(start: number, end: number): void
  /** Adds a line break. The second of two in a row ends the block. */
  lineBreak(start: number, end: number): void
  /** Adds a comment, even while muted. */
  comment(comment: Comment): void
  /** Ends the current block. */
  endBlock(): void
  /** Ends the current block; those that follow have this kind, up to the call of `leave`. */
  enter(kind: BlockKind): void
  leave(): void
  /** What is written from here up to `endAlt` is a block of its own, put behind the current one. */
  startAlt(): void
  endAlt(): void
  /** While true, nothing is written. */
  muted: boolean
  prose: Prose
}

/** Characters not yet written, for what comes next decides about them. */
type Waiting = {what: 'space' | 'break' | 'picture'; start: number; end: number}

type Page = {builder: BlockBuilder; waiting: Waiting[]; empty: boolean; at: number}

const space = /[ \t\n\f\r]/
const spaces = /[ \t\n\f\r]+/g

/** @param holes The shortcodes of the source, in order. */
export function createWriter(source: string, holes: readonly Hole[]): Writer {
  const prose: Prose = {blocks: [], comments: []}
  const kinds: BlockKind[] = []
  let page = createPage(0)
  let outer: Page | undefined
  let alts: Block[] = []

  function createPage(at: number): Page {
    return {builder: createBlockBuilder(source), waiting: [], empty: true, at}
  }

  /** Index of the first hole that ends after `at`. */
  function holeAfter(at: number): number {
    let low = 0
    let high = holes.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((holes[middle] as Hole).end <= at) low = middle + 1
      else high = middle
    }
    return low
  }

  function wait(what: Waiting['what'], start: number, end: number) {
    if (end > start && start >= page.at) page.waiting.push({what, start, end})
  }

  /** Writes what waits before the words that begin at `next` with `first`. */
  function settle(next: number, first: string) {
    const {waiting} = page
    if (waiting.length === 0) return
    page.waiting = []
    // A picture before the first word is decoration, unless the sentence plainly began with it.
    if (page.empty && !/^\p{Ll}/u.test(first)) return
    let gap: Waiting | undefined
    for (const [index, item] of waiting.entries()) {
      if (item.what === 'picture') {
        if (gap && !page.empty) writeSpace(gap)
        gap = undefined
        page.builder.opaque(item.start, item.end)
        page.empty = false
        continue
      }
      // Indentation that the parser took away belongs to the white space before it.
      const limit = waiting[index + 1]?.start ?? next
      let end = item.end
      while (end < limit && space.test(source[end] as string)) end++
      const grown = end === limit ? {...item, end} : item
      if (!gap) gap = grown
      else if (gap.end === grown.start && gap.what === 'space' && grown.what === 'space') gap = {...gap, end: grown.end}
      else if (gap.what !== 'break' && (grown.what === 'break' || !hasLineEnd(gap))) gap = grown
    }
    if (gap && !page.empty) writeSpace(gap)
  }

  function hasLineEnd({start, end}: Waiting): boolean {
    return /[\r\n]/.test(source.slice(start, end))
  }

  function writeSpace(item: Waiting) {
    const {what, start, end} = item
    const value = source.slice(start, end)
    if (what === 'break') page.builder.put('\n', start, end)
    else if (value.length === 1 || /^[ \t\f]+$/.test(value)) page.builder.copy(start, end)
    else page.builder.put(hasLineEnd(item) ? '\n' : ' ', start, end)
  }

  function written(end: number) {
    page.empty = false
    page.at = end
  }

  function copyWords(start: number, end: number) {
    settle(start, source.slice(start, start + 2))
    page.builder.copy(start, end)
    written(end)
  }

  /** Copies what has no holes. */
  function copyPlain(from: number, to: number) {
    let start = Math.max(from, page.at)
    let end = to
    while (start < end && space.test(source[start] as string)) start++
    while (end > start && space.test(source[end - 1] as string)) end--
    wait('space', Math.max(from, page.at), start)
    if (start === end) return
    const value = source.slice(start, end)
    let at = start
    if (/[\r\n]/.test(value)) {
      for (const match of value.matchAll(spaces)) {
        if (!/[\r\n]/.test(match[0])) continue
        const line = start + match.index
        copyWords(at, line)
        at = line + match[0].length
        wait('space', line, at)
      }
    }
    copyWords(at, end)
    wait('space', end, to)
  }

  function show({start, end, shows, inner}: Hole) {
    if (shows === 'value') writer.opaque(start, end)
    else if (shows === 'tag') writer.picture(start, end)
    else if (shows === 'break') writer.endBlock()
    else if (inner) writer.comment({start, end, text: source.slice(...inner).trim()})
  }

  function inHole(at: number): boolean {
    return ((holes[holeAfter(at)] as Hole | undefined)?.start ?? Infinity) <= at
  }

  const writer: Writer = {
    prose,
    muted: false,
    copy(start, end) {
      if (writer.muted) return
      let at = start
      for (let index = holeAfter(at); index < holes.length; index++) {
        const hole = holes[index] as Hole
        if (hole.start >= end) break
        if (hole.start > at) copyPlain(at, hole.start)
        if (hole.start >= start) show(hole)
        at = hole.end
      }
      if (at < end) copyPlain(at, end)
    },
    put(text, start, end) {
      if (writer.muted || start < page.at || inHole(start)) return
      if (space.test(text) && text.trim() === '') return wait('space', start, end)
      settle(start, text)
      page.builder.put(text, start, end)
      written(end)
    },
    opaque(start, end) {
      if (writer.muted || start < page.at) return
      settle(start, '')
      page.builder.opaque(start, end)
      written(end)
    },
    picture(start, end) {
      if (!writer.muted) wait('picture', start, end)
    },
    lineBreak(start, end) {
      if (writer.muted) return
      if (page.waiting.some(({what}) => what === 'break')) writer.endBlock()
      else wait('break', start, end)
    },
    comment(comment) {
      prose.comments.push(comment)
    },
    endBlock() {
      if (outer) return
      const block = page.builder.build(kinds.at(-1) ?? 'paragraph')
      if (block) prose.blocks.push(block)
      for (const alt of alts) prose.blocks.push(alt)
      alts = []
      page = createPage(page.at)
    },
    enter(kind) {
      writer.endBlock()
      kinds.push(kind)
    },
    leave() {
      writer.endBlock()
      kinds.pop()
    },
    startAlt() {
      if (outer) return
      outer = page
      page = createPage(page.at)
    },
    endAlt() {
      if (!outer) return
      const alt = page.builder.build('alt')
      if (alt) alts.push(alt)
      page = outer
      outer = undefined
    },
  }
  return writer
}
