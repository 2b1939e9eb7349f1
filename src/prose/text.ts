import type {Block} from '../language/paragraph.js'
import {type Comment, createBlockBuilder, type Prose} from './prose.js'

type Line = {start: number; end: number; indent: number}

/** A text whose lines are longer than this was not wrapped by hand: each line is a paragraph. */
const widest = 132

/**
 * Reads plain text. Paragraphs are separated by blank lines; inside such a group a line goes on with the one before it
 * where the text was wrapped, and is a paragraph of its own where it was not.
 */
export function readText(source: string): Prose {
  const comments = commentsOf(source)
  const groups = withoutComments(groupsOf(source), comments)
  const width = widthOf(groups)
  const blocks: Block[] = []
  let seen = 0
  for (const group of groups) {
    let from = 0
    for (let index = 1; index <= group.length; index++) {
      if (index < group.length && continues(source, group, index, width)) continue
      const lines = group.slice(from, index)
      while ((comments[seen]?.end ?? Infinity) <= (lines[0] as Line).start) seen++
      const block = blockOf(source, lines, comments, seen)
      if (block) blocks.push(block)
      from = index
    }
  }
  return {blocks, comments}
}

function commentsOf(source: string): Comment[] {
  const comments: Comment[] = []
  for (let start = source.indexOf('<!--'); start !== -1; ) {
    const close = source.indexOf('-->', start + 4)
    if (close === -1) break
    comments.push({start, end: close + 3, text: source.slice(start + 4, close).trim()})
    start = source.indexOf('<!--', close + 3)
  }
  return comments
}

/** The lines of a text without their ends, in groups between blank lines. */
function groupsOf(source: string): Line[][] {
  const groups: Line[][] = []
  let group: Line[] = []
  let start = source.charCodeAt(0) === 0xfeff ? 1 : 0
  while (start <= source.length) {
    const end = lineEnd(source, start)
    let first = start
    while (first < end && isSpace(source.charCodeAt(first))) first++
    let last = end
    while (last > first && isSpace(source.charCodeAt(last - 1))) last--
    if (first < last) {
      group.push({start: first, end: last, indent: first - start})
    } else if (group.length > 0) {
      groups.push(group)
      group = []
    }
    start = source[end] === '\r' && source[end + 1] === '\n' ? end + 2 : end + 1
  }
  if (group.length > 0) groups.push(group)
  return groups
}

/** The groups without the lines that hold nothing but comments: those stand between lines that belong together. */
function withoutComments(groups: Line[][], comments: readonly Comment[]): Line[][] {
  if (comments.length === 0) return groups
  let seen = 0
  return groups
    .map((group) =>
      group.filter(({start, end}) => {
        while ((comments[seen]?.end ?? Infinity) <= start) seen++
        const comment = comments[seen]
        return comment === undefined || comment.start > start || comment.end < end
      }),
    )
    .filter((group) => group.length > 0)
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 0xa0 || code === 11 || code === 12
}

function lineEnd(source: string, start: number): number {
  let end = start
  while (end < source.length && source[end] !== '\n' && source[end] !== '\r') end++
  return end
}

/** The width at which a text was wrapped by hand, or 0 where it was not: the length that most of its longest lines have. */
function widthOf(groups: readonly Line[][]): number {
  const lengths = groups
    .flatMap((group) => (group.length > 1 ? group.slice(0, -1) : []))
    .map((line) => line.indent + line.end - line.start)
    .sort((a, b) => a - b)
  const width = lengths[Math.floor(lengths.length * 0.95)] ?? 0
  return width <= widest ? width : 0
}

/** Whether a line of a group goes on with the paragraph of the line before it. */
function continues(source: string, group: readonly Line[], index: number, width: number): boolean {
  const line = group[index] as Line
  const before = group[index - 1] as Line
  if (width === 0) return false
  const start = source.slice(line.start, line.start + 12)
  if (/^(?:[-*•–·]\s|\d{1,3}[.)]\s|#{1,6}\s|>)/.test(start)) return false
  if (line.indent > before.indent + 1 && index > 1) return false
  if (/^\p{Ll}/u.test(start)) return true
  // A line was wrapped where its next word would not have fitted; a hand breaks earlier only by a little.
  const space = source.slice(line.start, line.end).search(/\s/)
  const word = space === -1 ? line.end - line.start : space
  return before.indent + before.end - before.start + 1 + word > width * 0.85
}

/** Makes a block of lines, with one line end between them, without the comments, of which `seen` end before it. */
function blockOf(
  source: string,
  lines: readonly Line[],
  comments: readonly Comment[],
  seen: number,
): Block | undefined {
  const builder = createBlockBuilder(source)
  let next = seen
  lines.forEach((line, index) => {
    const before = lines[index - 1]
    if (before) builder.put('\n', before.end, line.start)
    let from = line.start
    for (let comment = comments[next]; comment && comment.start < line.end; comment = comments[next]) {
      builder.copy(from, Math.max(from, comment.start))
      from = Math.max(from, Math.min(line.end, comment.end))
      if (comment.end > line.end) break
      next++
    }
    builder.copy(from, line.end)
  })
  return builder.build('paragraph')
}
