import {isCodeLike} from '../src/language/code-like.js'
import type {Paragraph} from '../src/language/paragraph.js'
import {defineRule, type FixKind, type Severity, type Span} from '../src/rule.js'

type Form = {
  pattern: RegExp
  expected: (found: string) => string
  severity?: Severity
  fix?: FixKind
  /** The same thing without the space. A text that never writes so has a style of its own. */
  joined?: RegExp
}

const closeUp = (found: string) => found.replace(/[ \u00A0]/g, '')
const unit =
  '(?:%|per ?cent|million|billion|trillion|thousand|percent|percentage|times|kilomet|met(?:er|re)s?|miles?|feet|inch|hours?|degrees|km|kg|cm|mm|mph|years?)'
const about =
  '(?:by|of|about|around|nearly|almost|over|under|from|approximately|roughly|some|between|than|below|above|only|was|is|version|rose|fell|grew|gained|lost|up|down|increased|decreased|averaged|reached|additional|another)'

const forms: readonly Form[] = [
  // `1, 000`: no item of a list begins with a nought; `March 13, 020` is a date. `$1, 250`.
  {
    pattern:
      /(?<![\p{N}.,:/-]|[$€£¥] ?|(?:January|February|March|April|May|June|July|August|September|October|November|December) )\d{1,3}(?: , ?|, )0\d\d(?:, ?\d{3})*(?![\p{N}]|[.,]\p{N})/gu,
    expected: closeUp,
  },
  {pattern: /(?<=[$€£¥] ?)\d{1,3}(?: , ?|, )\d{3}(?![\p{N}]|[.,]\p{N})/gu, expected: closeUp},
  // `3. 5 per cent`; `by 2022. 42% of them` begins a sentence.
  {
    pattern: new RegExp(`(?<=(?<![\\p{L}])${about} |[$€£¥] ?)\\d{1,2}(?: \\. ?|\\. )\\d{1,2}(?= ?${unit})`, 'giu'),
    expected: closeUp,
    fix: 'suggest',
  },
  // `10: 30 a.m.`, `at 10 : 30`
  {
    pattern:
      /(?<=(?<!\p{L})(?:at|until|till|by|from|around|before|after|since) )(?:[01]?\d|2[0-3])(?: : ?|: )[0-5]\d(?!\p{N})|(?<![\p{N}:.])(?:[01]?\d|2[0-3])(?: : ?|: )[0-5]\d(?= ?[ap]\.? ?m\b)/giu,
    expected: closeUp,
  },
  // `2 nd`, `19 th century`
  {pattern: /(?<![\p{N}.,:])(?:\d*1 st|\d*2 nd|\d*3 rd|\d*\d th)(?![\p{L}\p{N}.’'])/gu, expected: closeUp},
  // `the 1990 s`: elsewhere these may be seconds.
  {
    pattern: /(?<=(?<!\p{L})(?:the|early|late|mid) )(?:1[5-9]|20)\d0 ['’]?s(?![\p{L}\p{N}])/giu,
    expected: closeUp,
    fix: 'suggest',
  },
  {pattern: /(?<=^|[\s([“"])[$£¥€] \d/gu, expected: closeUp, severity: 'warning'},
  {pattern: /(?<![\p{N}.,]|[.,] )\d[\d.,]* %/gu, expected: closeUp, severity: 'warning', joined: /\d%/},
  {
    pattern: /(?<![\p{L}\p{N}.,/]|\/ )\d{1,2} \/ \d{1,2}(?!\p{N}| ?\/|[.,]\p{N})/gu,
    expected: closeUp,
    severity: 'warning',
    fix: 'suggest',
    joined: /(?<![\d/])\d{1,2}\/\d{1,2}(?![\d/])/,
  },
]

const spaced = /\d(?: [%/,.:]|[,.:] \d| (?:st|nd|rd|th|['’]?s)(?!\p{L}))|[$£€¥] \d/u

type Finding = {span: Span; found: string; form: Form}
type State = {found: Finding[]; joined: Set<Form>}

/**
 * Finds spaces inside numbers: `1, 000`, `3. 5 per cent`, `10: 30 a.m.`, `2 nd`, `the 1990 s`, `$ 5`, `10 %`, `1 / 2`.
 * Engines cut numbers before they translate. `10 %` and `1 / 2` are a style where a text always writes so.
 */
export default defineRule<object, State>({
  id: 'split-number',
  group: 'spacing',
  summary: 'Write a number and its sign without spaces inside.',
  severity: 'error',
  stage: 'stable',
  fix: 'safe',
  examples: {
    bad: [
      {
        text: 'More than 1, 000 people came.',
        found: '1, 000',
        message: 'Unexpected `1, 000`, expected `1,000`',
        fixed: 'More than 1,000 people came.',
      },
      {
        text: 'Prices rose by 3. 5 per cent.',
        found: '3. 5',
        message: 'Unexpected `3. 5`, expected `3.5`',
        fixed: 'Prices rose by 3.5 per cent.',
      },
      {
        text: 'The train left at 10: 30 from the old station.',
        found: '10: 30',
        message: 'Unexpected `10: 30`, expected `10:30`',
        fixed: 'The train left at 10:30 from the old station.',
      },
      {
        text: 'It was built in the 19 th century.',
        found: '19 th',
        message: 'Unexpected `19 th`, expected `19th`',
        fixed: 'It was built in the 19th century.',
      },
      {
        text: 'It cost $ 5 in all.',
        found: '$ 5',
        message: 'Unexpected `$ 5`, expected `$5`',
        severity: 'warning',
        fixed: 'It cost $5 in all.',
      },
      {
        text: 'Sales grew by 10 % after a fall of 3%.',
        found: '10 %',
        message: 'Unexpected `10 %`, expected `10%`',
        severity: 'warning',
        fixed: 'Sales grew by 10% after a fall of 3%.',
      },
    ],
    good: [
      'In 1956, 101 members signed, and in 2005, 137 of them voted on items 115, 116 and 007.',
      'Half of them came by 2022. 42% of them stayed.',
      'See Journal of Politics 65, No. 1: 50–68, and 27: 43–60.',
      'Light travels far in 1 s, and the tube was lit for 1200 s in the end.',
      'Yields rose by 10 % in the north and by 12 % in the south.',
      'Yields rose by 10\u00A0% and not by 3%.',
      'He lives at 1 St. James Street, and she at 22 Nd Road.',
      'Scores were 4 / 5 and 3 / 5.',
    ],
  },
  state: () => ({found: [], joined: new Set()}),
  paragraph(paragraph, _, {state}) {
    const {text} = paragraph
    if (!/\d/.test(text)) return
    for (const form of forms) {
      if (form.joined && !state.joined.has(form) && form.joined.test(text)) state.joined.add(form)
    }
    if (!spaced.test(text)) return
    state.found.push(...findingsOf(paragraph))
  },
  end(report, {state}) {
    const counts = new Map<Form, number>()
    for (const {form} of state.found) counts.set(form, (counts.get(form) ?? 0) + 1)
    for (const {span, found, form} of state.found) {
      // One alone shows no style, so it is only mentioned; two or more that agree do.
      if (form.joined && !state.joined.has(form) && counts.get(form) !== 1) continue
      const expected = form.expected(found)
      const severity = form.joined && !state.joined.has(form) ? 'info' : form.severity
      report(span, {
        message: `Unexpected \`${found}\`, expected \`${expected}\``,
        expected: [expected],
        note: 'Engines cut numbers before they translate, and do not always join them again.',
        ...(severity ? {severity} : {}),
        ...(form.fix ? {fix: form.fix} : {}),
      })
    }
  },
})

function findingsOf(paragraph: Paragraph): Finding[] {
  const {text} = paragraph
  const found: Finding[] = []
  const arithmetic = /[=*^+<>]/.test(text)
  for (const form of forms) {
    for (const match of text.matchAll(form.pattern)) {
      // `1 / 2 = 3 / 6` is arithmetic.
      if (match[0].includes('/') && arithmetic) continue
      const span = paragraph.span(match.index, match.index + match[0].length)
      found.push({span, found: match[0], form})
    }
  }
  return found.length > 0 && isCodeLike(text) ? [] : found
}
