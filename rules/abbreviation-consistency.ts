import {isQuoted} from '../src/language/own-words.js'
import {defineRule, type Span} from '../src/rule.js'

/** Abbreviations of countries and bodies that are written both ways, by their letters. */
const letters = ['US', 'USA', 'UK', 'UN', 'EU', 'UAE', 'USSR', 'PRC', 'DC', 'GDP', 'FBI', 'CIA', 'PhD', 'MD', 'MP']
const plain = new RegExp(`(?<![\\p{L}\\p{N}$€£.@#_/-])(?:${letters.join('|')})(?![\\p{L}\\p{N}$_@/]|\\.\\p{L})`, 'gu')
// `U.S.`, and `U. S.` counts as `U.S.`; the full stop of a sentence may be the last one.
const withPeriods =
  /(?<![\p{L}\p{N}.])(?:U\. ?S\. ?A\.|U\. ?S\. ?S\. ?R\.|U\. ?S\.|U\. ?K\.|U\. ?N\.|E\. ?U\.|U\. ?A\. ?E\.|P\. ?R\. ?C\.|D\. ?C\.|G\. ?D\. ?P\.|F\. ?B\. ?I\.|C\. ?I\. ?A\.|Ph\. ?D\.|M\. ?D\.|M\. ?P\.)(?! ?\p{L}\.)/gu
/** What makes the letters part of a name, in which they cannot be changed. */
const inName = /^\s+(?:Airways|Today|Steel|Bancorp|Bank|Open|Weekly|News|Foods|Women|Watch|Security Council)\b|^-\d/

type Use = {span: Span; text: string}
type State = {uses: Map<string, {plain: Use[]; dotted: Use[]}>}

/**
 * Finds one abbreviation in two spellings in a document. An engine that puts together its output from several sources
 * writes `U.S.` in one sentence and `US` in the next; the spelling that is used more often is expected.
 */
export default defineRule<object, State>({
  id: 'abbreviation-consistency',
  group: 'consistency',
  summary: 'Write an abbreviation in one way throughout a document.',
  severity: 'info',
  stage: 'stable',
  fix: 'suggest',
  examples: {
    bad: [
      {
        text: 'The U.S. economy grew. The U.S. dollar fell. Exports to the US rose.',
        found: 'US',
        message: 'Unexpected `US`, expected `U.S.` as elsewhere in this document',
        fixed: 'The U.S. economy grew. The U.S. dollar fell. Exports to the U.S. rose.',
      },
      {
        text: 'The UN met. The UN voted. Then the U.N. adjourned.',
        found: 'U.N.',
        message: 'Unexpected `U.N.`, expected `UN` as elsewhere in this document',
        fixed: 'The UN met. The UN voted. Then the UN adjourned.',
      },
      {
        text: 'She has a PhD. He has a PhD. They want a Ph.D. student.',
        found: 'Ph.D.',
        message: 'Unexpected `Ph.D.`, expected `PhD` as elsewhere in this document',
        fixed: 'She has a PhD. He has a PhD. They want a PhD student.',
      },
    ],
    good: [
      'The U.S. economy grew by US$2 billion.',
      'The U.S. airline US Airways told us so. The U.S. agreed.',
      'The UK and the U.S. agreed.',
      'The U.S. has left. The US has left.',
      'The U.S. has left. The U.S. told us so in “US Leaves”.',
      'The U.S. has left. The U.S. wrote: NO ONE PAID US UNDER THIS DEAL.',
    ],
  },
  state: () => ({uses: new Map()}),
  paragraph(paragraph, _, {state}) {
    const {text, kind} = paragraph
    // A heading in capitals, a table and a list of names are not running text.
    if (kind === 'heading' || kind === 'table-cell' || kind === 'alt' || !/[A-Z]\.? ?[A-Z]|PhD/.test(text)) return
    for (const pattern of [plain, withPeriods]) {
      for (const match of text.matchAll(pattern)) {
        const end = match.index + match[0].length
        if (
          inName.test(text.slice(end, end + 20)) ||
          isQuoted(paragraph, match.index) ||
          isShouted(text, match.index, end)
        )
          continue
        const key = match[0].replace(/[. ]/g, '')
        const uses = state.uses.get(key) ?? {plain: [], dotted: []}
        state.uses.set(key, uses)
        uses[pattern === plain ? 'plain' : 'dotted'].push({span: paragraph.span(match.index, end), text: match[0]})
      }
    }
  },
  end(report, {state}) {
    for (const [key, {plain: without, dotted: withDots}] of state.uses) {
      // Where neither spelling is the more frequent one, there is nothing to go by.
      if (without.length === withDots.length) continue
      const fewer = without.length < withDots.length ? without : withDots
      const expected = fewer === withDots ? key : key === 'PhD' ? 'Ph.D.' : `${[...key].join('.')}.`
      for (const {span, text} of fewer) {
        report(span, {
          message: `Unexpected \`${text}\`, expected \`${expected}\` as elsewhere in this document`,
          expected: [expected],
        })
      }
    }
  },
})

/** Whether the words on both sides are in capitals too, as in `PAID US UNDER THIS AGREEMENT`. */
function isShouted(text: string, start: number, end: number): boolean {
  return (
    /\p{Lu}{2,}\W+$/u.test(text.slice(Math.max(0, start - 20), start)) &&
    /^\W+\p{Lu}{2,}/u.test(text.slice(end, end + 20))
  )
}
