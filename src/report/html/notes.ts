import {location} from 'vfile-location'
import type {Entry} from './draft.js'
import {escapeHtml, escapeMessage, shorten} from './escape.js'

/** The list of the findings of a file, each with a link to its place in the draft. */
export function renderNotes(source: string, entries: readonly Entry[]): string {
  const places = location(source)
  const notes = entries.map((entry) => {
    const {key, number, severity, mended, message} = entry
    const {ruleId, reason, note, related} = message
    const jump = `<a class="jump" href="#f${key}"><b>${number}</b> line ${message.line ?? 1}</a>`
    const id = `<span class="rule">${escapeHtml(ruleId)}</span>`
    const rule = /^https?:/.test(message.url ?? '')
      ? `<a href="${escapeHtml(message.url ?? '')}" rel="noreferrer">${id}</a>`
      : id
    const line = related ? (places.toPoint(related.span.start)?.line ?? 1) : 0
    return [
      `<li class="note ${severity}" id="n${key}" data-rule="${escapeHtml(ruleId)}"${mended ? ' data-mended' : ''}>`,
      `<p class="head">${jump} <span class="level">${severity}</span> ${rule}</p>`,
      `<p>${escapeMessage(reason)}</p>`,
      repairOf(entry),
      note ? `<p class="why">${escapeMessage(note)}</p>` : '',
      related ? `<p class="why"><a href="#r${key}">${escapeMessage(related.message)}, line ${line}</a></p>` : '',
      '</li>\n',
    ].join('')
  })
  return `<ol>\n${notes.join('')}</ol>`
}

function repairOf({message, mended}: Entry): string {
  const {actual, expected, fix} = message
  const [first, ...others] = expected ?? []
  if (first === undefined) return ''
  const to = (text: string) => (text === '' ? '<i>nothing</i>' : `<ins>${escapeHtml(shorten(text))}</ins>`)
  const rest = others.length > 0 ? `, or ${others.slice(0, 4).map(to).join(', ')}` : ''
  const what = mended
    ? '<span class="fix">safe fix</span>'
    : fix === 'none'
      ? ''
      : '<span class="fix">suggestion</span>'
  return `<p class="repair"><del>${escapeHtml(shorten(actual))}</del> → ${to(first)}${rest} ${what}</p>`
}
