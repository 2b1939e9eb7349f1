import {isClear, isOwnText, isQuoted} from '../src/language/own-words.js'
import type {Reading} from '../src/language/paragraph.js'
import type {Sentence} from '../src/language/sentences.js'
import type {Token} from '../src/language/tokens.js'
import {defineRule, type Span} from '../src/rule.js'
import {type Dialect, type Spelling, spellingOf} from './dialect-consistency/words.js'

/** `opens`: it begins a sentence, where any word has a capital. */
type Use = {span: Span; text: string; expected: string; opens: boolean}
type Options = {locale: Dialect | 'auto'}
type State = {
  uses: Record<Dialect | 'ise' | 'ize', Use[]>
  /** Words with a capital inside a sentence. */
  names: Set<string>
}

const names: Record<Dialect, string> = {'en-GB': 'British', 'en-US': 'American'}

/**
 * Finds British spellings in an American text, and the other way round. An engine takes its words from both. Names and
 * titles, which have capitals, quotations and references keep their spelling. -ize is British too, so it is reported
 * only where the text otherwise writes -ise.
 */
export default defineRule<Options, State>({
  id: 'dialect-consistency',
  group: 'consistency',
  summary: 'Spell as in Britain or as in America throughout a document.',
  severity: 'info',
  stage: 'stable',
  fix: 'suggest',
  options: {
    defaults: {locale: 'auto'},
    schema: {locale: {enum: ['auto', 'en-GB', 'en-US'], description: 'The spelling to use; by default the usual one'}},
  },
  examples: {
    bad: [
      {
        text: 'The colour of the harbour is grey. Our neighbour left the center.',
        found: 'center',
        message: 'Unexpected American spelling `center`, expected `centre`',
        fixed: 'The colour of the harbour is grey. Our neighbour left the centre.',
      },
      {
        text: 'The color, the flavor and the odor were analyzed. Nobody organised it.',
        found: 'organised',
        message: 'Unexpected British spelling `organised`, expected `organized`',
        fixed: 'The color, the flavor and the odor were analyzed. Nobody organized it.',
      },
      {
        text: 'They organise tours, specialise in trains and apologise for delays. Few realize it.',
        found: 'realize',
        message: 'Unexpected spelling `realize`, expected `realise` as elsewhere in this document',
        fixed: 'They organise tours, specialise in trains and apologise for delays. Few realise it.',
      },
      {
        text: 'Colour matters.',
        options: {locale: 'en-US'},
        found: 'Colour',
        message: 'Unexpected British spelling `Colour`, expected `Color`',
        fixed: 'Color matters.',
      },
    ],
    good: [
      'The colour, the flavour and the odour pleased the World Health Organization and its Center for Food.',
      'The color, the flavor and the odor pleased the Labour Party.',
      'The color, the flavor and the odor differ. She wrote: “The colour is lovely.”',
      'The colour and the flavour were recognized, organized and realized by the neighbours.',
      'The colour of the parking meter changed 5 metres away; a licence to practise is licensed practice.',
      'The color and the flavor of the tires changed. She tires easily and checks the draft of the program.',
      'The colour has faded. The color has faded.',
      'Labor won. The colour of Labor is red; its honour and its favour are gone.',
      {text: 'They realized that the colour had faded.', options: {locale: 'en-GB'}},
      {text: 'The CSS property background-color=red sets the colour, the favour and the honour.'},
    ],
  },
  state: () => ({uses: {'en-GB': [], 'en-US': [], ise: [], ize: []}, names: new Set()}),
  paragraph(paragraph, _, {state}) {
    const {tokens, sentences, text} = paragraph
    let next = 0
    for (const {index, spelling} of paragraph.once(spellingsIn)) {
      const token = tokens[index] as Token
      while (next < sentences.length && (sentences[next] as Sentence).first < index) next++
      const opens = sentences[next]?.first === index
      const capital = token.text !== token.lower
      if (capital && !opens) state.names.add(token.lower)
      if (!isOwnText(paragraph)) return
      if (!isOrdinary(text, token, opens) || isQuoted(paragraph, token.start)) continue
      const expected = capital ? spelling.other.charAt(0).toUpperCase() + spelling.other.slice(1) : spelling.other
      state.uses[kindOf(spelling)].push({
        span: paragraph.span(token.start, token.end),
        text: text.slice(token.start, token.end),
        expected,
        opens,
      })
    }
  },
  end(report, {state: {uses: all, names: titles}, options: {locale}}) {
    // `Labor won` is of a party where `Labor` has a capital inside sentences as well.
    const isWord = ({text, opens}: Use) => !opens || !titles.has(text.toLowerCase())
    const uses = {
      'en-GB': all['en-GB'].filter(isWord),
      'en-US': all['en-US'].filter(isWord),
      ise: all.ise.filter(isWord),
      ize: all.ize.filter(isWord),
    }
    const british = uses['en-GB'].length + uses.ise.length
    const american = uses['en-US'].length
    const isBritish = locale === 'en-GB' || (locale === 'auto' && isClear(british, american))
    const isAmerican = locale === 'en-US' || (locale === 'auto' && isClear(american, british))
    for (const {span, text, expected} of isBritish
      ? uses['en-US']
      : isAmerican
        ? [...uses['en-GB'], ...uses.ise]
        : []) {
      const found = names[isBritish ? 'en-US' : 'en-GB']
      report(span, {
        message: `Unexpected ${found} spelling \`${text}\`, expected \`${expected}\``,
        expected: [expected],
      })
    }
    if (isAmerican) return
    const fewer = isClear(uses.ise.length, uses.ize.length)
      ? uses.ize
      : isClear(uses.ize.length, uses.ise.length)
        ? uses.ise
        : []
    for (const {span, text, expected} of fewer) {
      const message = `Unexpected spelling \`${text}\`, expected \`${expected}\` as elsewhere in this document`
      report(span, {message, expected: [expected]})
    }
  },
})

/** The words of a paragraph that are spelled in more than one way, by the index of their token. */
function spellingsIn({tokens}: Reading): {index: number; spelling: Spelling}[] {
  const found: {index: number; spelling: Spelling}[] = []
  for (let index = 0; index < tokens.length; index++) {
    const {kind, text, lower} = tokens[index] as Token
    const spelling = kind === 'word' && text.length >= 4 ? spellingOf(lower) : undefined
    if (spelling) found.push({index, spelling})
  }
  return found
}

function kindOf({dialect, other}: Spelling): keyof State['uses'] {
  if (dialect !== 'en-GB') return dialect
  return spellingOf(other)?.dialect === 'ize' ? 'ise' : dialect
}

/** Whether a word is neither part of a name or a title nor of an identifier, by its capital and what touches it. */
function isOrdinary(text: string, token: Token, opens: boolean): boolean {
  const after = text.slice(token.end, token.end + 12)
  if (/[\w./\\@#$=:~&+]$|--$/.test(text.slice(Math.max(0, token.start - 2), token.start))) return false
  if (/^(?:[\w/\\@#$=~(]|[.:]\S|-\w+[=:])/.test(after)) return false
  if (token.text === token.lower) return true
  // `Labour Party` at the beginning of a sentence is a name.
  return opens && /^\p{Lu}\p{Ll}+$/u.test(token.text) && !/^[-’']?\s?\p{Lu}/u.test(after)
}
