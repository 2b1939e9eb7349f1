import {type StrayTail, strayTail} from './stray-tail.js'

/**
 * What a quotation mark does where it stands. `open` and `close` by its place, not by its shape; `either` where its place
 * does not tell; `stray` stands alone between spaces or marks; `apostrophe` and `prime` quote nothing.
 */
export type MarkRole = 'open' | 'close' | 'either' | 'stray' | 'apostrophe' | 'prime'

export type QuotationMark = {index: number; text: string; style: 'double' | 'single'; role: MarkRole}

export type Quotations = {
  /** Every quotation mark of the paragraph, apostrophes and primes among them. */
  marks: readonly QuotationMark[]
  /** Quotations by the indices of their marks. */
  pairs: readonly {open: QuotationMark; close: QuotationMark}[]
  /** Marks that close a quotation which nothing opened, and the other way round. */
  unopened: readonly QuotationMark[]
  unclosed: readonly QuotationMark[]
  /** What is left over behind the last quotation. */
  tail: StrayTail | undefined
}

/** Whether the marks of a quotation stand on both sides of a stretch of the text. */
export function isEnclosed({pairs}: Quotations, start: number, end: number): boolean {
  return pairs.some(({open, close}) => open.index < start && close.index >= end)
}

const doubles = new Set(['"', '“', '”', '„', '‟', '＂'])
const singles = new Set(["'", '‘', '’', '‚', '‛', '＇'])
const others = new Set(['«', '»', '‹', '›', '″', '′', '`', '´'])
const anyMark = /["“”„‟＂'‘’‚‛＇]/g

/** Whether a character is written as a quotation mark somewhere, apostrophes and primes among them. */
export function isQuotationMark(character: string): boolean {
  return doubles.has(character) || singles.has(character) || others.has(character)
}

/** Words that begin with an apostrophe because their beginning was left out: `’tis`, `’em`, `’90s`, `rock ’n’ roll`. */
const elision =
  /^(?:tis|twas|twere|twould|twill|em|im|er|ere|til|till|cause|cos|cuz|bout|round|neath|nother|fraid|gainst|mid|mongst|n|nd|kay|scuse|spect|ome|ouse|ad|ave|is|ot|appen|ard|ll|ve|re|s|d|m|t|\d\ds?|\d{2,4})(?![\p{L}\p{N}])/iu

const none: Quotations = {marks: [], pairs: [], unopened: [], unclosed: [], tail: undefined}

/** Reads the quotation marks of a paragraph: what each does, and which belong together. */
export function quotationsOf(text: string): Quotations {
  const marks: QuotationMark[] = []
  for (const match of text.matchAll(anyMark)) {
    const style = doubles.has(match[0]) ? 'double' : 'single'
    marks.push({index: match.index, text: match[0], style, role: roleOf(text, match.index, match[0])})
  }
  return marks.length === 0 ? none : pair(text, marks)
}

/** The character beside a mark, past the marks that touch it. */
function beside(text: string, index: number, step: 1 | -1): string {
  let next = index + step
  while (isQuotationMark(text.charAt(next))) next += step
  return text.charAt(next)
}

/** Whether what follows a mark shows that it does not open: nothing, a space or a mark, but for `“... and so on`. */
function isGap(text: string, index: number, right: string): boolean {
  const next = text.slice(index + 1, index + 3)
  if (next === '..' || next.startsWith('…')) return !/\s/.test(text.charAt(index - 1)) && index > 0
  return right === '' || /[\s)\]}>.,;:!?…*_%]/.test(right) || next === '--' || /^[–—]/.test(next)
}

function roleOf(text: string, index: number, mark: string): MarkRole {
  const left = beside(text, index, -1)
  const right = beside(text, index, 1)
  const afterSpace = left === '' || /[\s([{<*_¡¿]/.test(left)
  const afterDash = /[-–—−/=|:]/.test(left)
  const beforeGap = isGap(text, index, right)
  const lone = afterSpace && beforeGap
  switch (mark) {
    case '“':
    case '„':
    case '‟':
      if (!beforeGap) return 'open'
      return lone ? 'stray' : 'close'
    case '”':
      if (lone) return 'stray'
      return afterSpace ? 'open' : 'close'
    case '"':
    case '＂':
      if (lone) return 'stray'
      if (beforeGap) return 'close'
      if (afterSpace || afterDash) return 'open'
      if (/\d/.test(left)) return 'prime'
      // `Republican."How Groups Voted"`: only what is open already tells.
      return /[\p{L}\p{N}]/u.test(left) && /[\p{L}\p{N}]/u.test(right) ? 'apostrophe' : 'either'
    default:
      return singleRole(text, index, mark, {left, right, afterSpace, afterDash, beforeGap})
  }
}

type Surroundings = {left: string; right: string; afterSpace: boolean; afterDash: boolean; beforeGap: boolean}

function singleRole(text: string, index: number, mark: string, around: Surroundings): MarkRole {
  const {left, right, afterSpace, afterDash, beforeGap} = around
  if (afterSpace && beforeGap) return 'stray'
  if (beforeGap) return "'＇".includes(mark) && /\d/.test(left) ? 'prime' : 'close'
  const touchesLeft = /[\p{L}\p{N}]/u.test(text.charAt(index - 1))
  if (touchesLeft && /[\p{L}\p{N}]/u.test(right)) return 'apostrophe'
  if (elision.test(text.slice(index + 1, index + 10))) return 'apostrophe'
  if (mark === '’') return afterSpace || afterDash ? 'apostrophe' : 'close'
  return afterSpace || afterDash || mark !== "'" ? 'open' : 'apostrophe'
}

function pair(text: string, marks: QuotationMark[]): Quotations {
  const pairs: {open: QuotationMark; close: QuotationMark}[] = []
  const unopened: QuotationMark[] = []
  const unclosed: QuotationMark[] = []
  const open: QuotationMark[] = []
  const opened = {double: 0, single: 0}
  for (const mark of marks) {
    if (mark.role === 'apostrophe' || mark.role === 'prime') continue
    const top = open.at(-1)
    if (mark.role === 'either') mark.role = top?.style === mark.style ? 'close' : 'open'
    if (mark.role === 'open') {
      // `“It grew. “It fell,” she said`: paragraphs of one quotation that were joined, each with its opening mark.
      if (top?.text === mark.text && /[.!?…]\s+$/.test(text.slice(Math.max(0, mark.index - 4), mark.index))) open.pop()
      else opened[mark.style]++
      open.push(mark)
      continue
    }
    // What was opened inside and not closed is closed with it; each mark is dropped once, so this stays linear.
    if (opened[mark.style] > 0) {
      let partner = open.pop()
      while (partner && partner.style !== mark.style) {
        opened[partner.style]--
        unclosed.push(partner)
        partner = open.pop()
      }
      opened[mark.style]--
      if (partner) pairs.push({open: partner, close: mark})
    } else if (mark.style === 'single') {
      // `the boys’ room`: nothing to close, so an apostrophe.
      mark.role = mark.role === 'close' ? 'apostrophe' : mark.role
    } else if (mark.role === 'stray' && /\S/.test(text.slice(mark.index + 1, mark.index + 40)) && !closes(text, mark)) {
      open.push(mark)
      opened[mark.style]++
    } else if (!(mark.text === '"' && /\d/.test(text.charAt(mark.index - 1)))) {
      unopened.push(mark)
    } else {
      mark.role = 'prime'
    }
  }
  return {marks, pairs, unopened, unclosed: [...unclosed, ...open].filter(isTelling), tail: strayTail(text, marks)}
}

/**
 * Whether an open mark surely quotes. In `press the " key` the mark is spoken of; a single one that nothing closes may
 * stand for a letter: `‘Oumuamua`, `the ‘phone`.
 */
function isTelling(mark: QuotationMark): boolean {
  return mark.style === 'double' && (mark.role === 'open' || mark.text !== '"')
}

/** Whether a lone mark stands at the end of a sentence, where it cannot open a quotation: `situation. “ The`. */
function closes(text: string, mark: QuotationMark): boolean {
  return /[.!?…]\s+$/.test(text.slice(Math.max(0, mark.index - 4), mark.index)) && mark.text !== '"'
}
