import retextRepeatedWords from 'retext-repeated-words'
import {runPlugin} from '../src/language/wrapped-plugin.js'
import {defineRule} from '../src/rule.js'

/**
 * Words that stand twice for emphasis (`so so tired`, `no no`), as an echo (`tap tap`), or because one clause ends with
 * the word with which another begins (`what it is is`, `who told her her name`), in lower case.
 */
const lawful = new Set(
  `so very no yes yeah ha he hee ho hi bye far long many much more really too never now there here well right oh ah hush
  boo big little old far deep slow again please knock tap tick tock la na chop night wait stop come go up down round
  is do does did in on out up her you it who what this one not win mm hmm sh why dear go-go pretty sure good bad
  always ever long-long quite super that's zero`.split(/\s+/),
)

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
      'What it is is a mistake. He told her her room was ready.',
      'Walla Walla lies in the east, and Duran Duran played there.',
      {text: 'The children sang doo doo all the way.', options: {ignore: ['Doo']}},
    ],
  },
  paragraph(paragraph, report, {options}) {
    if (paragraph.kind === 'table-cell') return
    const {tokens, text} = paragraph
    const places: number[] = []
    for (let index = 1; index < tokens.length; index++) {
      const token = tokens[index]
      const before = tokens[index - 1]
      if (token?.kind !== 'word' || token.lower !== before?.lower || lawful.has(token.lower)) continue
      // Columns are set apart by several spaces; assembler and echoes repeat three times (`pop pop pop`).
      if (!/^(?:[ \u00A0]|\s*\n\s*)$/.test(text.slice(before.end, token.start))) continue
      if (tokens[index + 1]?.lower === token.lower || tokens[index - 2]?.lower === token.lower) continue
      places.push(before.start)
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
