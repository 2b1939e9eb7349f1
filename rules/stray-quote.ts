import {defineRule} from '../src/rule.js'

// Two marks on one another after a sentence or a word, which close nothing twice: `said.””`, `end. " "`.
const doubled = /(?<=[\p{L}\p{N}.!?,…])(?:(”)”+|(?<=[.!?,…])(")"+|(?<=[.!?,…]) (") "|“”|(?<=[.!?…]) “”)(?=\s|$)/gu

/**
 * Finds marks, and tails of sentences, that were left over beside a closed quotation. An engine that loses its place
 * at the end of a quotation writes its last mark, or its last words, again.
 */
export default defineRule({
  id: 'stray-quote',
  group: 'quotes',
  summary: 'Remove quotation marks that were left over beside a quotation.',
  severity: 'error',
  stage: 'stable',
  fix: 'safe',
  examples: {
    bad: [
      {
        text: 'The court called it “a breach of the law. “. law. “',
        found: '. “. law. “',
        message: 'Unexpected `. “. law. “` after the quotation, expected `.”`',
        fixed: 'The court called it “a breach of the law.”',
      },
      {
        text: 'She sees the town through “tinted glasses. “. “',
        found: '. “. “',
        message: 'Unexpected `. “. “` after the quotation, expected `.”`',
        fixed: 'She sees the town through “tinted glasses.”',
      },
      {
        text: 'They hope that “both will settle it. “”.',
        found: '. “”.',
        message: 'Unexpected `. “”.` after the quotation, expected `.”`',
        fixed: 'They hope that “both will settle it.”',
      },
      {
        text: '“We were late,”” he said.',
        found: '””',
        message: 'Unexpected `””`, expected `”`',
        fixed: '“We were late,” he said.',
      },
    ],
    good: [
      '“He told me: ‘We were late.’”',
      '"He told me: \'We were late.\'"',
      'The function returns "" when there is nothing to read.',
      'Use "" for an empty field and " " for a space.',
      '“One.” “Two.” “Three.”',
    ],
  },
  paragraph(paragraph, report) {
    const {text, quotations} = paragraph
    if (quotations.marks.length < 2) return
    const {tail} = quotations
    if (tail) {
      const found = text.slice(tail.start, tail.end)
      report(paragraph.span(tail.start, tail.end), {
        message: `Unexpected \`${found}\` after the quotation, expected \`${tail.expected}\``,
        expected: [tail.expected],
        note: 'An engine that loses its place at the end of a quotation writes its last mark or words again.',
      })
    }
    for (const match of text.matchAll(doubled)) {
      const end = match.index + match[0].length
      if (tail && end > tail.start) continue
      const open = quotations.unopened.some((mark) => mark.index >= match.index && mark.index < end)
      const mark = match[1] ?? match[2] ?? match[3]
      const expected = mark ?? (open ? '' : '”')
      report(paragraph.span(match.index, end), {
        message: `Unexpected \`${match[0]}\`, expected ${expected === '' ? 'nothing' : `\`${expected}\``}`,
        expected: [expected],
        ...(mark === '”' ? {} : {fix: 'suggest' as const}),
      })
    }
  },
})
