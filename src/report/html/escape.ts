import {visible} from '../visible.js'

const entities: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;'}

/**
 * Escapes a text for content and for quoted attributes. Control and format characters, which could turn the order of
 * the page around or vanish from it, become forms that can be read; white space stays as it is.
 */
export function escapeHtml(text: string): string {
  return text
    .split(/([\t\n\r]+)/)
    .map((part, index) => (index % 2 === 1 ? part : visible(part).replace(/[&<>"']/g, (c) => entities[c] as string)))
    .join('')
}

/** Escapes a message, whose values stand in backticks. */
export function escapeMessage(message: string): string {
  return message
    .split(/`([^`]*)`/)
    .map((part, index) => (index % 2 === 1 ? `<code>${escapeHtml(shorten(part))}</code>` : escapeHtml(part)))
    .join('')
}

const longest = 160

/** Leaves out the middle of a long text. */
export function shorten(text: string): string {
  if (text.length <= longest) return text
  // Cut in the first half of a pair of surrogates, both ends would end in half a character.
  const head = text.slice(0, longest / 2).replace(/[\uD800-\uDBFF]$/, '')
  const tail = text.slice(-longest / 2).replace(/^[\uDC00-\uDFFF]/, '')
  return `${head} … ${tail}`
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
