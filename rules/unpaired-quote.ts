import type {Paragraph} from '../src/language/paragraph.js'
import type {QuotationMark} from '../src/language/quotation-marks.js'
import {defineRule, type Report, type Span} from '../src/rule.js'

/** A quotation that a paragraph left open, how many paragraphs ago, and whether it is the whole paragraph. */
type Open = {span: Span; mark: string; age: number; whole: boolean}
type State = {open: Open[]}

/** So many paragraphs later an open quotation can still be closed: verse, a list or code may stand in it. */
const patience = 12

/**
 * Finds a quotation mark whose partner is missing. Where an engine drops half a sentence, a mark goes with it.
 * A quotation over several paragraphs opens each of them and closes only the last.
 */
export default defineRule<object, State>({
  id: 'unpaired-quote',
  group: 'quotes',
  summary: 'Give every quotation both of its marks.',
  severity: 'warning',
  stage: 'stable',
  fix: 'none',
  examples: {
    bad: [
      {
        text: 'The wishes of others,” the minister said.',
        found: '”',
        message: 'Unexpected `”`: nothing opens this quotation',
      },
      {
        text: 'The minister said: “We cannot agree to this.\n\nThe talks go on.',
        found: '“',
        message: 'Unexpected `“`: nothing closes this quotation',
      },
      {
        text: 'He said that "the bridge is closed, and went home.',
        found: '"',
        message: 'Unexpected `"`: nothing closes this quotation',
      },
    ],
    good: [
      '“It began in spring.\n\n“It ended in autumn,” she said.',
      '“He told me ‘no’ and that was that,” she said.',
      '’Tis the boys’ room of the ’90s.',
      'The plank is 6\' 2" by 10", turned by 5° 10\' 30".',
      'He wrote:\n\n“There was a town\n\nbeside the sea.”',
      'They played rock ’n’ roll for the Joneses’ party.',
    ],
  },
  state: () => ({open: []}),
  paragraph(paragraph, report, {state}) {
    const {marks, unopened, unclosed} = paragraph.quotations
    for (const earlier of state.open) earlier.age++
    const overdue = state.open.filter((earlier) => earlier.age > patience)
    for (const earlier of overdue) reportOpen(earlier, report)
    state.open = state.open.filter((earlier) => earlier.age <= patience)
    // A story that ends in a quotation of several paragraphs may leave the last one open; a title follows.
    if (isTitle(paragraph)) state.open = state.open.filter((earlier) => earlier.age > 1 || !earlier.whole)
    if (marks.length === 0 || !/\p{L}/u.test(paragraph.text)) return
    // What `stray-quote` reports is not unpaired as well.
    const tail = paragraph.quotations.tail?.start ?? Infinity

    const first = marks.find((mark) => mark.role !== 'apostrophe')
    if (first && opensParagraph(paragraph, first)) {
      // The paragraph before was left open because this one goes on with its quotation.
      state.open = state.open.filter((earlier) => earlier.age > 1)
    }
    for (const mark of unopened) {
      if (mark.index >= tail) continue
      const earlier = state.open.pop()
      if (earlier) continue
      report(paragraph.span(mark.index, mark.index + mark.text.length), {
        message: `Unexpected \`${mark.text}\`: nothing opens this quotation`,
        note: 'Where an engine drops the beginning of a sentence, its opening mark goes with it.',
      })
    }
    for (const mark of unclosed) {
      if (mark.index >= tail) continue
      state.open.push({
        span: paragraph.span(mark.index, mark.index + mark.text.length),
        mark: mark.text,
        age: 0,
        whole: opensParagraph(paragraph, mark),
      })
    }
  },
  end(report, {state}) {
    for (const earlier of state.open) if (!earlier.whole || earlier.age > 0) reportOpen(earlier, report)
  },
})

function isTitle({kind, text}: Paragraph): boolean {
  return kind === 'heading' || (text.length < 120 && !/[.!?…:,;”"’)]\s*$/.test(text))
}

function opensParagraph({text}: Paragraph, mark: QuotationMark): boolean {
  return mark.role === 'open' && text.slice(0, mark.index).trim() === ''
}

function reportOpen({span, mark}: Open, report: Report): void {
  report(span, {
    message: `Unexpected \`${mark}\`: nothing closes this quotation`,
    note: 'Where an engine drops the end of a sentence, its closing mark goes with it.',
  })
}
