import type {QuotationMark, Quotations} from '../src/language/quotation-marks.js'
import {defineRule} from '../src/rule.js'

const closing: Record<string, string> = {
  '‘': '’',
  '‚': '’',
  '‛': '’',
  '’': '’',
  "'": "'",
  '"': '"',
  '＂': '＂',
  '＇': '＇',
}

/**
 * Finds a quotation whose closing mark was set apart or turned round. Translation engines split the text after the
 * full stop; the mark that is left begins the next piece and becomes an opening one.
 */
export default defineRule({
  id: 'closing-quote',
  group: 'quotes',
  summary: 'Close a quotation with a closing mark, without a space before it.',
  severity: 'error',
  stage: 'stable',
  fix: 'safe',
  examples: {
    bad: [
      {
        text: 'The mayor said she wanted “to calm the situation. “',
        found: '. “',
        message: 'Unexpected `. “`, expected `.”`',
        fixed: 'The mayor said she wanted “to calm the situation.”',
      },
      {
        text: '"We will be there on time, " he said. Nobody believed him.',
        found: ', "',
        message: 'Unexpected `, "`, expected `,"`',
        fixed: '"We will be there on time," he said. Nobody believed him.',
      },
      {
        text: 'Nobody, he wrote, “is winning this war. „ The letter ends there.',
        found: '. „',
        message: 'Unexpected `. „`, expected `.”`',
        fixed: 'Nobody, he wrote, “is winning this war.” The letter ends there.',
      },
      {
        text: 'She called it ‘a good start. ‘',
        found: '. ‘',
        message: 'Unexpected `. ‘`, expected `.’`',
        fixed: 'She called it ‘a good start.’',
      },
    ],
    good: [
      '“We came,” she said. “We saw.”',
      'He asked: “Did she say ‘no’?” “Yes.”',
      'The board is 10" wide and 5\' 11" long.',
      'The ‘phone rang in the boys’ room in the ’90s.',
      'Sie sagte: „Guten Tag“ und ging.',
      'Press the " key, then the \' key.',
      'Otherwise show "visitors per day: " and then the number.',
      'I thought "... what is that?" and went on.',
    ],
  },
  paragraph(paragraph, report) {
    const {text, quotations} = paragraph
    const {tail} = quotations
    for (const mark of quotations.marks) {
      if (mark.role !== 'stray' || (tail && mark.index >= tail.start)) continue
      const before = text.slice(0, mark.index).trimEnd()
      if (before === '' || before.length === mark.index || !/(?:[\p{L}\p{N}!?,…)\]]|(?<!\. )\.)$/u.test(before))
        continue
      const open = quotations.pairs.find(({close}) => close === mark)?.open
      if (open ? isQuotation(text, open, mark) : endsParagraph(text, mark, quotations)) {
        const start = before.length - 1
        const end = mark.index + mark.text.length
        const span = paragraph.span(start, end)
        // What stands between may be hidden markup, which needs the space.
        if (!span.plain) continue
        const found = text.slice(start, end)
        const expected = text.charAt(start) + (open?.text === '"' ? '"' : (closing[mark.text] ?? '”'))
        report(span, {
          message: `Unexpected \`${found}\`, expected \`${expected}\``,
          expected: [expected],
          note: 'Translation engines cut the text after the full stop and turn round the mark that is left.',
        })
      }
    }
  },
})

/** Whether the marks hold words between them: `the " and ' keys` and `" "` do not quote. */
function isQuotation(text: string, open: QuotationMark, close: QuotationMark): boolean {
  const quoted = text.slice(open.index + 1, close.index).trim()
  return open.role === 'open' && /\p{L}{2}/u.test(quoted) && sameFamily(open.text, close.text)
}

function sameFamily(open: string, close: string): boolean {
  return open === '"' || close === '"' ? open === close || open !== "'" : true
}

/** A mark behind the last full stop of a paragraph can only close, whatever opened the quotation. */
function endsParagraph(text: string, mark: QuotationMark, {marks}: Quotations): boolean {
  return (
    /[.!?…,]\s+$/.test(text.slice(0, mark.index)) && text.slice(mark.index + 1).trim() === '' && marks.at(-1) === mark
  )
}
