import type {BlockKind} from '../language/paragraph.js'
import {createMarkupReader, decodeReference, type MarkupReader, type Stretch, type Tag} from './html.js'
import {type Event, type Parsed, parseMarkdown, parseMdx, type Section} from './markdown-parser.js'
import type {Prose, ProseMemory} from './prose.js'
import {fillHoles, findHoles, type Hole} from './shortcodes.js'
import {readText} from './text.js'
import {createWriter, type Writer} from './writer.js'

/** More containers in one another than this on one line are no prose, and slow to parse. */
const deep = /^\uFEFF?(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))){200}/m

/**
 * Reads which characters of a Markdown or MDX source are prose. MDX that does not parse is read as Markdown, and what
 * is nested so deep that the parser gives up is read as text.
 *
 * @param memory What was parsed before; it takes what is parsed now.
 */
export function readMarkdown(source: string, format: 'markdown' | 'mdx', memory: ProseMemory = {}): Prose {
  if (deep.test(source)) return readText(source)
  if (format === 'mdx') {
    const holes = findHoles(source, 'mdx')
    const filled = fillHoles(source, holes)
    const parsed = parseMdx(filled)
    if (parsed) return write(source, parsed, holes)
  }
  const holes = findHoles(source, format === 'mdx' ? 'broken-mdx' : 'markdown')
  memory.markdown = parseMarkdown(fillHoles(source, holes), memory.markdown)
  return memory.markdown ? write(source, memory.markdown, holes) : readText(source)
}

const containerKinds: Record<string, BlockKind | undefined> = {
  atxHeading: 'heading',
  setextHeading: 'heading',
  listOrdered: 'list-item',
  listUnordered: 'list-item',
  blockQuote: 'quote',
  tableHeader: 'table-cell',
  tableData: 'table-cell',
  gfmFootnoteDefinition: 'footnote',
}

/** What holds text. */
const textBlocks = new Set(['paragraph', 'atxHeading', 'setextHeading', 'tableHeader', 'tableData'])

/** Whose content is no prose, and shows nothing in the text. */
const unseen = new Set([
  'yaml',
  'toml',
  'codeFenced',
  'codeIndented',
  'mathFlow',
  'definition',
  'resource',
  'reference',
  'gfmFootnoteCall',
  'gfmFootnoteDefinitionLabel',
  'taskListCheck',
  'mdxjsEsm',
])

const opaque = new Set(['codeText', 'mathText', 'autolink', 'literalAutolink'])

/** Writes the prose of a source by the events of its parser: tokens that begin and end, in the order of the source. */
function write(source: string, {source: filled, sections}: Parsed, holes: readonly Hole[]): Prose {
  const writer = createWriter(source, holes)
  const markup = createMarkupReader(source, writer, lastClosing(source))
  for (const section of sections) writeSection(source, filled, section, writer, markup)
  writer.endBlock()
  return writer.prose
}

function writeSection(
  source: string,
  filled: string,
  {events, shift}: Section,
  writer: Writer,
  markup: MarkupReader,
): void {
  let inText = 0
  let images = 0

  for (let index = 0; index < events.length; index++) {
    const [step, token] = events[index] as Event
    const type: string = token.type
    const start = token.start.offset + shift
    const end = token.end.offset + shift
    const kind = containerKinds[type]
    if (step === 'enter') {
      if (kind) markup.enter(kind)
      if (textBlocks.has(type)) {
        inText++
        writer.endBlock()
      } else if (type === 'htmlFlow') {
        const {html, stretches} = chunksOf(filled, events, index, 'htmlFlowData', shift)
        markup.read(html, stretches)
        markup.endInline(end)
        markup.endRaw()
        writer.endBlock()
        index = exitOf(events, index)
      } else if (type === 'mdxJsxFlowTag' || type === 'mdxJsxTextTag') {
        markup.tag(jsxTag(source, events, index, shift))
        index = exitOf(events, index)
      } else if (type === 'mdxFlowExpression' || type === 'mdxTextExpression') {
        writeExpression(source, writer, start, end, inText > 0)
        index = exitOf(events, index)
      } else if (unseen.has(type)) {
        index = exitOf(events, index)
      } else if (inText > 0) {
        index = enterText(index, type, start, end)
      }
    } else {
      if (type === 'image' && inText > 0 && --images === 0) writer.endAlt()
      if (textBlocks.has(type)) {
        inText--
        markup.endInline(end)
        writer.endBlock()
      }
      if (kind) markup.leave()
    }
  }

  /** Deals with a token inside a paragraph; returns the index of the last event of it that is done with. */
  function enterText(index: number, type: string, start: number, end: number): number {
    if (opaque.has(type)) {
      writer.opaque(start, end)
      return exitOf(events, index)
    }
    switch (type) {
      case 'data':
        writer.copy(start, end)
        break
      case 'lineEnding': {
        // Its token may reach over the marks of the containers on the next line.
        const width = source.startsWith('\r\n', start) ? 2 : 1
        writer.copy(start, start + width)
        break
      }
      case 'lineSuffix':
        writer.copy(start, end)
        break
      case 'characterEscape':
        writer.put(source.slice(start + 1, end), start, end)
        return exitOf(events, index)
      case 'characterReference':
        writer.put(decodeReference(source.slice(start, end)), start, end)
        return exitOf(events, index)
      case 'image':
        if (images++ === 0) {
          writer.picture(start, end)
          writer.startAlt()
        }
        break
      case 'htmlText':
        readInline(index, start, end)
        return exitOf(events, index)
    }
    return index
  }

  function readInline(index: number, start: number, end: number) {
    const name = /^<(\/?)([a-z][^\s/>]*)/i.exec(filled.slice(start, end))
    if (name && !/^img$/i.test(name[2] as string)) {
      markup.tag({
        name: (name[2] as string).toLowerCase(),
        closing: name[1] === '/',
        selfClosing: false,
        start,
        end,
      })
    } else {
      const {html, stretches} = chunksOf(filled, events, index, 'htmlTextData', shift)
      markup.read(html, stretches)
    }
  }
}

/** Index of the event that ends the token which begins at `index`. */
function exitOf(events: readonly Event[], index: number): number {
  const token = events[index]?.[1]
  for (let at = index + 1; at < events.length; at++) {
    if (events[at]?.[1] === token) return at
  }
  return index
}

/**
 * The HTML of a token without the marks of the containers it stands in.
 *
 * @param data The type of the tokens that hold the HTML of each line.
 */
function chunksOf(
  filled: string,
  events: readonly Event[],
  index: number,
  data: string,
  shift: number,
): {html: string; stretches: Stretch[]} {
  const last = exitOf(events, index)
  const stretches: Stretch[] = []
  let html = ''
  let at = -1
  for (const [step, token] of events.slice(index, last)) {
    const type: string = token.type
    const isLineEnd = type === 'lineEnding' || type === 'lineEndingBlank'
    if (step === 'exit' || (type !== data && !isLineEnd)) continue
    const start = token.start.offset + shift
    const end = isLineEnd ? start + (filled.startsWith('\r\n', start) ? 2 : 1) : token.end.offset + shift
    if (start !== at) stretches.push({at: html.length, start})
    html += filled.slice(start, end)
    at = end
  }
  return {html, stretches}
}

function jsxTag(source: string, events: readonly Event[], index: number, shift: number): Tag {
  const [, {start, end}] = events[index] as Event
  const tag = {start: start.offset + shift, end: end.offset + shift}
  let name = ''
  let attribute = ''
  let closing = false
  let selfClosing = false
  const alt: {start: number; end: number}[] = []
  for (const [step, token] of events.slice(index, exitOf(events, index))) {
    if (step === 'exit') continue
    const piece = {start: token.start.offset + shift, end: token.end.offset + shift}
    // The names of the tokens differ by whether the tag stands in a line or alone.
    switch (token.type.replace(/^mdxJsx(?:Flow|Text)Tag/, '')) {
      case 'Name':
        name = source.slice(piece.start, piece.end).trim()
        break
      case 'ClosingMarker':
        closing = true
        break
      case 'SelfClosingMarker':
        selfClosing = true
        break
      case 'AttributeName':
        attribute = source.slice(piece.start, piece.end).trim()
        break
      case 'AttributeValueLiteralValue':
      case 'lineEnding':
        if (attribute === 'alt') alt.push(piece)
        break
      case 'AttributeValueLiteralMarker':
        if (alt.length > 0) attribute = ''
        break
    }
  }
  return {name, closing, selfClosing, ...tag, ...(alt.length > 0 ? {alt} : {})}
}

function writeExpression(source: string, writer: Writer, start: number, end: number, inText: boolean) {
  const value = source.slice(start + 1, end - 1).trim()
  if (value.startsWith('/*') && value.indexOf('*/', 2) === value.length - 2) {
    writer.comment({start, end, text: value.slice(2, -2).trim()})
  } else if (!inText) return
  else if (/^(["'`])\s*\1$/.test(value)) writer.put(' ', start, end)
  else if (value !== '') writer.opaque(start, end)
}

/** Tells whether an end tag of a name stands behind an offset, with one search for each name. */
function lastClosing(source: string): (name: string, offset: number) => boolean {
  const places = new Map<string, number>()
  return (name, offset) => {
    let place = places.get(name)
    if (place === undefined) {
      place = -1
      for (const match of source.matchAll(new RegExp(`</${name}\\b`, 'gi'))) place = match.index
      places.set(name, place)
    }
    return place >= offset
  }
}
