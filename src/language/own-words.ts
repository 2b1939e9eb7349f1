import type {Paragraph, Reading} from './paragraph.js'
import type {Quotations} from './quotation-marks.js'

/** What only the entries of a list of references have. */
const reference =
  /\b(?:doi|ISBN|ISSN|arXiv|[Rr]etrieved|[Aa]ccessed)\b|\bet al\b|\b[Pp]p?\. ?\d|\b[Vv]ol\. ?\d|\b\d+ ?\(\d+\)[,:] ?\d|\(\d{4}[a-z]?\)\. |[\p{L}]: [\p{L} &]{3,40}, (?:1[6-9]|20)\d\d\b/u
/** `Miller, R. (2010)`, `[4] R. Miller and`, `Robert Miller, “On Glass,”`. */
const author = /^(?:\[\d+\]|\(?\d+[.)]|[*†‡^])?\s*(?:\p{Lu}[\p{L}’'-]+, \p{Lu}|(?:\p{Lu}\. ?){1,3}\p{Lu}\p{L}+,)/u
const year = /\b(?:1[6-9]|20)\d\d\b/

/** Whether a paragraph is an entry in a list of references, whose titles, names and dates are written as others do. */
export function isReference(text: string): boolean {
  if (text.length > 700 || !/\d/.test(text)) return false
  return reference.test(text) || (author.test(text) && year.test(text))
}

function readsAsReference({text}: Reading): boolean {
  return isReference(text)
}

/** Whether a paragraph is running text of the author: no heading, table, quotation or list of references. */
export function isOwnText({kind, once}: Paragraph): boolean {
  return (kind === 'paragraph' || kind === 'list-item' || kind === 'footnote') && !once(readsAsReference)
}

const quoted = new WeakMap<Quotations, readonly number[]>()

/** Whether an index stands inside a quotation, also one that goes on in the next paragraph. */
export function isQuoted({quotations}: Paragraph, index: number): boolean {
  let ranges = quoted.get(quotations)
  if (!ranges) {
    ranges = rangesOf(quotations)
    quoted.set(quotations, ranges)
  }
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle] as number) < index) low = middle + 1
    else high = middle
  }
  return low % 2 === 1
}

/** Starts and ends of what is quoted, in turns; a quotation inside another adds nothing. */
function rangesOf({pairs, unclosed}: Quotations): number[] {
  const spans = [
    ...pairs.map(({open, close}) => [open.index, close.index] as const),
    ...unclosed.filter((mark) => mark.role === 'open').map((mark) => [mark.index, Infinity] as const),
  ].sort((a, b) => a[0] - b[0])
  const ranges: number[] = []
  for (const [start, end] of spans) {
    const last = ranges.length - 1
    if (last > 0 && start <= (ranges[last] as number)) ranges[last] = Math.max(ranges[last] as number, end)
    else ranges.push(start, end)
  }
  return ranges
}

/** The least number of the usual form, and how many times the other forms it is, for the others to be a slip. */
const least = 3
const times = 3

/** Whether a form is clearly the usual one of a document, and the other, which is there, an exception. */
export function isClear(usual: number, other: number): boolean {
  return other > 0 && usual >= least && usual >= times * other
}
