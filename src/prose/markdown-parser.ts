import {parse, postprocess, preprocess} from 'micromark'
import {frontmatter} from 'micromark-extension-frontmatter'
import {gfm} from 'micromark-extension-gfm'
import {math} from 'micromark-extension-math'
import {mdxjs} from 'micromark-extension-mdxjs'

/** A token that begins or ends. Its offsets count from the beginning of its section, without a byte order mark. */
export type Event = ReturnType<typeof postprocess>[number]

/** Blocks of a source that are parsed alike whatever stands around them. */
export type Section = {
  /** What is to be added to the offsets of the events to get those of the source. */
  shift: number
  /** Where the section begins in the source. */
  start: number
  events: readonly Event[]
  /** The labels that are defined in it. */
  labels: string
}

/** A parsed source, and what is needed to parse it again after an edit. */
export type Parsed = {
  source: string
  sections: readonly Section[]
  /** Identifiers of the definitions and the footnotes, which decide all over the source what is a link. */
  defined: readonly string[]
  footnotes: readonly string[]
  /** Whether emphasis was left out. */
  crowded: boolean
}

type Names = Pick<Parsed, 'defined' | 'footnotes'>

const inside = [gfm(), math({singleDollarTextMath: false})]
const whole = [...inside, frontmatter(['yaml', 'toml'])]
const mdx = [...whole, mdxjs()]

/** More marks of emphasis than this in one paragraph are no emphasis, and the parser takes quadratic time to pair them. */
const mostMarks = 2000
const withoutEmphasis = {disable: {null: ['attention', 'strikethrough']}}

/** Front matter that is closed. Where it is not, the parser would take no line behind it for a quotation or a list. */
const matter = /^\uFEFF?(---|\+\+\+)[ \t]*(?:\r\n?|\n)(?:[\s\S]*?(?:\r\n?|\n))??\1[ \t]*(?:[\r\n]|$)/

/**
 * Parses MDX.
 *
 * @returns undefined when there are errors in it, or it is nested so deep that the parser overflows the stack.
 */
export function parseMdx(source: string): Parsed | undefined {
  return parseAll(source, mdx)
}

/**
 * Parses Markdown.
 *
 * @param before What the source was before an edit: its sections that are as they were are not parsed again.
 * @returns undefined when the source is nested so deep that the parser overflows the stack.
 */
export function parseMarkdown(source: string, before?: Parsed | undefined): Parsed | undefined {
  return (before && reparse(source, before)) ?? parseAll(source, matter.test(source) ? whole : inside)
}

function parseAll(source: string, extensions: typeof whole): Parsed | undefined {
  const crowded = isCrowded(source)
  const found = run(source, crowded ? [...extensions, withoutEmphasis] : extensions, {defined: [], footnotes: []})
  return (
    found && {
      source,
      sections: split(source, found.events, 0),
      defined: found.defined,
      footnotes: found.footnotes,
      crowded,
    }
  )
}

/** Whether a paragraph has more marks of emphasis than prose has. */
function isCrowded(source: string): boolean {
  let count = 0
  for (const [found] of source.matchAll(/[*_~]+|\n[ \t]*(?=\r?\n)/g)) {
    count = found.startsWith('\n') ? 0 : count + 1
    if (count > mostMarks) return true
  }
  return false
}

function run(source: string, extensions: typeof whole, names: Names): (Names & {events: Event[]}) | undefined {
  const parser = parse({extensions})
  parser.defined.push(...names.defined)
  parser.gfmFootnotes = [...names.footnotes]
  try {
    const events = postprocess(parser.document().write(preprocess()(source, undefined, true)))
    return {events, defined: parser.defined, footnotes: parser.gfmFootnotes}
  } catch {
    return undefined
  }
}

/**
 * Parses the sections that an edit touches. The parser goes from line to line, so what it makes of a line depends on
 * what comes before, but for front matter, whose end it looks for. Where a section begins, in a line behind a blank one
 * and in no container, it is as at the beginning; so what follows is as it was when the edit is over and a section
 * begins where one began before.
 *
 * @returns undefined where the whole source has to be parsed.
 */
function reparse(source: string, before: Parsed): Parsed | undefined {
  const {sections, defined, footnotes, crowded} = before
  if (crowded || isCrowded(source)) return undefined
  const same = commonPrefix(source, before.source)
  const behind = before.source.length - commonSuffix(source, before.source, same)
  const by = source.length - before.source.length
  const touched = sections.findLastIndex(({start}) => start <= same)
  // Whether a section begins in a line depends on that line too: the one before the edit is parsed again.
  const first = Math.max(0, touched - 1)
  const start = sections[first]?.start ?? 0
  if (start === 0 && /^\uFEFF?(?:---|\+\+\+)/.test(source)) return undefined
  let last = sections.findIndex(({start}) => start >= behind && start > same)
  for (let reach = 1; last !== -1; reach *= 2) {
    const next = sections[last + 1]?.start ?? before.source.length
    const found = run(source.slice(start, next + by), inside, {defined, footnotes})
    if (!found) return undefined
    const parsed = split(source, found.events, start)
    const end = (sections[last] as Section).start + by
    const at = parsed.findIndex((section) => section.start === end)
    if (at !== -1) {
      const old = sections.slice(first, last)
      const now = parsed.slice(0, at)
      // A label that comes or goes makes links, or unmakes them, all over the source.
      if (labelsOf(old) !== labelsOf(now)) return undefined
      const moved = sections.slice(last).map((section) => ({
        ...section,
        start: section.start + by,
        shift: section.shift + by,
      }))
      return {source, sections: [...sections.slice(0, first), ...now, ...moved], defined, footnotes, crowded}
    }
    last = last + reach < sections.length ? last + reach : -1
  }
  return undefined
}

function labelsOf(sections: readonly Section[]): string {
  return sections.map(({labels}) => labels).join('')
}

/** @param start Where the parsed part begins in the source. */
function split(source: string, events: readonly Event[], start: number): Section[] {
  const mark = source.charCodeAt(start) === 0xfeff ? 1 : 0
  const shift = start + mark
  const sections: Section[] = []
  let from = 0
  let sectionStart = start
  let depth = 0
  let afterBlank = false
  let labels = ''
  const close = (to: number) => {
    if (to > from) sections.push({shift, start: sectionStart, events: events.slice(from, to), labels})
    labels = ''
    from = to
  }
  for (let index = 0; index < events.length; index++) {
    const [step, token] = events[index] as Event
    const type: string = token.type
    if (step === 'exit') {
      depth--
      if (depth === 0) afterBlank = type === 'lineEndingBlank'
      continue
    }
    const at = token.start.offset + shift
    if (depth === 0 && afterBlank && token.start.column === 1 && source.charCodeAt(at) !== 0xfeff) {
      close(index)
      sectionStart = at
    }
    if (type === 'definitionLabelString' || type === 'gfmFootnoteDefinitionLabelString') {
      labels += `${type[0]}${source.slice(at, token.end.offset + shift)}\n\n`
    }
    depth++
  }
  close(events.length)
  return sections
}

function commonPrefix(one: string, other: string): number {
  const most = Math.min(one.length, other.length)
  let length = 0
  while (length < most && one.charCodeAt(length) === other.charCodeAt(length)) length++
  return length
}

/** @param prefix Length of the common beginning, which the common end does not reach into. */
function commonSuffix(one: string, other: string, prefix: number): number {
  const most = Math.min(one.length, other.length) - prefix
  let length = 0
  while (length < most && one.charCodeAt(one.length - 1 - length) === other.charCodeAt(other.length - 1 - length)) {
    length++
  }
  return length
}
