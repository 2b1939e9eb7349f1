import type {Paragraph} from '../src/language/paragraph.js'
import {isEnclosed} from '../src/language/quotation-marks.js'
import type {Sentence} from '../src/language/sentences.js'
import {defineRule, type Span} from '../src/rule.js'
import {areSuspect, type Evidence, evidenceOf, isTerm, onPage, ownField, weigh} from './odd-word/evidence.js'
import {likeFound} from './odd-word/like-found.js'
import {type Looks, loadLooks} from './odd-word/load.js'
import type {Match} from './odd-word/match.js'

/** Words by which a sentence speaks of a phrase rather than uses it. */
const discussed =
  /\b(?:tortured phrases?|so-called|the (?:phrase|term|expression|word)s?|coined|paraphras\w+|synonyms?|mistranslat\w+)\b/i

type Options = {
  fields: readonly string[]
  lists: string
}
type Found = Evidence & {span: Span; found: string; match: Match}
/** A paragraph, and how many words of the document stand before it. */
type Place = {paragraph: Paragraph; at: number}
type State = {
  /** How many words of the document have been read. */
  words: number
  /** How many had been when the text was last suspect. */
  alarmed: number
  /** The matches from afar on the last page: several make the text suspect. */
  signs: Evidence[]
  /** The paragraphs before that have not been looked at closely, so many words back as `before` says. */
  waiting: Place[]
  found: Found[]
}

/** So many words behind what makes a text suspect are looked at closely, and so many before it. */
const closely = 1500
const before = 600

/**
 * Finds a word that a synonym engine or a round trip put in the place of the right one: a run of words that turns into
 * an established expression when one or more of its words are swapped back. How sure that is depends on how unusual
 * the run is, and on its neighbours: one odd phrase may be the author's, several on a page are the machine's. What
 * stands in quotation marks, what a sentence speaks of and what people write is left alone.
 */
export default defineRule<Options, State>({
  id: 'odd-word',
  group: 'words',
  summary: 'Write the usual word where a synonym engine or a round trip put another.',
  severity: 'warning',
  stage: 'stable',
  fix: 'suggest',
  options: {
    defaults: {fields: [], lists: ''},
    schema: {
      fields: {
        type: 'array',
        items: {type: 'string'},
        description: 'The expression lists to use, such as `news`; empty for all.',
      },
      lists: {
        type: 'string',
        format: 'path',
        description:
          'A folder with lists of your own: `expressions.txt`, `swaps.txt`, `phrases.txt`, `markers.txt`, `patterns.txt`. See [odd-words.md](odd-words.md).',
      },
    },
  },
  examples: {
    bad: [
      {
        text: 'Counterfeit consciousness will find the way.',
        found: 'Counterfeit consciousness',
        message: 'Unexpected `Counterfeit consciousness`, expected `Artificial intelligence`',
        fixed: 'Artificial intelligence will find the way.',
      },
      {
        text: 'They looked for bosom malignancies early.',
        found: 'bosom malignancies',
        message: 'Unexpected `bosom malignancies`, expected `breast cancers`',
        fixed: 'They looked for breast cancers early.',
      },
      {
        text: 'An arbitrary timberland was trained on it.',
        found: 'arbitrary timberland',
        message: 'Unexpected `arbitrary timberland`, expected `random forest`',
        fixed: 'An random forest was trained on it.',
      },
    ],
    good: [
      'The tortured phrase counterfeit consciousness stands for artificial intelligence.',
      'She calls it “counterfeit consciousness” in her essay.',
      'Deep learning and random forests are methods of artificial intelligence.',
      'He had a profound influence on learning, and he walked in the big forest at random.',
      'They had a strong suspicion that the firm was short of cash.',
      'COUNTERFEIT CONSCIOUSNESS is the name of the band.',
    ],
  },
  state: () => ({words: 0, alarmed: -Infinity, signs: [], waiting: [], found: []}),
  paragraph(paragraph, _, {options, state}) {
    const looks = loadLooks(options.lists)
    const {waiting} = state
    const at = state.words
    state.words += paragraph.tokens.length
    waiting.push({paragraph, at})
    const signs = paragraph.once(looks.afar).map((match) => evidenceOf(match, at))
    if (signs.length > 0) {
      state.signs = [...state.signs.filter((sign) => sign.at > at - onPage.words), ...signs]
      if (areSuspect(state.signs)) state.alarmed = state.words
    }
    if (state.words - state.alarmed < closely) {
      for (const place of waiting.splice(0)) state.found.push(...foundIn(place, looks, options))
    }
    while (waiting.length > 0 && (waiting[0] as Place).at < state.words - before) waiting.shift()
  },
  end(report, {state}) {
    const reported = weigh(state.found, state.words)
    state.found.forEach(({span, found, match}, index) => {
      if (!reported[index]) return
      const expected = suggestions(match, found)
      // A list of a project may give as right what was found.
      if (expected.length === 0) return
      report(span, {
        message: `Unexpected \`${found}\`, expected \`${expected[0]}\``,
        expected,
        note:
          match.note ??
          `${match.kind !== 'expression' ? 'An engine’s words for' : 'Word-for-word synonym of'} “${expected[0]}”.`,
        severity: match.kind !== 'expression' || match.swaps > 1 || isTerm(match) ? 'warning' : 'info',
      })
    })
  },
})

/** The right words as they would stand there; last those with hyphens without them, where the draft has none either. */
function suggestions({expected}: Match, found: string): string[] {
  const right = expected.flatMap((words) => likeFound(words, found)).filter((words) => words !== found)
  const open = found.includes('-') ? [] : right.map((words) => words.replaceAll('-', ' '))
  return [...new Set([...right, ...open])]
}

/** What a close look finds in a paragraph. */
function foundIn({paragraph, at}: Place, looks: Looks, {fields}: Options): Found[] {
  const {text, tokens} = paragraph
  const isMentioned = createMentioned(paragraph)
  return paragraph.once(looks.closely).flatMap((match) => {
    if (fields.length > 0 && !['', ownField, ...fields].includes(match.field)) return []
    const start = tokens[match.first]?.start ?? 0
    const end = tokens[match.last - 1]?.end ?? 0
    if (isMentioned(start, end)) return []
    const found = text.slice(start, end)
    // `the VITALITY platform` has a name.
    if (found === found.toUpperCase() && /\p{Ll}/u.test(text)) return []
    return [{...evidenceOf(match, at), span: paragraph.span(start, end), found, match}]
  })
}

/** Tells of phrases in their order whether one stands in quotation marks, or in a sentence that speaks of it. */
function createMentioned({text, quotations, sentences}: Paragraph): (start: number, end: number) => boolean {
  let next = 0
  let isDiscussed: boolean | undefined
  return (start, end) => {
    const around = text.slice(Math.max(0, start - 2), start) + text.slice(end, end + 2)
    if (/["“‘'«]/.test(around) && isEnclosed(quotations, start, end)) return true
    for (; next < sentences.length && (sentences[next] as Sentence).end < end; next++) isDiscussed = undefined
    const sentence = sentences[next]
    if (!sentence || sentence.start > start) return false
    isDiscussed ??= discussed.test(text.slice(sentence.start, sentence.end))
    return isDiscussed
  }
}
