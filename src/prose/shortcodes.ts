import type {Format} from '../rule.js'

/**
 * A place where another program reads the source before Markdown or HTML does. `value`: stands for words (`{{ name }}`).
 * `tag`: may or may not show something. `nothing`: shows nothing. `break`: shows nothing and ends the paragraph.
 * `comment`: a comment of the format, whose text is that of the source from `inner[0]` to `inner[1]`.
 */
export type Hole = {
  start: number
  end: number
  shows: 'value' | 'tag' | 'nothing' | 'break' | 'comment'
  inner?: readonly [number, number]
}

/** What stands before a block at the start of a line: indentation and the marks of block quotes. */
const prefix = '^[ \\t]*(?:>[ \\t]*)*'

const patterns = {
  // {# comment #}, {#id}, {.class}, {: .class}
  attributes: '\\{(?:[#:]|\\.[a-z])[^{}\\r\\n`]*\\}',
  templateComment: '\\{#[^{}\\r\\n]*#\\}',
  headingId: '\\{#[^{}\\r\\n`]*\\}',
  braces: '\\{\\{|\\{%',
  // As in Pandoc: no space inside the dollars, no digit after the second, so that $5 and $10 are prices.
  math: '(?<![\\\\$\\w])\\$(?![\\s$])[^$`\\r\\n]*(?<![\\s\\\\])\\$(?![\\w$])',
  emoji: '(?<![\\w:/]):[a-z][\\w+-]*:(?![\\w:])',
  // :::note, ::::, ::youtube{#id}
  directive: `${prefix}(?::{3,}[^\\r\\n]*|::[a-z][\\w-]*(?:[[{][^\\r\\n]*)?$)`,
  contents: `${prefix}(?:\\[\\[?_?toc_?\\]\\]?|\\$\\{toc\\}|@\\[toc\\][^\\r\\n]*)[ \\t]*$`,
  // > [!NOTE]
  alert: '^[ \\t]*>[ \\t>]*\\[![a-z]+\\][+-]?',
  // !!! note "Title"
  admonition: '^[ \\t]*(?:!!!|\\?\\?\\?)\\+?[ \\t]+[a-z][^\\r\\n]*',
  htmlComment: '<!--',
  mdxComment: '\\{/\\*',
  expression: '\\{[^{}\\r\\n`]*\\}',
  module: '^(?:import\\b[^\\r\\n]*[\'"]|export[ \\t]+(?:default|const|let|var|function|async|class|\\{|\\*))',
} as const

type Pattern = keyof typeof patterns

const markdown: Pattern[] = ['directive', 'contents', 'alert', 'admonition', 'braces', 'attributes', 'math', 'emoji']

type Reader = Exclude<Format, 'text'> | 'broken-mdx'

const byReader: Record<Reader, RegExp> = {
  markdown: compile(markdown),
  mdx: compile(['directive', 'contents', 'headingId', 'math', 'emoji', 'htmlComment']),
  html: compile(['braces', 'templateComment']),
  'broken-mdx': compile(['module', 'mdxComment', ...markdown, 'expression']),
}

function compile(names: Pattern[]): RegExp {
  return new RegExp(names.map((name) => `(?<${name}>${patterns[name]})`).join('|'), 'gim')
}

/** Blocks of these hold code or a comment, not prose; all that stands up to their end belongs to them. */
const codeBlock = /^\{[{%][<%-]?\s*(highlight|codeblock|code|mermaid|katex|math|comment)\b/i

/**
 * Finds what is no Markdown or HTML but shortcodes, template tags, directives and the like, in order and without
 * overlap. Linear in the length of the source.
 *
 * @param reader `broken-mdx` is MDX that is read as Markdown since it does not parse.
 */
export function findHoles(source: string, reader: Reader): Hole[] {
  if (source.charCodeAt(0) !== 0xfeff) return holesOf(source, reader)
  // With the byte order mark before it, the first line would not begin at a line start.
  return holesOf(source.slice(1), reader).map(({start, end, inner, ...hole}) => ({
    ...hole,
    start: start + 1,
    end: end + 1,
    ...(inner ? {inner: [inner[0] + 1, inner[1] + 1] as const} : {}),
  }))
}

function holesOf(source: string, reader: Reader): Hole[] {
  const pattern = new RegExp(byReader[reader])
  const blank = finder(source, /(?:\n|\r(?!\n))[ \t]*(?:\r?\n|\r)/g)
  const fence = finder(source, /^[ \t>]*(?:```|~~~)/gm)
  const closers = new Map<string, (from: number) => number>()
  const holes: Hole[] = []

  /** Index of the first `closer` at or after `from`, or -1. Each closer is sought from left to right only. */
  function find(closer: string, from: number): number {
    let search = closers.get(closer)
    if (!search) {
      search = finder(source, new RegExp(closer, 'gi'))
      closers.set(closer, search)
    }
    return search(from)
  }

  function braces(start: number): Hole | undefined {
    const sign = source[start + 2]
    const double = source[start + 1] === '{'
    const closer = !double ? '%\\}' : sign === '<' ? '>\\}\\}' : sign === '%' ? '%\\}\\}' : '\\}\\}'
    const close = find(closer, start + 2)
    if (close === -1) return undefined
    const gap = blank(start)
    const tick = find('`|-->|<!--', start)
    if ((gap !== -1 && gap < close) || (tick !== -1 && tick < close)) return undefined
    let end = close + (closer === '%\\}' || closer === '\\}\\}' ? 2 : 3)
    if (closer === '\\}\\}' && source[end] === '}') end++
    const code = codeBlock.exec(source.slice(start, start + 64))?.[1]?.toLowerCase()
    const last = code ? find(`\\{[{%][<%-]?\\s*(?:end|/\\s*)${code}\\b`, end) : -1
    const fenced = fence(start)
    if (last !== -1 && source[start - 1] !== '`' && (fenced === -1 || fenced > last)) {
      const after = find('%\\}\\}|>\\}\\}|\\}\\}|%\\}', last + 2)
      if (after !== -1) return {start, end: after + (source[after + 2] === '}' ? 3 : 2), shows: 'nothing'}
    }
    return {start, end, shows: closer === '\\}\\}' && !/[#/!>&^]/.test(sign ?? '') ? 'value' : 'tag'}
  }

  function comment(start: number, open: number, closer: string, width: number): Hole | undefined {
    if (source[start - 1] === '`') return undefined
    const close = find(closer, start + open)
    return close === -1 ? undefined : {start, end: close + width, shows: 'comment', inner: [start + open, close]}
  }

  for (let match = pattern.exec(source); match; match = pattern.exec(source)) {
    const groups = match.groups as Partial<Record<Pattern, string>>
    const end = pattern.lastIndex
    const start = match.index + (/^[ \t>]*/.exec(match[0])?.[0].length ?? 0)
    let hole: Hole | undefined
    if (groups.braces !== undefined) hole = braces(start)
    else if (groups.htmlComment !== undefined) hole = comment(start, 4, '-->', 3)
    else if (groups.mdxComment !== undefined) hole = comment(start, 3, '\\*/\\}', 3)
    else if (groups.module !== undefined) {
      const gap = blank(start)
      hole = {start, end: gap === -1 ? source.length : Math.max(gap, end), shows: 'nothing'}
    } else if (groups.math !== undefined || groups.expression !== undefined) hole = {start, end, shows: 'value'}
    else if (groups.emoji !== undefined) hole = {start, end, shows: 'tag'}
    else if (groups.alert !== undefined || groups.admonition !== undefined) hole = {start, end, shows: 'break'}
    else hole = {start, end, shows: 'nothing'}
    if (!hole) continue
    holes.push(hole)
    pattern.lastIndex = hole.end
  }
  return holes
}

/**
 * The source with its holes filled, so that a parser does not read markup into them; no offset changes. What may show
 * something becomes a word of `x`, what shows nothing becomes spaces, which makes a line of its own a blank line.
 */
export function fillHoles(source: string, holes: readonly Hole[]): string {
  let filled = ''
  let at = 0
  for (const {start, end, shows} of holes) {
    const filler = shows === 'nothing' ? ' ' : 'x'
    filled += source.slice(at, start) + source.slice(start, end).replace(/[^\r\n]/g, filler)
    at = end
  }
  return filled + source.slice(at)
}

/** Makes a search for the first match at or after an index, linear in all as long as the indices only grow. */
function finder(source: string, pattern: RegExp): (from: number) => number {
  let found = -2
  return (from) => {
    if (found === -1 || found >= from) return found
    pattern.lastIndex = from
    found = pattern.exec(source)?.index ?? -1
    return found
  }
}
