import {countOldWords} from '../src/language/old-print.js'
import type {Reading} from '../src/language/paragraph.js'
import {defineRule, type FixKind, type Severity, type Span} from '../src/rule.js'

type Form = {pattern: RegExp; expected: (found: string) => string; severity?: Severity; fix?: FixKind}
type State = {found: {span: Span; found: string; expected: string; form: Form}[]; oldWords: number}

const closeUp = (found: string) => found.replace(/[ \u00A0]/g, '')
const auxiliaries =
  `do|does|did|is|was|were|are|has|have|had|ca|wo|would|could|should|must|need|ai|sha|might|dare|ought`
    .split('|')
    .map((word) => `[${word.charAt(0)}${word.charAt(0).toUpperCase()}]${word.slice(1)}`)
    .join('|')

const lonePossessive = /\p{L}{2,}s ['’](?= \p{Ll}{2})/gu
const looseMark = /(?<![\p{L}\p{N}])['’‘]|['’‘](?![\p{L}\p{N}])/gu

const forms: readonly Form[] = [
  // do n't, do n 't
  {pattern: new RegExp(`(?<![\\p{L}’'])(?:${auxiliaries}) n ?['’] ?t(?![\\p{L}’'])`, 'gu'), expected: closeUp},
  // don 't, don ' t, don' t. `Don 't Hooft` is a person.
  {
    pattern: new RegExp(`(?<![\\p{L}’'])(?:${auxiliaries})n(?: ['’] ?| ?['’] )t(?![\\p{L}’'])(?! \\p{Lu})`, 'gu'),
    expected: closeUp,
  },
  // I 'm, they ' ll, we' ve
  {
    pattern:
      /(?<![\p{L}’'])(?:I|you|he|she|it|we|they|who|that|there|this|what)(?: ['’] ?| ?['’] )(?:m|re|ve|ll|d)(?![\p{L}’'-])/giu,
    expected: closeUp,
  },
  // it 's, the company ' s, China' s. Not `the 's key`, `in 's-Hertogenbosch`, `the boys' s`.
  {
    pattern:
      /(?<![\p{L}’'])(?!(?:the|a|an|of|with|or|and|in|to|by|from|letter|ending|suffix)\b)\p{L}*[\p{L}\p{N}](?: ['’] ?| ?['’] )s(?= [\p{L}\p{N}“"(]|[.,;:!?])(?! ?['’])/giu,
    expected: closeUp,
  },
  // the workers ' rights, where the mark is the only one that could open or close a quotation
  {pattern: lonePossessive, expected: closeUp, severity: 'warning'},
  {pattern: /(?<![\p{L}’'])(?:gon|wan) na(?![\p{L}’'])/giu, expected: closeUp},
  {pattern: /(?<![\p{L}’'])can not(?! only\b)(?![\p{L}’'])/gu, expected: closeUp, severity: 'info', fix: 'suggest'},
]
const any = / n['’]t|[ \u00A0]['’]|['’] (?:s|t|m|re|ve|ll|d)(?!\w)|[ao]n na(?!\w)|can not/

/**
 * Finds contractions and possessives in two pieces: `do n't`, `it 's`, `the company ' s`. Engines cut them before they
 * translate, and do not always join them again. Old books, which were printed in this way, are left alone.
 */
export default defineRule<object, State>({
  id: 'split-contraction',
  group: 'spacing',
  summary: 'Write contractions and possessives in one word.',
  severity: 'error',
  stage: 'stable',
  fix: 'safe',
  examples: {
    bad: [
      {
        text: 'They do n’t know the way.',
        found: 'do n’t',
        message: 'Unexpected `do n’t`, expected `don’t`',
        fixed: 'They don’t know the way.',
      },
      {
        text: "We sold the company ' s trucks.",
        found: "company ' s",
        message: "Unexpected `company ' s`, expected `company's`",
        fixed: "We sold the company's trucks.",
      },
      {
        text: 'I think it ’s late, and nobody is here.',
        found: 'it ’s',
        message: 'Unexpected `it ’s`, expected `it’s`',
        fixed: 'I think it’s late, and nobody is here.',
      },
      {
        text: 'He can not swim.',
        found: 'can not',
        message: 'Unexpected `can not`, expected `cannot`',
        severity: 'info',
        fixed: 'He cannot swim.',
      },
    ],
    good: [
      'You can not only read it but also print it.',
      'Add an ’s to the name, and put the boys’ songs first.',
      "The words of Don 't Hooft were heard in 's-Hertogenbosch.",
      "They sang 'the rose' and 'so on' in the ’90s, and ’em all.",
      "'T is not for thee, and he 's not come, nor hath he said he 'll come.",
      'Is it rock ’n’ roll? The dogs’ re-election was ’tis and ’twas.',
    ],
  },
  state: () => ({found: [], oldWords: 0}),
  paragraph(paragraph, _, {state}) {
    const {text} = paragraph
    if (!paragraph.once(mayBeSplit)) return
    const before = state.found.length
    for (const form of forms) {
      if (form.pattern === lonePossessive && text.match(looseMark)?.length !== 1) continue
      for (const match of text.matchAll(form.pattern)) {
        const span = paragraph.span(match.index, match.index + match[0].length)
        state.found.push({span, found: match[0], expected: form.expected(match[0]), form})
      }
    }
    if (state.found.length > before) state.oldWords += countOldWords(text)
  },
  end(report, {state}) {
    if (state.oldWords > 1) return
    for (const {span, found, expected, form} of state.found) {
      report(span, {
        message: `Unexpected \`${found}\`, expected \`${expected}\``,
        expected: [expected],
        note: 'Engines cut contractions before they translate, and do not always join them again.',
        ...(form.severity ? {severity: form.severity} : {}),
        ...(form.fix ? {fix: form.fix} : {}),
      })
    }
  },
})

function mayBeSplit({text}: Reading): boolean {
  return any.test(text)
}
