import {parseFragment, type Token, Tokenizer, TokenizerMode} from 'parse5'
import type {BlockKind} from '../language/paragraph.js'
import type {Prose} from './prose.js'
import {fillHoles, findHoles} from './shortcodes.js'
import {createWriter, type Writer} from './writer.js'

/** Offsets from `at` on in a markup string stand in the source from `start` on, up to the next stretch. */
export type Stretch = {at: number; start: number}

/** A tag, at offsets of the source. */
export type Tag = {
  /** In lower case, or as it stands for JSX. */
  name: string
  closing: boolean
  /** Whether the element ends with this tag. */
  selfClosing: boolean
  start: number
  end: number
  /** Places of the pieces of an `alt` attribute's value. */
  alt?: readonly {start: number; end: number}[]
}

/** Reads markup that may come in portions with other text between them, as it does inside Markdown. */
export type MarkupReader = {
  /** Reads a portion of HTML whose characters stand in the source as the stretches say. */
  read(html: string, stretches: readonly Stretch[]): void
  tag(tag: Tag): void
  /** Adds source characters in which entities stand for characters. */
  text(start: number, end: number): void
  /** Begins a container that is not written as a tag: no tag inside ends it or anything around it. */
  enter(kind: BlockKind): void
  leave(): void
  /** Ends code within the line that was never closed, as at the end of a paragraph. */
  endInline(end: number): void
  /** Ends elements that hold no markup, such as `script`, and were never closed. */
  endRaw(): void
}

const kinds: Record<string, BlockKind | undefined> = {
  __proto__: null as unknown as undefined,
  h1: 'heading',
  h2: 'heading',
  h3: 'heading',
  h4: 'heading',
  h5: 'heading',
  h6: 'heading',
  title: 'heading',
  summary: 'heading',
  li: 'list-item',
  dt: 'list-item',
  dd: 'list-item',
  blockquote: 'quote',
  td: 'table-cell',
  th: 'table-cell',
}

/** Their end tags end what was left open inside: a list item, a cell. */
const containers = new Set(['ul', 'ol', 'dl', 'table'])

const blocks = new Set(
  `address article aside blockquote body button caption center col colgroup dd details dialog dir div dl dt fieldset
  figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol optgroup
  option p pre search section select summary table tbody td tfoot th thead title tr ul`.split(/\s+/),
)

/** What stands in these is no prose; the value says what stands for them in a sentence. */
const hidden: Record<string, 'opaque' | 'picture' | 'nothing' | undefined> = {
  __proto__: null as unknown as undefined,
  code: 'opaque',
  kbd: 'opaque',
  samp: 'opaque',
  tt: 'opaque',
  math: 'opaque',
  svg: 'picture',
  textarea: 'picture',
  iframe: 'picture',
  pre: 'nothing',
  script: 'nothing',
  style: 'nothing',
  template: 'nothing',
  noscript: 'nothing',
  noembed: 'nothing',
  noframes: 'nothing',
  xmp: 'nothing',
}

const inlineCode = new Set(['code', 'kbd', 'samp', 'tt'])
const pictures = new Set(['img', 'input', 'video', 'audio', 'object', 'embed', 'canvas'])

/** Elements in which the tokenizer finds no tags, and the state it reads them in. */
const raw: Record<string, Tokenizer['state'] | undefined> = {
  __proto__: null as unknown as undefined,
  script: TokenizerMode.SCRIPT_DATA,
  style: TokenizerMode.RAWTEXT,
  iframe: TokenizerMode.RAWTEXT,
  noembed: TokenizerMode.RAWTEXT,
  noframes: TokenizerMode.RAWTEXT,
  xmp: TokenizerMode.RAWTEXT,
  textarea: TokenizerMode.RCDATA,
  title: TokenizerMode.RCDATA,
}

/** Elements nested deeper than this get the kind of what is around them. */
const deepest = 256

/**
 * Reads which characters of an HTML document or fragment are prose. Works on the tokens of HTML, not on its tree, which
 * moves text about; so it is linear, and every place is certain.
 */
export function readHtml(source: string): Prose {
  const holes = findHoles(source, 'html')
  const matter = frontMatter(source)
  if (matter > 0) {
    while ((holes[0]?.start ?? Infinity) < matter) holes.shift()
    holes.unshift({start: 0, end: matter, shows: 'nothing'})
  }
  const writer = createWriter(source, holes)
  const reader = createMarkupReader(source, writer, () => true)
  const start = source.charCodeAt(0) === 0xfeff ? 1 : 0
  reader.read(fillHoles(source, holes).slice(start), [{at: 0, start}])
  writer.endBlock()
  return writer.prose
}

/** The end of the front matter, which site generators allow in HTML too; 0 where there is none. */
function frontMatter(source: string): number {
  const open = /^\uFEFF?---[ \t]*(?:\r?\n|\r)/.exec(source)
  if (!open) return 0
  const close = /(?:^|[\r\n])---[ \t]*(?:\r?\n|\r|$)/g
  close.lastIndex = open[0].length - 1
  return close.exec(source) ? close.lastIndex : 0
}

/**
 * @param closes Whether an element with this name that begins before the offset is ever closed. What a reader is not
 *   shown ends with its end tag only, so a lone `<svg>` in a sentence must not hide the rest of the file.
 */
export function createMarkupReader(
  source: string,
  writer: Writer,
  closes: (name: string, offset: number) => boolean,
): MarkupReader {
  /** Open elements that have a kind or end those, and containers that are no elements, without a name. */
  const open: {name: string; kind: BlockKind | undefined}[] = []
  /** The outermost open element whose content is no prose. */
  let hiding: {name: string; start: number; depth: number; blocks: number} | undefined

  function leaveOne() {
    if (open.pop()?.kind) writer.leave()
  }

  function hide(name: string, start: number) {
    if (name === 'pre') writer.endBlock()
    hiding = {name, start, depth: 1, blocks: 0}
    writer.muted = true
  }

  function unhide(end: number) {
    if (!hiding) return
    const {name, start} = hiding
    hiding = undefined
    writer.muted = false
    const shows = hidden[name]
    if (shows === 'opaque') writer.opaque(start, end)
    else if (shows === 'picture') writer.picture(start, end)
    if (name === 'pre') writer.endBlock()
  }

  /** Follows the tags inside an element whose content is no prose. Returns whether the tag has been dealt with. */
  function insideHidden({name, closing, selfClosing, start, end}: Tag): boolean {
    if (!hiding) return false
    if (name === hiding.name) {
      if (!closing && !selfClosing) hiding.depth++
      if (closing && --hiding.depth === 0) unhide(end)
      return true
    }
    if (!inlineCode.has(hiding.name) || !blocks.has(name)) return true
    if (!closing) hiding.blocks++
    else if (--hiding.blocks < 0) {
      // The end of the paragraph around it ends code that was never closed.
      unhide(start)
      return false
    }
    return true
  }

  function openBlock(name: string) {
    writer.endBlock()
    const kind = kinds[name]
    if (!kind && !containers.has(name)) return
    const last = open.at(-1)
    if (last && kind && last.kind === kind && last.name[0] === name[0] && kind !== 'quote') leaveOne()
    if (open.length >= deepest) return
    open.push({name, kind})
    if (kind) writer.enter(kind)
  }

  function closeBlock(name: string) {
    writer.endBlock()
    const index = open.findLastIndex((element) => element.name === name || element.name === '')
    if (open[index]?.name !== name) return
    while (open.length > index) leaveOne()
  }

  function tag(tag: Tag) {
    if (insideHidden(tag)) return
    const {name, closing, selfClosing, start, end, alt} = tag
    if (name === 'br') writer.lineBreak(start, end)
    else if (hidden[name]) {
      if (!closing && !selfClosing && closes(name, end)) hide(name, start)
      else if (selfClosing && hidden[name] !== 'nothing') writer.picture(start, end)
    } else if (blocks.has(name)) {
      if (closing) closeBlock(name)
      else openBlock(name)
    } else if (!closing && (selfClosing || pictures.has(name))) {
      if (name !== 'wbr') writer.picture(start, end)
      if (alt && !writer.muted) {
        writer.startAlt()
        for (const piece of alt) text(piece.start, piece.end)
        writer.endAlt()
      }
    }
  }

  function text(start: number, end: number) {
    if (writer.muted) return
    const value = source.slice(start, end)
    let at = 0
    // An end tag without a name is the one piece of markup that the tokenizer passes over in silence.
    for (const match of value.matchAll(/<\/>|&(?:#x[\da-f]+|#\d+|[a-z][\da-z]*);?/gi)) {
      const decoded = match[0] === '</>' ? '' : decodeReference(match[0])
      if (decoded === match[0]) continue
      const from = start + match.index
      const to = from + match[0].length
      writer.copy(start + at, from)
      if (decoded !== '') writer.put(decoded, from, to)
      at = to - start
    }
    writer.copy(start + at, end)
  }

  function read(html: string, stretches: readonly Stretch[]) {
    let stretch = 0

    /** Places of the characters from one offset of the markup to another; asked for from left to right. */
    function places(start: number, end: number): {start: number; end: number}[] {
      while ((stretches[stretch + 1]?.at ?? Infinity) <= start) stretch++
      const found: {start: number; end: number}[] = []
      for (let index = stretch, from = start; from < end; index++) {
        const here = stretches[index] as Stretch
        const to = Math.min(end, stretches[index + 1]?.at ?? end)
        found.push({start: here.start + from - here.at, end: here.start + to - here.at})
        from = to
      }
      return found
    }

    function place({location}: Token.Token): {start: number; end: number} {
      const all = places(location?.startOffset ?? 0, location?.endOffset ?? 0)
      return {start: all[0]?.start ?? 0, end: all.at(-1)?.end ?? 0}
    }

    // Words and the white space between them are tokens of their own, but one text.
    let pending: {start: number; end: number} | undefined

    function flush() {
      if (!pending) return
      const {start, end} = pending
      pending = undefined
      for (const piece of places(start, end)) text(piece.start, piece.end)
    }

    function characters({location}: Token.CharacterToken) {
      if (!location) return
      const {startOffset: start, endOffset: end} = location
      if (pending?.end === start) pending.end = end
      else {
        flush()
        pending = {start, end}
      }
    }

    function onTag(token: Token.TagToken, closing: boolean) {
      flush()
      const name = token.tagName
      const {start, end} = place(token)
      const value = closing ? undefined : attributeValue(html, token, 'alt')
      const selfClosing = !closing && token.selfClosing && (!hidden[name] || name === 'svg' || name === 'math')
      const foreign = hiding?.name === 'svg' || hiding?.name === 'math'
      const alt = value && places(value.start, value.end)
      tag({name, closing, selfClosing, start, end, ...(alt ? {alt} : {})})
      if (!closing && !foreign) tokenizer.state = raw[name] ?? tokenizer.state
      tokenizer.inForeignNode = hiding?.name === 'svg' || hiding?.name === 'math'
    }

    const tokenizer = new Tokenizer(
      {sourceCodeLocationInfo: true},
      {
        onCharacter: characters,
        onWhitespaceCharacter: characters,
        onNullCharacter: flush,
        onStartTag: (token) => onTag(token, false),
        onEndTag: (token) => onTag(token, true),
        onDoctype: flush,
        onEof: flush,
        onComment(token) {
          flush()
          const {start, end} = place(token)
          const inner = /^<!--(.*?)(?:--!?>)?$/s.exec(source.slice(start, end))
          if (inner) writer.comment({start, end, text: (inner[1] as string).trim()})
        },
      },
    )
    tokenizer.write(html, true)
  }

  return {
    read,
    tag,
    text,
    enter(kind) {
      open.push({name: '', kind})
      writer.enter(kind)
    },
    leave() {
      while (open.length > 0 && open.at(-1)?.name !== '') leaveOne()
      leaveOne()
    },
    endInline(end) {
      if (hiding && inlineCode.has(hiding.name)) unhide(end)
    },
    endRaw() {
      if (hiding && raw[hiding.name] !== undefined) unhide(hiding.start)
    },
  }
}

/** Offsets of the value of an attribute in the markup, without its quotation marks. */
function attributeValue(html: string, token: Token.TagToken, name: string): {start: number; end: number} | undefined {
  const location = token.location?.attrs?.[name]
  if (!location) return undefined
  const {startOffset, endOffset} = location
  const before = /^[^=]*=\s*(["']?)/.exec(html.slice(startOffset, endOffset))
  return before ? {start: startOffset + before[0].length, end: endOffset - (before[1] ? 1 : 0)} : undefined
}

const references = new Map<string, string>()

/** The text that a character reference stands for (`&eacute;`), or the reference itself where it stands for none. */
export function decodeReference(reference: string): string {
  let decoded = references.get(reference)
  if (decoded === undefined) {
    const [node] = parseFragment(reference).childNodes
    decoded = node && 'value' in node ? node.value : ''
    if (references.size < 4096) references.set(reference, decoded)
  }
  return decoded
}
