import {isClear, isOwnText, isQuoted} from '../src/language/own-words.js'
import {defineRule, type Span} from '../src/rule.js'

type Form = '%' | 'percent' | 'per cent'
type Use = {span: Span; text: string; number: string}

// `5%`, `5 %`, `5 percent`, `5 per cent`; not `5 percentage points` or `a 5-percent tax`.
const share =
  /(?<![\p{L}\p{N}.,/_-])(\d[\d,.]*)(?:([ \u00A0]?%)(?![\p{L}\p{N}%])|[ \u00A0](per ?cent)(?![\p{L}\p{N}]))/giu

/**
 * Finds `%` in a text that writes `percent`, and the other way round. Shares in words, in tables and in parentheses,
 * where styles ask for the other form, are left alone.
 */
export default defineRule<object, {uses: Record<Form, Use[]>}>({
  id: 'percent-consistency',
  group: 'consistency',
  summary: 'Write `%`, `percent` or `per cent` throughout a document.',
  severity: 'info',
  stage: 'stable',
  fix: 'suggest',
  examples: {
    bad: [
      {
        text: 'Prices rose by 5 percent in May, 6 percent in June and 7 percent in July. Wages rose by 2%.',
        found: '2%',
        message: 'Unexpected `2%`, expected `2 percent` as elsewhere in this document',
        fixed: 'Prices rose by 5 percent in May, 6 percent in June and 7 percent in July. Wages rose by 2 percent.',
      },
      {
        text: 'Prices rose by 5% in May, 6% in June and 7% in July. Wages rose by 2.5 per cent.',
        found: '2.5 per cent',
        message: 'Unexpected `2.5 per cent`, expected `2.5%` as elsewhere in this document',
        fixed: 'Prices rose by 5% in May, 6% in June and 7% in July. Wages rose by 2.5%.',
      },
      {
        text: 'It was 5 per cent in May, 6 per cent in June and 7 per cent in July; now it is 2 percent.',
        found: '2 percent',
        message: 'Unexpected `2 percent`, expected `2 per cent` as elsewhere in this document',
        fixed: 'It was 5 per cent in May, 6 per cent in June and 7 per cent in July; now it is 2 per cent.',
      },
    ],
    good: [
      'Prices rose by 5%, 6% and 7%. Ten percent of wages went unpaid.',
      'Prices rose by 5%, 6% and 7%, or 2 percentage points more.',
      'Of all, 40 percent agreed, 30 percent declined and 20 percent kept silent (10%).',
      'Prices rose by 5%, 6% and 7%. “I got 10 percent,” she said.',
      'Prices rose by 5%. Wages rose by 2 percent.',
    ],
  },
  state: () => ({uses: {'%': [], percent: [], 'per cent': []}}),
  paragraph(paragraph, _, {state}) {
    const {text} = paragraph
    if (!/%|\bper ?cent/i.test(text) || !isOwnText(paragraph)) return
    let depth = 0
    let from = 0
    for (const match of text.matchAll(share)) {
      for (; from < match.index; from++) {
        const mark = text.charAt(from)
        if (mark === '(' || mark === '[') depth++
        else if ((mark === ')' || mark === ']') && depth > 0) depth--
      }
      if (depth > 0 || isQuoted(paragraph, match.index)) continue
      const [found, number = '', , word] = match
      const form = word ? (word.includes(' ') ? 'per cent' : 'percent') : '%'
      const span = paragraph.span(match.index, match.index + found.length)
      state.uses[form].push({span, text: found, number})
    }
  },
  end(report, {state: {uses}}) {
    const total = uses['%'].length + uses.percent.length + uses['per cent'].length
    const usual = (['%', 'percent', 'per cent'] as const).find((form) =>
      isClear(uses[form].length, total - uses[form].length),
    )
    if (!usual) return
    for (const form of ['%', 'percent', 'per cent'] as const) {
      for (const {span, text, number} of form === usual ? [] : uses[form]) {
        const expected = usual === '%' ? `${number}%` : `${number} ${usual}`
        report(span, {
          message: `Unexpected \`${text}\`, expected \`${expected}\` as elsewhere in this document`,
          expected: [expected],
        })
      }
    }
  },
})
