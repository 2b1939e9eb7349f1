import type {Paragraph} from '../src/language/paragraph.js'
import type {Sentence} from '../src/language/sentences.js'
import type {Token} from '../src/language/tokens.js'
import {defineRule} from '../src/rule.js'

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

/** Words that are no name by themselves, whatever stands around them. */
const functionWords = words(`
  in to of and the for with from by at on or but is are was were has have had been that this these those their its
  into about after before because which who when where while than through during between against under over until
  would could should also not if as
`)
/** A capital behind these is a name, a term or a label: `the For loop`, `called The`, `set as On demand`, `see The gate`. */
const introduces = words(`
  a an the this that each every any no his her its my our your their called named titled entitled dubbed labelled labeled
  termed film movie book novel song album single play poem story essay article series show episode track band group
  chapter section column field button option key command command function operator keyword word letter magazine
  newspaper opera musical game hymn ballad painting read reads reading wrote sang say says saying said see consult choose select use using click check per via like and or as of in on at by
  with to from for than instead between into about under over be is are was were not but also if when
`)
// A small word with a capital before a word in lower case.
const cheap = new RegExp(
  ` (?:${[...functionWords].map((word) => word[0]?.toUpperCase() + word.slice(1)).join('|')}) [\\p{Ll}\\d]`,
  'u',
)
/** Verse and prayer have capitals of their own. */
const poetic = /\b(?:thee|thou|thy|thine)\b/i
/** A capital before these is that of a term: `a nested For loop`. */
const labels = words(
  'statement statements loop loops clause clauses keyword operator condition command button option field key mode',
)
/** So many words in lower case make a running sentence. */
const fewest = 4
/** In characters. */
const longestTitle = 60

/**
 * Finds small words with a capital inside a sentence. Engines that put a text together from pieces, or from a heading,
 * leave capitals where the pieces began. Headings, names of works and runs of capitalised words are left alone.
 */
export default defineRule({
  id: 'misplaced-capital',
  group: 'words',
  summary: 'Write small words inside a sentence without a capital.',
  severity: 'warning',
  stage: 'stable',
  fix: 'suggest',
  examples: {
    bad: [
      {
        text: 'The singer apologized late on Monday To fans who had waited outside.',
        found: 'To',
        message: 'Unexpected capital in `To` inside a sentence, expected `to`',
        fixed: 'The singer apologized late on Monday to fans who had waited outside.',
      },
      {
        text: 'The mayor resigned on the same evening And left the town hall.',
        found: 'And',
        message: 'Unexpected capital in `And` inside a sentence, expected `and`',
        fixed: 'The mayor resigned on the same evening and left the town hall.',
      },
      {
        text: 'Each of the boats was built With wood from the island.',
        found: 'With',
        message: 'Unexpected capital in `With` inside a sentence, expected `with`',
        fixed: 'Each of the boats was built with wood from the island.',
      },
    ],
    good: [
      'They moved from Delft to The Hague and saw The Beatles there.',
      'How to Build a House With Wood From the Island',
      'She read To the Lighthouse and the poem On his blindness twice.',
      'There is one rule: The door stays open. Or so they say.',
      'He did it AND he said it, but NOT because he had to.',
      'We all sang it together, and The Who were there.',
      'The lamp is set as On demand (see The gate) or in a nested For loop.',
      'the roses were red\nAnd the violets blue\nAnd nobody knew\nOf the rest',
      'It was, as he said, “The end of the road” and nothing more.',
      'The Ministry of Culture and the Department For Transport agreed on it.',
    ],
  },
  paragraph(paragraph, report) {
    const {kind, text, tokens} = paragraph
    if (kind === 'heading' || kind === 'table-cell' || kind === 'alt') return
    if (!cheap.test(text) || poetic.test(text)) return
    for (const sentence of paragraph.sentences) {
      const places = placesIn(paragraph, sentence)
      // A capitalised word soon after may belong to the same name; a second place in the sentence says that it does not.
      const certain = places.filter((place) => !place.named)
      if (certain.length === 0) continue
      for (const {index} of places) {
        const token = tokens[index] as Token
        report(paragraph.span(token.start, token.end), {
          message: `Unexpected capital in \`${token.text}\` inside a sentence, expected \`${token.lower}\``,
          expected: [token.lower],
          note: 'Text that was put together from pieces keeps the capitals with which the pieces began.',
        })
      }
    }
  },
})

/** Where capitalised small words stand in a sentence, and whether each may begin a name. */
function placesIn(paragraph: Paragraph, sentence: Sentence): {index: number; named: boolean}[] {
  const {text, tokens} = paragraph
  const places: {index: number; named: boolean}[] = []
  for (let index = sentence.first + 1; index < sentence.last; index++) {
    const token = tokens[index] as Token
    if (token.text === token.lower || !functionWords.has(token.lower) || !/^\p{Lu}\p{Ll}+$/u.test(token.text)) continue
    const before = tokens[index - 1] as Token
    const after = tokens[index + 1]
    if (!isLowerWord(before) && !/^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$/.test(before.text)) continue
    if (introduces.has(before.lower) || (after && labels.has(after.lower))) continue
    if (!after || !(isLowerWord(after) || after.kind === 'number')) continue
    if (text.slice(before.end, token.start) !== ' ' || text.slice(token.end, after.start) !== ' ') continue
    // A link or a name in italics begins with its own capital, and `@kim The` is addressed.
    if (!paragraph.span(before.start, after.end).plain || text.charAt(before.start - 1) === '@') continue
    if (isInTitle(paragraph, token.start)) continue
    const next = tokens.slice(index + 1, index + 5)
    places.push({index, named: next.some((other) => /^\p{Lu}/u.test(other.text) && other.text !== 'I')})
  }
  return places.length > 0 && isRunning(tokens, sentence) ? places : []
}

/** Whether most words of a sentence are in lower case. */
function isRunning(tokens: readonly Token[], {first, last}: Sentence): boolean {
  const rest = tokens.slice(first + 1, last).filter((token) => token.kind === 'word' && token.text !== 'I')
  const small = rest.filter(isLowerWord).length
  return small >= fewest && small * 2 > rest.length
}

function isLowerWord(token: Token): boolean {
  return token.kind === 'word' && /^\p{Ll}/u.test(token.text)
}

/** Whether a place is inside a short quotation, which can be a title. */
function isInTitle({quotations}: Paragraph, index: number): boolean {
  return quotations.pairs.some(
    ({open, close}) => open.index < index && close.index > index && close.index - open.index < longestTitle,
  )
}
