import {VFile} from 'vfile'
import {location} from 'vfile-location'
import {VFileMessage} from 'vfile-message'
import type {PlainMessage} from '../message.js'
import type {Span} from '../rule.js'
import {type FileReport, type Reporter, severityOf, type Totals} from './report.js'
import {columnsOf, visible, visibleLine} from './visible.js'

export type PrettyOptions = {
  color: boolean
  /** Width of the terminal in columns. */
  width: number
  /** Say nothing when there is nothing to say. */
  quiet: boolean
}

type Paint = (code: number, text: string) => string

const indent = '    '
/** Below this there is no room for a line of the text. */
const narrowest = 40
/** A reason longer than this would pad the reasons of all other messages. */
const longestReason = 160
/** vfile-reporter makes one call with all lines as arguments, whose number has a limit. */
const most = 1000

/** The report of vfile-reporter, with the line of each finding and a mark under what was found. */
export function createPrettyReporter(options: PrettyOptions): Reporter {
  const paint: Paint = (code, text) => (options.color ? `\u001B[${code}m${text}\u001B[39m` : text)
  let first = true
  return {
    async file(report) {
      if (report.messages.length === 0 && !report.written) return ''
      const blank = first ? '' : '\n'
      first = false
      return `${blank}${await reportFile(report, options, paint)}\n`
    },
    end(totals) {
      const text = summary(totals, paint)
      return options.quiet && totals.errors === 0 ? '' : first ? `${text}\n` : `\n${text}\n`
    },
  }
}

async function reportFile(report: FileReport, options: PrettyOptions, paint: Paint): Promise<string> {
  const {path, source, messages, written} = report
  // Most runs have nothing to say and do not need it.
  const {reporter} = await import('vfile-reporter')
  const places = location(source)
  const parts: string[] = []
  for (let start = 0; start === 0 || start < messages.length; start += most) {
    const file = new VFile({path: visibleLine(path)})
    if (written) file.stored = true
    const part = messages.slice(start, start + most)
    for (const message of part) file.messages.push(shownMessage(message, source, places, options.width, paint))
    let text = reporter([file], {color: options.color})
    // It ends with a blank line and the sum of warnings and errors; ours is said once, for all files.
    if (part.some((message) => severityOf(message) !== 'info')) text = text.slice(0, text.lastIndexOf('\n\n'))
    parts.push(start === 0 ? text : text.slice(text.indexOf('\n') + 1))
  }
  return parts.join('\n')
}

/** The message as vfile-reporter is to show it. */
function shownMessage(
  message: PlainMessage,
  source: string,
  places: ReturnType<typeof location>,
  width: number,
  paint: Paint,
): VFileMessage {
  const shown = new VFileMessage('', {place: message.place, ruleId: message.ruleId})
  shown.fatal = message.fatal
  const lines = [shorten(visible(message.reason))]
  if (width >= narrowest) lines.push(...snippet(source, message, width, paint))
  if (message.related) {
    const place = places.toPoint(message.related.span.start)
    lines.push(`${indent}${visibleLine(message.related.message)} (${place?.line}:${place?.column})`)
  }
  // What follows the first line of the stack is printed as it stands, in lines of its own.
  shown.stack = lines.join('\n')
  return shown
}

function shorten(reason: string): string {
  if (reason.length <= longestReason) return reason
  const characters = Array.from(reason)
  const half = longestReason / 2
  return `${characters.slice(0, half).join('')}…${characters.slice(-half).join('')}`
}

/** The line on which a finding starts, cut to the width around it, and carets under the finding. */
function snippet(source: string, message: PlainMessage, width: number, paint: Paint): string[] {
  const gutter = `${indent}${message.line ?? 1} │ `
  const {before, found, after} = around(source, message.span, width - gutter.length - 1)
  const color = severityOf(message) === 'error' ? 31 : 33
  const carets = '^'.repeat(Math.max(1, widthOf(found)))
  return [
    `${gutter}${before}${paint(color, found)}${after}`,
    `${' '.repeat(gutter.length - 2)}│ ${' '.repeat(widthOf(before))}${paint(color, carets)}`,
  ]
}

type Window = {before: string; found: string; after: string}

/** What stands around a finding on its line, in visible characters of at most `width` columns in all. */
function around(source: string, span: Span, width: number): Window {
  // A line may have a megabyte; more than the width is never shown, and a character takes no more than two units
  // where it takes a column.
  const reach = width * 2
  const first = source.startsWith('\uFEFF') ? 1 : 0
  const left =
    source
      .slice(Math.max(first, span.start - reach), span.start)
      .split(/[\r\n]/)
      .at(-1) ?? ''
  const right = source.slice(span.start, span.end + reach).split(/[\r\n]/, 1)[0] ?? ''
  const found = show(right.slice(0, span.end - span.start))
  const rest = show(right.slice(span.end - span.start))
  const start = show(left)
  const room = Math.max(0, width - widthOf(found))
  // A third of the room stands before the finding, or all that the rest of the line does not need.
  const roomBefore = Math.max(Math.floor(room / 3), room - widthOf(rest))
  const before = cutStart(start, roomBefore)
  const after = cutEnd(rest, Math.max(0, room - widthOf(before)))
  return {before, found: cutEnd(found, width), after}
}

function show(text: string): string {
  return visible(text.replaceAll('\t', ' '))
}

function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += columnsOf(character)
  return width
}

/** Keeps the end of a text that fits, with an ellipsis where something is cut. */
function cutStart(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  const characters = Array.from(text)
  let from = characters.length
  let used = 1
  while (from > 0) {
    used += columnsOf(characters[from - 1] as string)
    if (used > width) break
    from--
  }
  return width === 0 ? '' : `…${characters.slice(from).join('')}`
}

/** Keeps the beginning of a text that fits, with an ellipsis where something is cut. */
function cutEnd(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  let kept = ''
  let used = 1
  for (const character of text) {
    used += columnsOf(character)
    if (used > width) break
    kept += character
  }
  return width === 0 ? '' : `${kept}…`
}

function summary(totals: Totals, paint: Paint): string {
  if (totals.files === 0) return 'no file was linted'
  const parts = [
    totals.errors > 0 ? `${paint(31, '✖')} ${count(totals.errors, 'error')}` : '',
    totals.warnings > 0 ? `${paint(33, '⚠')} ${count(totals.warnings, 'warning')}` : '',
    totals.infos > 0 ? `${totals.infos} info` : '',
  ].filter((part) => part !== '')
  const files = `in ${count(totals.files, 'file')}`
  const lines = [parts.length > 0 ? `${parts.join(', ')} ${files}` : `${paint(32, '✔')} no issues found ${files}`]
  if (totals.fixed > 0) lines.push(`${totals.fixed} fixed`)
  if (totals.fixable > 0) lines.push(`${totals.fixable} can be fixed with --fix`)
  return lines.join('\n')
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
