const marks = new Set(['"', "'", '“', '”', '„', '‟', '‘', '’', '‚', '‛', '«', '»', '‹', '›', '″', '′', '＂', '＇', '`', '´'])

/** Whether a character is written as a quotation mark somewhere, apostrophes and primes among them. */
export function isQuotationMark(character: string): boolean {
  return marks.has(character)
}
