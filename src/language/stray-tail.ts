import type {QuotationMark} from './quotation-marks.js'

/**
 * What is left over behind the end of a quotation: more marks and full stops, or the last words of the quotation once
 * more. `start` is the index of the full stop that ends the quotation, `end` is exclusive.
 */
export type StrayTail = {start: number; end: number; expected: string}

const isTailMark = /^[\s.“”„"‘’']*$/

/** Finds such a tail at the end of a paragraph: `law. “. law. “`, `lenses. “. “`, `differences. “”.`. */
export function strayTail(text: string, marks: readonly QuotationMark[]): StrayTail | undefined {
  const last = marks.at(-1)
  if (!last || marks.length < 2) return undefined
  const end = text.trimEnd().length
  if (end - last.index > 3 || !isTailMark.test(text.slice(last.index, end))) return undefined
  const words = repeatedWords(text, marks, end)
  let start = words ?? end
  while (start > 0 && isTailMark.test(text.charAt(start - 1)) && text.charAt(start - 1) !== '\n') start--
  const stop = text.slice(start, end).search(/[.!?…]/)
  const found = text.slice(start, end)
  const quotes = found.match(/[“”„"‘’']/g) ?? []
  const first = found.search(/[“”„"‘’']/)
  if (stop === -1 || quotes.length === 0 || start === 0) return undefined
  // `he said.”’` closes two quotations; only a space, a full stop or a second opening mark shows that one is left over.
  const rest = found.slice(first)
  const leftOver = words !== undefined || /[“”„"‘’']\s*\.|\s[“”„"]\s*[“”„"]|“”/.test(found.slice(stop))
  if (!leftOver || stop > first || rest.length < 2) return undefined
  const straight = quotes.every((quote) => quote === '"' || quote === "'")
  return {start: start + stop, end, expected: `${found.charAt(stop)}${straight ? quotes[0] : '”'}`}
}

/** Index at which the end of the quotation begins once more (`law. “. law. “`): of the full stop before it. */
function repeatedWords(text: string, marks: readonly QuotationMark[], end: number): number | undefined {
  const before = marks.at(-2)
  if (!before || end - before.index > 80) return undefined
  const between = /^[“”„"]\s*\.\s*(.*?[.!?…])\s*[“”„"]?\.?$/su.exec(text.slice(before.index, end))
  const words = between?.[1]
  if (!words || !/\p{L}/u.test(words)) return undefined
  const first = text.slice(0, before.index).trimEnd()
  return first.endsWith(words) ? first.length : undefined
}
