import {isCodeLike} from '../src/language/code-like.js'
import {lacksNextWord} from '../src/language/lost-word.js'
import {countOldWords} from '../src/language/old-print.js'
import {defineRule, type Span} from '../src/rule.js'

// A word or a closing mark, spaces, and the mark: not `:)`, `:')`, `::`.
const spaced = /(?<=[\p{L}\p{M}\p{N})\]”"’'»%])[ \u00A0\u2009\u202F]+([;:](?!['’]?\)| ?\))|[!?]+)(?=$|[\s”"’')\]»])/gu
// The words of a quotation between guillemets, if they are English.
const guillemets = /«[ \u00A0\u2009\u202F]?([^«»\uFFFC]{2,1000}?)[ \u00A0\u2009\u202F]?»/gu
const english =
  /(?<![\p{L}\p{N}’'])(?:the|and|of|to|is|was|that|with|we|you|are|this|not|they|will|have|has)(?![\p{L}’'])/iu
// French itself keeps its spaces: `Elle a dit : « voilà le café ».`
const french =
  /(?<![\p{L}\p{N}])(?:le|la|les|des|du|une?|est|sont|et|je|tu|il|elle|vous|nous|ils|que|qui|dans|pour|avec|pas|sur|au|aux|ce|dit|mais|où)(?![\p{L}\p{N}])/giu

type State = {found: {span: Span; text: string; expected: string}[]; oldWords: number}

/**
 * Finds the spaces and quotation marks of French in English: ` ;`, ` :`, ` !`, ` ?`, `« … »`. Engines that translate
 * from or through French keep them. Old books, which were set in this way, are left alone.
 */
export default defineRule<object, State>({
  id: 'french-spacing',
  group: 'spacing',
  summary: 'Write `;`, `:`, `!` and `?` without a space before them, and quotations in English marks.',
  severity: 'warning',
  stage: 'stable',
  fix: 'safe',
  examples: {
    bad: [
      {
        text: 'The result was clear : nobody had won.',
        found: ' :',
        message: 'Unexpected space before `:`',
        fixed: 'The result was clear: nobody had won.',
      },
      {
        text: 'What a day\u00A0! The boats came home.',
        found: '\u00A0!',
        message: 'Unexpected space before `!`',
        fixed: 'What a day! The boats came home.',
      },
      {
        text: 'Who will pay for the bridge ?',
        found: ' ?',
        message: 'Unexpected space before `?`',
        fixed: 'Who will pay for the bridge?',
      },
      {
        text: 'The minister said « the talks will go on » and left.',
        found: '« the talks will go on »',
        message: 'Unexpected French quotation marks, expected `“the talks will go on”`',
        fixed: 'The minister said “the talks will go on” and left.',
      },
    ],
    good: [
      'See you there :) and bring cake ;-) or not :D',
      'Mix it 3 : 1, with f : A and x ? y : z in mind.',
      'Add a ? after the name, or press ! to stop.',
      'The answer is shown in : and in ; as well.',
      'O thou that hast no fear ! Shalt thou not hear ? Hath he no shame ; no grief ?',
      'The paper « Le Monde » wrote of « la grande nation ».',
      'Elle a dit : il est tard ! Qui est là ?',
      'The set { x : x > 0 } has no end, and {a : 1, b : 2} is an object.',
    ],
  },
  state: () => ({found: [], oldWords: 0}),
  paragraph(paragraph, _, {state}) {
    const {text} = paragraph
    const marks = /[ \u00A0\u2009\u202F][;:!?]/.test(text)
    if (!marks && !text.includes('«')) return
    const matches = [...text.matchAll(spaced)].filter(({index, 0: found}) =>
      isSpaced(text, index, index + found.length),
    )
    const sure = matches.some(({index, 0: found}) => !isDoubtful(text, index, index + found.length))
    const before = state.found.length
    if (sure && !isCodeLike(text) && !isFrench(text)) {
      for (const match of matches) {
        const mark = match[1] as string
        const span = paragraph.span(match.index, match.index + match[0].length)
        // A reader sees something there that the text leaves out: the number of a footnote.
        if (span.plain) state.found.push({span, text: `Unexpected space before \`${mark}\``, expected: mark})
      }
    }
    for (const match of text.matchAll(guillemets)) {
      const words = (match[1] as string).trim()
      if (!english.test(words)) continue
      const span = paragraph.span(match.index, match.index + match[0].length)
      const expected = `“${words}”`
      state.found.push({span, text: `Unexpected French quotation marks, expected \`${expected}\``, expected})
    }
    if (state.found.length > before) state.oldWords += countOldWords(text)
  },
  end(report, {state}) {
    if (state.oldWords > 1) return
    for (const {span, text, expected} of state.found) {
      const note = 'Engines that translate from or through French keep its spaces and marks.'
      report(span, {message: text, expected: [expected], note, fix: expected.startsWith('“') ? 'suggest' : 'safe'})
    }
  },
})

/** Whether a paragraph is French: it has words of French and none of English. */
function isFrench(text: string): boolean {
  return !english.test(text) && (text.match(french)?.length ?? 0) > 1
}

/** Whether a mark stands in prose: not a ratio (`3 : 1`), a type (`f : A`), or one of the marks of `x ? y : z`. */
function isSpaced(text: string, start: number, end: number): boolean {
  if (/(?:^|[^\p{L}\p{N}’'])(?!I)[\p{L}]$/u.test(text.slice(Math.max(0, start - 2), start))) return false
  return !(/\d/.test(text.charAt(start - 1)) && /^\s*\d/.test(text.slice(end, end + 4)))
}

/** Whether a word may be lost here (`as shown in :`), or the mark be spoken of (`add a ? after it`). */
function isDoubtful(text: string, start: number, end: number): boolean {
  if (lacksNextWord(text.slice(Math.max(0, start - 24), start))) return true
  return /[!?]/.test(text.charAt(end - 1)) && /^\s+\p{Ll}/u.test(text.slice(end, end + 4))
}
