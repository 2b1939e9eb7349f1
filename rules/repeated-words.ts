import retextRepeatedWords from 'retext-repeated-words'
import {isQuotationMark} from '../src/language/quotation-marks.js'
import type {Token} from '../src/language/tokens.js'
import {runPlugin} from '../src/language/wrapped-plugin.js'
import {defineRule} from '../src/rule.js'

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

/**
 * Words that stand twice for emphasis (`so so tired`), as an echo (`knock knock`), or because one verb or clause ends
 * with the word with which the next begins (`what they took in in taxes`, `told her her room`).
 */
const lawful = words(`
  so very no yes yeah far long many much more really quite too never now there here well oh ah ha hee ho hi bye hush
  please knock tap tick tock la na boo choo yada tut night big little old good sure super way again million billion
  trillion it in on at up out her you was do does did nous vous
`)

/** Words that a slip doubles anywhere, also at the beginning of a sentence and over the end of a line. */
const functionWords = words(`
  the a an and or but of to for from with by as about into than if when where while because since what which who whom
  this these those its his their our your my we they he she i is were are be been has have will would could should may
  might must not some any all also still only
`)

/** With one of these before it a clause may end with `is` and be the subject of another. */
const beforeIs = words('what who where how that all thing things problem question point')

/**
 * Finds a word that stands twice in a row: engines set a word again where two pieces of a sentence were joined.
 * Names (`Bora Bora`) and the words that English lawfully repeats are left alone.
 */
export default defineRule<{ignore: readonly string[]}>({
  id: 'repeated-words',
  group: 'repetition',
  summary: 'Write a word once.',
  severity: 'warning',
  stage: 'stable',
  fix: 'suggest',
  options: {
    defaults: {ignore: []},
    schema: {
      ignore: {
        type: 'array',
        items: {type: 'string'},
        description: 'Words that may stand twice, compared without regard to case.',
      },
    },
  },
  examples: {
    bad: [
      {
        text: 'The ship left the the harbour at dawn.',
        found: 'the the',
        message: 'Unexpected repeated `the`, expected it once',
        fixed: 'The ship left the harbour at dawn.',
      },
      {
        text: 'The the minister of finance resigned.',
        found: 'The the',
        message: 'Unexpected repeated `the`, expected it once',
        fixed: 'The minister of finance resigned.',
      },
      {
        text: 'It rained. Most of\nof the roads in the U.S. were closed.',
        found: 'of\nof',
        message: 'Unexpected repeated `of`, expected it once',
        fixed: 'It rained. Most of the roads in the U.S. were closed.',
      },
      {
        text: 'She paid for for both of them, as *always*.',
        found: 'for for',
        message: 'Unexpected repeated `for`, expected it once',
        fixed: 'She paid for both of them, as *always*.',
      },
    ],
    good: [
      'He had had enough of it.',
      'She knew that that bridge was closed.',
      'We were so so tired, and it was a very very long way.',
      'They sailed to Bora Bora and sang New York New York on deck.',
      'No, no, that is wrong.',
      'igneous rock rock that was once molten',
      'A story that is “done done” can be shipped.',
      'What it is is a mistake. What they took in in taxes they spent. He told her her room was ready.',
      'Walla Walla lies in the east, and Duran Duran played there.',
      {text: 'The children sang doo doo all the way.', options: {ignore: ['Doo']}},
    ],
  },
  paragraph(paragraph, report, {options}) {
    if (paragraph.kind === 'table-cell') return
    const {tokens, text} = paragraph
    const places: number[] = []
    for (let index = 1; index < tokens.length; index++) {
      const token = tokens[index] as Token
      if (token.kind !== 'word' || token.lower !== tokens[index - 1]?.lower || lawful.has(token.lower)) continue
      if (isSlip(text, tokens, index)) places.push((tokens[index - 1] as Token).start)
    }
    if (places.length === 0) return
    const suspicious = new Set(places)
    const ignored = new Set(options.ignore.map((word) => word.toLowerCase()))
    for (const {start, end} of runPlugin(retextRepeatedWords, paragraph, places)) {
      if (!suspicious.has(start)) continue
      const [first = '', second = ''] = text.slice(start, end).split(/\s+/)
      if (ignored.has(second.toLowerCase())) continue
      report(paragraph.span(start, end), {
        message: `Unexpected repeated \`${second}\`, expected it once`,
        expected: [first],
        note: 'Translation engines write a word again where they join two pieces of a sentence.',
      })
    }
  },
})

/** Whether the token and the same word before it can be a slip. */
function isSlip(text: string, tokens: readonly Token[], index: number): boolean {
  const token = tokens[index] as Token
  const before = tokens[index - 1] as Token
  const gap = text.slice(before.end, token.start)
  // Columns are set apart by several spaces, and an echo has a third copy: `push pop pop pop`.
  if (!/^(?:[ \u00A0]|[ \t]*\n[ \t]*)$/.test(gap)) return false
  if (tokens[index + 1]?.lower === token.lower || tokens[index - 2]?.lower === token.lower) return false
  // `What it is is a mistake.`
  if (token.lower === 'is' && tokens.slice(Math.max(0, index - 12), index).some(({lower}) => beforeIs.has(lower)))
    return false
  if (functionWords.has(token.lower)) return before.text.length === 1 || !/^\p{Lu}+$/u.test(before.text)
  // `When it is “done done” it ships`; `the chimpanzee Pan troglodytes troglodytes`; `the option x x`
  if (token.text !== before.text || !/^\p{Ll}{2}[\p{L}'’]*$/u.test(token.text) || gap.includes('\n')) return false
  if (isQuotationMark(text.charAt(before.start - 1)) || isQuotationMark(text.charAt(token.end))) return false
  if (/^\p{Lu}/u.test(tokens[index - 2]?.text ?? '')) return false
  // An entry of a glossary is no sentence: `igneous rock rock that was once molten`.
  return /[.!?…]["”’)]*$/.test(text.trimEnd().slice(-4))
}
