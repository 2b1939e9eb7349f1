import {isClear, isOwnText, isQuoted} from '../src/language/own-words.js'
import type {Reading} from '../src/language/paragraph.js'
import {defineRule, type Span} from '../src/rule.js'

type Order = 'day' | 'month'
type Use = {span: Span; text: string; expected: string}

const month =
  'January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\b\\.?'
const day = '(?:[12]\\d|3[01]|0?[1-9])'
const gap = '[ \\u00A0\\n\\r]{1,2}'
const end = '(?![\\p{L}\\p{N}_/%]|[.,:]\\d|[–-]\\d)'
// `12 March 2020`, `12th March`; not `10–12 March`.
const dayFirst = new RegExp(
  `(?<![\\p{L}\\p{N}_.,:/$€£#–-])(${day})(?:st|nd|rd|th)?${gap}(${month})(?:,?${gap}(\\d{4}))?${end}`,
  'gu',
)
// `March 12, 2020`, `March 12`; not `March 12–14`.
const monthFirst = new RegExp(
  `(?<![\\p{L}\\p{N}_.,:/–-])(?<!\\d(?:st|nd|rd|th)?${gap})(${month})${gap}(${day})(?:st|nd|rd|th)?(?:,?${gap}(\\d{4}))?${end}`,
  'gu',
)
/** `25/12/2020`; where both can be a month, nobody knows the order. */
const numbers = /(?<![\p{L}\p{N}_.,:/–-])(\d{1,2})\/(\d{1,2})\/(\d{4}|\d\d)(?![\p{L}\p{N}_/–-]|[.,:]\d)/gu
const cheap =
  /\d\/\d|(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)/
/** Days that have a name in one order, and numbers that are no days. */
const holiday = /^(?:4(?:th)?\sJuly|July\s4(?:th)?|September\s11|11\sSeptember|1\sMay|May\s1|January\s6)(?!\d)/
/** What stands before a date in a sentence, and not in a reference, a dateline or a list: `on`, `late on Friday,`. */
const lead = /(?:(?<![\p{L}\p{N}.])(?:\p{Ll}{2,}|On|By|In|From|Since|Until|Before|After|Between|For)|day,?)\s{1,2}$/u
const numbered =
  /(?:no|vol|volume|issue|number|pages?|chapter|part|version|aged?|of|the|accessed|retrieved|dated)\s{1,2}$/i

/**
 * Finds dates in two orders: `12 March 2020` beside `March 12, 2020`, and `25/12/2020` beside `12/25/2020`. Quotations
 * and references are left alone, and so are ranges and holidays that have their date for a name.
 */
export default defineRule<object, {uses: Record<Order, Use[]>}>({
  id: 'date-order-consistency',
  group: 'consistency',
  summary: 'Write dates in one order throughout a document.',
  severity: 'info',
  stage: 'stable',
  fix: 'suggest',
  examples: {
    bad: [
      {
        text: 'It opened on 12 March 2020, closed on 2 April 2020 and reopened on 9 May. It moved on March 12, 2021.',
        found: 'March 12, 2021',
        message:
          'Unexpected order of the date `March 12, 2021`, expected `12 March 2021` as elsewhere in this document',
        fixed: 'It opened on 12 March 2020, closed on 2 April 2020 and reopened on 9 May. It moved on 12 March 2021.',
      },
      {
        text: 'It opened on March 12, 2020, closed on April 2 and reopened on May 9. It moved on 5 June 2021.',
        found: '5 June 2021',
        message: 'Unexpected order of the date `5 June 2021`, expected `June 5, 2021` as elsewhere in this document',
        fixed: 'It opened on March 12, 2020, closed on April 2 and reopened on May 9. It moved on June 5, 2021.',
      },
      {
        text: 'Pay by 25/12/2020, 28/12/2020 or 31/12/2020. The office opens on 01/13/2021.',
        found: '01/13/2021',
        message: 'Unexpected order of the date `01/13/2021`, expected `13/01/2021` as elsewhere in this document',
        fixed: 'Pay by 25/12/2020, 28/12/2020 or 31/12/2020. The office opens on 13/01/2021.',
      },
    ],
    good: [
      'It opened on 12 March 2020 and closed on March 13, 2020.',
      'It opened on 12 March, closed on 2 April and moved on 9 June. She spoke of September 11 and July 4.',
      'It opened on 12 March, closed on 2 April and moved on 9 June. The sign read “Closed on June 3, 2019”.',
      'It opened on March 12, closed on April 2 and moved on June 9. The ratio was 3/4, then 03/04/2020.',
      'It opened on March 12, closed on April 2 and moved on June 9. On the 4th of July it was full.',
      'It opened on March 12, closed on April 2 and moved on June 9. Issue 12 March 2020 is sold out.',
    ],
  },
  state: () => ({uses: {day: [], month: []}}),
  paragraph(paragraph, _, {state: {uses}}) {
    const {text} = paragraph
    if (!paragraph.once(mayHaveDate) || !isOwnText(paragraph)) return
    const add = (order: Order, match: RegExpExecArray, expected: string) => {
      const {index} = match
      if (
        holiday.test(match[0]) ||
        !(match[0].includes('/') || isInSentence(text, index, index + match[0].length)) ||
        isQuoted(paragraph, index)
      ) {
        return
      }
      uses[order].push({span: paragraph.span(index, index + match[0].length), text: match[0], expected})
    }
    for (const match of text.matchAll(dayFirst)) {
      const [, first, name, year] = match
      add('day', match, `${name} ${first}${year ? `, ${year}` : ''}`)
    }
    for (const match of text.matchAll(monthFirst)) {
      const [, name, second, year] = match
      add('month', match, `${second} ${name}${year ? ` ${year}` : ''}`)
    }
    for (const match of text.matchAll(numbers)) {
      const [, first = '', second = '', year] = match
      const expected = `${second}/${first}/${year}`
      if (Number(first) > 12 && Number(first) < 32 && Number(second) < 13) add('day', match, expected)
      else if (Number(second) > 12 && Number(second) < 32 && Number(first) < 13) add('month', match, expected)
    }
  },
  end(report, {state: {uses}}) {
    const fewer = isClear(uses.day.length, uses.month.length)
      ? uses.month
      : isClear(uses.month.length, uses.day.length)
        ? uses.day
        : []
    for (const {span, text, expected} of fewer) {
      report(span, {
        message: `Unexpected order of the date \`${text}\`, expected \`${expected}\` as elsewhere in this document`,
        expected: [expected],
      })
    }
  },
})

/** Whether a date is part of a sentence of the text, rather than of a reference that stands in it. */
function isInSentence(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 14), start)
  if (numbered.test(before)) return false
  // `March 12 was cold.`
  return lead.test(before) || (/^$|[.!?]\s+$/.test(before) && /^ \p{Ll}/u.test(text.slice(end, end + 2)))
}

function mayHaveDate({text}: Reading): boolean {
  return cheap.test(text)
}
