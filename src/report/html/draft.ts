import type {PlainMessage} from '../../message.js'
import type {Format, Severity} from '../../rule.js'
import {severityOf} from '../report.js'
import {escapeHtml} from './escape.js'
import type {Piece, Stretch} from './layout.js'

/** A finding, and the key that its ids in the page end with. */
export type Entry = {
  key: string
  /** Its number among those of its file. */
  number: number
  message: PlainMessage
  severity: Severity
  /** Whether the mended text has its repair. */
  mended: boolean
}

/** Numbers the findings of a file, in the order of their place. */
export function entriesOf(messages: readonly PlainMessage[], file: number): Entry[] {
  let end = 0
  return messages
    .toSorted((a, b) => a.span.start - b.span.start)
    .map((message, index) => {
      const {span, fix, expected, actual} = message
      const mended = fix === 'safe' && expected?.[0] !== undefined && expected[0] !== actual && span.start >= end
      if (mended) end = span.end
      return {key: `${file}-${index + 1}`, number: index + 1, message, severity: severityOf(message), mended}
    })
}

/** What begins and ends at an offset of the source. */
type Event = {starts: Entry[]; ends: Entry[]; related: Entry[]}

/** So many findings can be told apart in one place; the list has them all. */
const mostInOnePlace = 8

const tags: Record<Stretch['kind'], string> = {
  paragraph: 'p',
  heading: 'p',
  'list-item': 'p',
  quote: 'blockquote',
  'table-cell': 'p',
  row: 'p',
  footnote: 'p',
  alt: 'p',
  other: 'pre',
}

/**
 * The draft with a mark for every finding. Marks are flat: where findings overlap, each stretch of text has one mark that
 * names all of them, so that they may be nested, adjacent or cross each other. A repaired place has both its
 * old and its new text, of which the page shows one.
 */
export function renderDraft(
  source: string,
  stretches: readonly Stretch[],
  entries: readonly Entry[],
  format: Format,
): string {
  const events = eventsOf(entries)
  const offsets = [...events.keys()].sort((a, b) => a - b)
  const active = new Set<Entry>()
  const levels: Record<Severity, number> = {error: 0, warning: 0, info: 0}
  const parts: string[] = []
  let next = 0
  let repaired: Entry | undefined

  function close(at: number) {
    if (offsets[next] !== at) return
    const event = events.get(at) as Event
    if (repaired?.message.span.end === at) {
      const value = repaired.message.expected?.[0] ?? ''
      parts.push(`<ins class="now" data-f="${repaired.key}">${escapeHtml(value)}</ins>`)
      repaired = undefined
    }
    for (const entry of event.ends) {
      active.delete(entry)
      levels[entry.severity]--
      const {key, number} = entry
      parts.push(`<a class="ref" href="#n${key}" data-f="${key}" aria-label="Finding ${number}">${number}</a>`)
    }
    event.ends.length = 0
  }

  function open(at: number) {
    if (offsets[next] !== at) return
    close(at)
    const event = events.get(at) as Event
    next++
    for (const {key} of event.related) parts.push(`<span class="at" id="r${key}"></span>`)
    for (const entry of event.starts) {
      parts.push(`<span class="at" id="f${entry.key}"></span>`)
      active.add(entry)
      levels[entry.severity]++
      if (entry.mended) repaired = entry
    }
  }

  /** Writes a run of the source through which the same findings go. */
  function write(start: number, end: number, piece: Piece | undefined) {
    const marked = active.size > 0
    if (!piece && !marked) return
    // Code in which a finding begins or ends is shown as it stands, since the mark needs a part of it.
    const isPart = piece !== undefined && (start > piece.start || end < piece.end)
    const shownAs = piece?.code && isPart ? undefined : piece?.text
    const raw = shownAs === undefined ? source.slice(start, end) : start === piece?.start ? shownAs : ''
    if (raw === '') return
    // A space between two words of a finding is seen as such only where there are two.
    const spaces = /^\s+$|[\t ]{2}/.test(raw) && !/[\r\n]/.test(raw)
    const text = piece ? escapeHtml(raw) : `<span class="markup">${escapeHtml(raw)}</span>`
    const shown = piece?.code ? `<code>${text}</code>` : text
    if (!marked) {
      parts.push(shown)
      return
    }
    const severity = levels.error > 0 ? 'error' : levels.warning > 0 ? 'warning' : 'info'
    const classes = [severity, active.size > 1 ? 'many' : '', spaces ? 'spaces' : '', repaired ? 'was' : '']
    const keys: string[] = []
    for (const {key} of active) {
      if (keys.length === mostInOnePlace) break
      keys.push(key)
    }
    parts.push(`<mark class="${classes.filter(Boolean).join(' ')}" data-f="${keys.join(' ')}">${shown}</mark>`)
  }

  function run(start: number, end: number, piece: Piece | undefined) {
    let from = start
    while (from < end) {
      open(from)
      const to = Math.min(end, offsets[next] ?? end)
      write(from, to, piece)
      from = to
    }
  }

  for (const {kind, start, end, pieces, marker} of stretches) {
    const outer = parts.length
    let from = start
    for (const piece of pieces) {
      // Between paragraphs only what is marked is shown, except the code blocks and the like of Markdown.
      const seen = kind !== 'other' || showsBetween(source.slice(start, end), format)
      run(from, piece.start, undefined)
      if (piece.cell) parts.push('<span class="cell"> │ </span>')
      run(piece.start, piece.end, seen ? piece : undefined)
      from = piece.end
    }
    run(from, end, undefined)
    close(end)
    const inner = parts.splice(outer).join('')
    if (inner === '') continue
    const label = marker === undefined ? '' : `<span class="marker">${escapeHtml(marker)}</span>`
    parts.push(`<${tags[kind]} class="${kind}">${label}${inner}</${tags[kind]}>\n`)
  }
  return parts.join('')
}

function eventsOf(entries: readonly Entry[]): Map<number, Event> {
  const events = new Map<number, Event>()
  const at = (offset: number) => {
    const event = events.get(offset) ?? {starts: [], ends: [], related: []}
    events.set(offset, event)
    return event
  }
  for (const entry of entries) {
    const {span, related} = entry.message
    at(span.start).starts.push(entry)
    at(span.end).ends.push(entry)
    if (related) at(related.span.start).related.push(entry)
  }
  return events
}

function showsBetween(text: string, format: Format): boolean {
  if (format === 'text') return /[^ \t\r\n]/.test(text)
  // Rules and the lines of tables say nothing by themselves; between the paragraphs of HTML stand tags and scripts.
  return format !== 'html' && /[\p{L}\p{N}]/u.test(text)
}
