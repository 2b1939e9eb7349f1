/** A stretch of a text that was read in the wrong encoding, and what it says. `undefined` where that is lost. */
export type Misread = {start: number; end: number; expected: string | undefined}

/** What windows-1252 has for the bytes from 0x80 to 0x9f. The decoder of Node 20 reads them as Latin-1. */
const upper = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** The byte that windows-1252 reads as a character; a control of Latin-1 is its own byte. */
const byteOf = new Map<string, number>()
for (let byte = 0x80; byte <= 0xff; byte++) {
  byteOf.set(String.fromCharCode(byte), byte)
  byteOf.set(upper.charAt(byte - 0x80) || String.fromCharCode(byte), byte)
}

const highRun = new RegExp(`[${[...byteOf.keys()].join('')}]{2,}`, 'g')

/**
 * The bytes of marks that stand behind a letter in prose: `…`, quotation marks, dashes, `•`, `™`, the no-break space,
 * `«»`, `®`, `°` and raised figures. `the “Café”—` and `0.4 Å²` have them; they tell only inside a word.
 */
const afterLetter = new Set([
  0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99, 0xa0, 0xab, 0xae, 0xb0, 0xb2, 0xb3, 0xb7, 0xb9, 0xbb,
])

type Sequence = Misread & {width: number; sure: boolean}

/** The character that windows-1252 has for a control of Latin-1; undefined for the five bytes that stand for none. */
export function fromWindows1252(control: string): string | undefined {
  const character = upper.charAt(control.charCodeAt(0) - 0x80)
  return character === control || character === '' ? undefined : character
}

/**
 * Finds UTF-8 that was read as windows-1252 or Latin-1, once or several times: `â€™` for `’`, `Ã©` for `é`. Sequences
 * that may be letters and marks of their own (`é »`) count only in company.
 */
export function misreadsOf(text: string): Misread[] {
  const misreads: Misread[] = []
  for (const run of text.matchAll(highRun)) {
    const sequences = sequencesOf(text, run.index, run.index + run[0].length)
    for (const [index, sequence] of sequences.entries()) {
      if (
        !sequence.sure &&
        !isNeighbour(sequences[index - 1], sequence) &&
        !isNeighbour(sequence, sequences[index + 1])
      )
        continue
      const last = misreads.at(-1)
      if (last?.end === sequence.start && last.expected !== undefined && sequence.expected !== undefined) {
        last.end = sequence.end
        last.expected += sequence.expected
      } else {
        misreads.push({start: sequence.start, end: sequence.end, expected: sequence.expected})
      }
    }
  }
  for (const misread of misreads) {
    if (misread.expected !== undefined) misread.expected = decodeAgain(misread.expected)
  }
  return misreads
}

/** Decodes what was misread more than once. */
function decodeAgain(text: string): string {
  const inner = misreadsOf(text)
  let result = ''
  let at = 0
  for (const {start, end, expected} of inner) {
    result += text.slice(at, start) + (expected ?? text.slice(start, end))
    at = end
  }
  return result + text.slice(at)
}

function isNeighbour(first: Sequence | undefined, second: Sequence | undefined): boolean {
  return first !== undefined && second !== undefined && first.end === second.start && first.width === second.width
}

/** The UTF-8 sequences in a run of characters that all stand for high bytes. */
function sequencesOf(text: string, from: number, to: number): Sequence[] {
  const sequences: Sequence[] = []
  for (let start = from; start < to; ) {
    const lead = byteAt(text, start)
    const width = lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1
    const end = start + width
    const point = width > 1 && lead <= 0xf4 && end <= to ? decode(text, start, width) : undefined
    if (point === undefined) {
      start++
      continue
    }
    const expected = point === 0xfffd ? undefined : point === 0xfeff ? '' : characterOf(point)
    sequences.push({start, end, expected, width, sure: isSure(text, start, width, point)})
    start = end
  }
  return sequences
}

/** The character of a code point; of a control, what windows-1252 has for it: `donÂ’t` is `don’t`. */
function characterOf(point: number): string {
  const character = String.fromCodePoint(point)
  return point < 0xa0 ? (fromWindows1252(character) ?? '') : character
}

function byteAt(text: string, index: number): number {
  return byteOf.get(text.charAt(index)) ?? 0
}

function decode(text: string, start: number, width: number): number | undefined {
  let point = byteAt(text, start) & (0xff >> (width + 1))
  for (let index = start + 1; index < start + width; index++) {
    const byte = byteAt(text, index)
    if (byte < 0x80 || byte > 0xbf) return undefined
    point = (point << 6) | (byte & 0x3f)
  }
  const least = [0, 0, 0x80, 0x800, 0x10000][width] as number
  return point < least || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) ? undefined : point
}

/** Whether a sequence cannot be letters and marks that stand side by side. */
function isSure(text: string, start: number, width: number, point: number): boolean {
  const lead = byteAt(text, start)
  const second = byteAt(text, start + 1)
  if (width === 4) return point >= 0x1f000 && point <= 0x1faff
  if (width === 3) {
    if (lead === 0xe2) return point <= 0x2bff && !afterLetter.has(second)
    const form = (point >= 0xfb00 && point <= 0xfb06) || (point >= 0xff01 && point <= 0xff5e)
    return lead === 0xef && (form || point === 0xfeff || point === 0xfffd)
  }
  // What was read twice has a lead byte before it that is no letter of the word: `ÃƒÂ©`.
  const before = text.charAt(start - 1)
  const capital = /\p{Lu}/u.test(before) && !/[\u0080-\u00ff]/.test(before)
  if (point >= 0x391 && point <= 0x3c9) return !capital && !afterLetter.has(second)
  if (point > 0x17f) return false
  if (point < 0xa0) return /\p{Ll}/u.test(before) || /[\u0080-\u009f]/.test(text.charAt(start + 1))
  if (!afterLetter.has(second)) return true
  if (capital) return false
  // `Ã—`, `Ã la carte` and `Â°`: neither letter begins or is a word.
  if (lead <= 0xc3 && (lead === 0xc2 || !/\p{L}/u.test(before))) return true
  return /\p{Ll}/u.test(before) || /\p{Ll}/u.test(text.charAt(start + width))
}
