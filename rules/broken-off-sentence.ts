import type {Paragraph} from '../src/language/paragraph.js'
import type {Sentence} from '../src/language/sentences.js'
import type {Token} from '../src/language/tokens.js'
import {defineRule} from '../src/rule.js'

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

/** No sentence ends in these. Prepositions and words that can stand alone or stranded (`log in`, `until`) are not here. */
const never = words(
  'the an and or my our your their every than whose among despite during because unless although whereas',
)
/** No sentence ends in these pairs: `is a`, though `plan A` and `an A` are right; `is of`, though `made of` is right. */
const pairs = new Set(
  `such as|as well as|is a|are a|was a|were a|be a|been a|of a|in a|with a|for a|to a|as a|by a|from a|and a|on a|has a|have a
  had a|into a|is of|in of|and of|and to|and for|and with|in order to|due to|according to|because of|instead of
  in addition to|as part of|prior to|number of|variety of|series of|majority of|terms of|is one of|are one of|based on the|whether or|either or|is their|of their|in their|of its|in its|to its
  with its|with their|for their|for its`
    .split(/[|\n]/)
    .map((pair) => pair.trim()),
)
// Cheap: such a word before a full stop, or before a comma at the end.
const cheap = new RegExp(
  ` (?:${[...never, ...new Set([...pairs].map((pair) => pair.slice(pair.lastIndexOf(' ') + 1)))].join('|')})(?:\\.(?:\\s|$)|,\\s*$)`,
)
/** Words by which a sentence speaks of a word. */
const speaks = words(
  'word words article articles letter conjunction preposition of-phrase noun pronoun called say saying spelled',
)
/** A shorter piece is a label or an exclamation. */
const fewest = 4

/**
 * Finds sentences that stop in the middle: their last word is an article, a conjunction or the first half of something
 * (`such as`). Engines lose the end of a sentence with a link, a tag or a name that they could not place.
 */
export default defineRule({
  id: 'broken-off-sentence',
  group: 'sentences',
  summary: 'End a sentence with its end.',
  severity: 'warning',
  stage: 'stable',
  fix: 'none',
  examples: {
    bad: [
      {
        text: 'The largest of the islands is the. It has no harbour.',
        found: 'the.',
        message: 'Unexpected end of the sentence after `is the`: words seem to be missing',
      },
      {
        text: 'The farm grows several kinds of fruit, such as.',
        found: 'such as.',
        message: 'Unexpected end of the sentence after `such as`: words seem to be missing',
      },
      {
        text: 'The farm sells many kinds of fruit, such as,',
        found: 'such as,',
        message: 'Unexpected end of the sentence after `such as`: words seem to be missing',
      },
      {
        text: 'The river rises in the hills and. Its water is cold.',
        found: 'and.',
        message: 'Unexpected end of the sentence after `hills and`: words seem to be missing',
      },
      {
        text: 'The bridge was closed in 1980 because of. The town paid for it.',
        found: 'because of.',
        message: 'Unexpected end of the sentence after `because of`: words seem to be missing',
      },
    ],
    good: [
      'Nobody could say what it is for, so we had to log in.',
      'It was a thing to look at and to think of. To be or not to be, that is what it comes to.',
      'You need the following things, such as:',
      '“It is only that I thought the—”',
      'He took the boat and … the … and then the...',
      'The article that stands before a noun is the word the. In French there are two.',
      'Group B came before group A. It had an A. So had she.',
      'All that he said was “the.” We waited.',
      'Where is it? On the table next to the',
    ],
  },
  paragraph(paragraph, report) {
    const {kind, tokens, text} = paragraph
    if (kind === 'heading' || kind === 'table-cell' || kind === 'alt') return
    if (!cheap.test(text)) return
    const symbols = tokens.some(
      (token) => token.kind === 'opaque' || (token.text.length === 1 && /[b-z]/.test(token.text)),
    )
    for (const sentence of paragraph.sentences) {
      const stop = tokens[sentence.last - 1] as Token
      const last = tokens[sentence.last - 2]
      const atEnd = sentence.last === tokens.length
      if (stop.text !== '.' && !(stop.text === ',' && atEnd)) continue
      if (last?.kind !== 'word' || last.end !== stop.start || !/^\p{Ll}+$/u.test(last.text)) continue
      // `with the sides b and a.`
      if (symbols && last.text === 'a') continue
      // `Run it after every. single. change.`
      const next = tokens[sentence.last]
      if (last.lower === 'every' && next && /^\p{Ll}/u.test(next.text)) continue
      const first = brokenAt(paragraph, sentence)
      if (first === undefined) continue
      const start = (tokens[first] as Token).start
      const span = paragraph.span(start, stop.end)
      // `the conjunction *and*.` speaks of the word.
      if (!span.plain) continue
      const from = Math.min(start, (tokens[sentence.last - 3] as Token).start)
      report(span, {
        message: `Unexpected end of the sentence after \`${text.slice(from, last.end)}\`: words seem to be missing`,
        note: 'Engines lose the end of a sentence with a link, a tag or a name that they could not place.',
      })
    }
  },
})

/** Index of the token at which the unfinished end of a sentence begins, or undefined where the sentence is whole. */
function brokenAt({tokens}: Paragraph, {first, last}: Sentence): number | undefined {
  const end = last - 2
  const word = tokens[end] as Token
  const before = tokens[end - 1]
  if (!before || end - first + 1 < fewest || before.kind !== 'word' || speaks.has(before.lower)) return undefined
  if (tokens[end + 1]?.text === '.') {
    if (never.has(word.lower)) return end
  }
  for (const length of [3, 2]) {
    const start = end + 1 - length
    if (start < first) continue
    const ending = tokens
      .slice(start, end + 1)
      .map((token) => token.lower)
      .join(' ')
    if (pairs.has(ending)) return start
  }
  return undefined
}
