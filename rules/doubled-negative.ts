import {isEnclosed} from '../src/language/quotation-marks.js'
import {defineRule} from '../src/rule.js'

const auxiliary = '(?:do|does|did|will|would|can|could|shall|should|must|may|might|has|have|had|is|are|was|were)'

/** What a machine writes and hardly a person, with what it should be. */
const patterns: readonly {pattern: RegExp; repair: (found: string) => string}[] = [
  // `do not never go`, `cannot never`
  {
    pattern: new RegExp(`\\b(?:${auxiliary} not|cannot) never(?= \\p{L})`, 'giu'),
    repair: (found) => found.replace(/ ?never$/i, ''),
  },
  // `cannot not be able to swim`, `could not not be able to`
  {
    pattern: /\b(?:can ?not|could not|will not|would not) not be able to\b/giu,
    repair: (found) => found.replace(/ not be able to$/i, ''),
  },
  // `cannot be able to swim`
  {pattern: /\bcannot be able to\b/giu, repair: (found) => found.slice(0, 6)},
  // `do not cannot swim`
  {pattern: new RegExp(`\\b${auxiliary} not cannot\\b`, 'giu'), repair: () => 'cannot'},
  // `there is no any way`, `has no any doubt`
  {
    pattern: /\b(?:is|are|was|were|has|have|had|with) no any(?= \p{Ll})/giu,
    repair: (found) => found.replace(/ any$/i, ''),
  },
  // `without no help`
  {pattern: /\bwithout no(?= \p{Ll})/giu, repair: (found) => found.replace(/no$/i, 'any')},
]

const cheap = /\bno any\b|not (?:never|not be|cannot)\b|cannot (?:be able|never)|without no /i

/**
 * Finds what is denied twice in one breath: `do not never`, `cannot be able to`. Engines join the negative words of two
 * readings. Dialect (`don’t never`) and speech are left alone, and so is litotes (`not unable`, `cannot not`).
 */
export default defineRule({
  id: 'doubled-negative',
  group: 'words',
  summary: 'Deny once: write `never` or `not`.',
  severity: 'warning',
  stage: 'stable',
  fix: 'suggest',
  examples: {
    bad: [
      {
        text: 'Ships do not never stop at the island.',
        found: 'do not never',
        message: 'Unexpected second negative in `do not never`, expected `do not`',
        fixed: 'Ships do not stop at the island.',
      },
      {
        text: 'The pilot cannot not be able to land there.',
        found: 'cannot not be able to',
        message: 'Unexpected second negative in `cannot not be able to`, expected `cannot`',
        fixed: 'The pilot cannot land there.',
      },
      {
        text: 'There is no any reason to wait.',
        found: 'is no any',
        message: 'Unexpected second negative in `is no any`, expected `is no`',
        fixed: 'There is no reason to wait.',
      },
      {
        text: 'The ship left without no warning.',
        found: 'without no',
        message: 'Unexpected second negative in `without no`, expected `without any`',
        fixed: 'The ship left without any warning.',
      },
    ],
    good: [
      'He don’t never listen, and I ain’t got no money.',
      '“We do not never go there,” said the old man.',
      'One cannot not communicate, and it is not unusual.',
      'Is it so? No, any of them will do. He had no, any more than she.',
      'She was not nobody in that town.',
      'They did not, nothing being said, go on.',
    ],
  },
  paragraph(paragraph, report) {
    const {text} = paragraph
    if (!cheap.test(text)) return
    for (const {pattern, repair} of patterns) {
      for (const match of text.matchAll(pattern)) {
        const {index} = match
        const [found] = match
        if (isEnclosed(paragraph.quotations, index, index + 1)) continue
        const expected = repair(found)
        report(paragraph.span(index, index + found.length), {
          message: `Unexpected second negative in \`${found}\`, expected \`${expected}\``,
          expected: [expected],
          note: 'Engines join the negative words of two readings.',
        })
      }
    }
  },
})
