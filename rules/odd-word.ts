import type {Paragraph} from '../src/language/paragraph.js'
import {defineRule} from '../src/rule.js'
import {loadTable} from './odd-word/load.js'
import {createMatcher, type Match, type Matcher} from './odd-word/matcher.js'

/** Lists whose expressions are terms: one swapped word is enough for a warning. */
const terms = new Set(['computing', 'medicine', 'science'])
/** Words by which a sentence speaks of a phrase rather than uses it. */
const discussed =
  /\b(?:tortured phrases?|so-called|the (?:phrase|term|expression|word)s?|coined|paraphras\w+|synonyms?)\b/i

type Options = {fields: readonly string[]}

let matcher: Matcher | undefined

/**
 * Finds a word that a synonym engine or a round trip put in the place of the right one: a run of words that turns into
 * an established expression when one or more of its words are swapped back. What stands in quotation marks and what
 * a sentence speaks of is left alone, and so is what people write, which the lists of exceptions have.
 */
export default defineRule<Options>({
  id: 'odd-word',
  group: 'words',
  summary: 'Write the usual word where a synonym engine or a round trip put another.',
  severity: 'warning',
  stage: 'stable',
  fix: 'suggest',
  options: {
    defaults: {fields: []},
    schema: {fields: {type: 'array', items: {type: 'string'}, description: 'Expression lists to use; empty for all'}},
  },
  examples: {
    bad: [
      {
        text: 'The robot uses profound learning to find its way.',
        found: 'profound learning',
        message: 'Unexpected `profound learning`, expected `deep learning`',
        fixed: 'The robot uses deep learning to find its way.',
      },
      {
        text: 'Bosom malignancies are found early.',
        found: 'Bosom malignancies',
        message: 'Unexpected `Bosom malignancies`, expected `Breast cancers`',
        fixed: 'Breast cancers are found early.',
      },
      {
        text: 'An arbitrary timberland was trained on the sample.',
        found: 'arbitrary timberland',
        message: 'Unexpected `arbitrary timberland`, expected `random forest`',
        fixed: 'An random forest was trained on the sample.',
      },
    ],
    good: [
      'The tortured phrase profound learning stands for deep learning.',
      'She calls it “profound learning” in her essay.',
      'Deep learning and random forests are methods.',
      'He had a profound influence on learning.',
    ],
  },
  paragraph(paragraph, report, {options}) {
    matcher ??= createMatcher(loadTable())
    const {text, tokens} = paragraph
    for (const match of matcher(tokens, text)) {
      if (options.fields.length > 0 && match.field !== '' && !options.fields.includes(match.field)) continue
      const start = tokens[match.first]?.start ?? 0
      const end = tokens[match.last - 1]?.end ?? 0
      if (isMentioned(paragraph, start, end)) continue
      const found = text.slice(start, end)
      const expected = match.expected.map((right) => likeCase(right, found))
      report(paragraph.span(start, end), {
        message: `Unexpected \`${found}\`, expected \`${expected[0]}\``,
        expected,
        note: `${match.kind === 'phrase' ? 'Wrong words for' : 'Word-for-word synonym of'} “${expected[0]}”.`,
        severity: isSure(match) ? 'warning' : 'info',
      })
    }
  },
})

function isSure(match: Match): boolean {
  return match.kind === 'phrase' || match.swaps > 1 || terms.has(match.field)
}

/** Whether a phrase stands in quotation marks, or in a sentence that speaks of it. */
function isMentioned({text, quotations, sentences}: Paragraph, start: number, end: number): boolean {
  if (
    quotations.pairs.some(({open, close}) => open.index < start && close.index >= end && close.index - open.index < 80)
  ) {
    return true
  }
  const sentence = sentences.find((candidate) => candidate.start <= start && candidate.end >= end)
  return sentence !== undefined && discussed.test(text.slice(sentence.start, sentence.end))
}

/** The right words with a capital where the wrong ones have it. */
function likeCase(right: string, wrong: string): string {
  if (/^\p{Lu}{2}/u.test(wrong) && wrong === wrong.toUpperCase()) return right.toUpperCase()
  if (/^\p{Lu}\p{L}*[ -]\p{Lu}/u.test(wrong))
    return right.replace(/(?<=^|[ -])\p{L}/gu, (letter) => letter.toUpperCase())
  return /^\p{Lu}/u.test(wrong) ? right.charAt(0).toUpperCase() + right.slice(1) : right
}
