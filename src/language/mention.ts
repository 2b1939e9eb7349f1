import type {Paragraph} from './paragraph.js'
import {isEnclosed} from './quotation-marks.js'

const openers = '([{'
const closers = ')]}'

/** Whether a stretch of a paragraph stands inside a quotation, also one that goes on in the next paragraph. */
export function isQuoted({quotations}: Paragraph, start: number, end: number): boolean {
  return (
    isEnclosed(quotations, start, end) ||
    quotations.unclosed.some(({index}) => index < start) ||
    quotations.unopened.some(({index}) => index >= end)
  )
}

/** Whether a stretch of a text stands in brackets that open at most 200 characters before it. */
export function isBracketed(text: string, start: number, end: number): boolean {
  let depth = 0
  for (let index = start - 1; index >= Math.max(0, start - 200); index--) {
    const character = text.charAt(index)
    if (closers.includes(character)) depth++
    else if (openers.includes(character) && depth-- === 0) return /[)\]}]/.test(text.slice(end, end + 200))
  }
  return false
}

/** Whether a stretch is set apart by markup, as emphasis and links are, so that a person spoke of it. */
export function isMarkedUp(paragraph: Paragraph, start: number, end: number): boolean {
  const {text} = paragraph
  if (!paragraph.span(start, end).plain) return true
  const before = start > 0 && !paragraph.span(start - 1, start + 1).plain
  return before || (end < text.length && !paragraph.span(end - 1, end + 1).plain)
}
