import {
  englishWords,
  foreignWords,
  isInOtherScript,
  leastLetters,
  otherScript,
  scriptOf,
  tellingWords,
} from '../src/language/languages.js'
import {isBracketed, isQuoted} from '../src/language/mention.js'
import type {Paragraph, Reading} from '../src/language/paragraph.js'
import type {Sentence} from '../src/language/sentences.js'
import {defineRule, type Span} from '../src/rule.js'

/** What has fewer words may be a name, a title or a phrase that English took over. */
const leastWords = 6
/** Share of the words of a sentence that must be telling for another language. */
const leastForeign = 0.15

/** Entries of a bibliography, and quotations that name their source. */
const source =
  /\(\d{4}[a-z]?\)|\b(?:1[5-9]|20)\d\d\b.{0,80}\bp{1,2}\.|\bpp?\. ?\d|\bISBN\b|\b(?:Press|Verlag|eds?\.|vol\.|doi)\b/

type Found = {span: Span; language: string; letters: number}
/** `english` counts the letters of what is surely English. */
type State = {english: number; found: Found[]; introduced: boolean}

/**
 * Finds sentences that are not English in an English text: what an engine passed over. Short ones, what is quoted,
 * bracketed or introduced with a colon, headings, tables, bibliographies and texts in two languages are left alone.
 */
export default defineRule<object, State>({
  id: 'untranslated-text',
  group: 'leftovers',
  summary: 'Translate sentences that were left in another language.',
  severity: 'warning',
  stage: 'stable',
  fix: 'none',
  examples: {
    bad: [
      {
        text: 'The mayor closed the bridge on Tuesday, and nobody in the town knows why she did. Le pont est fermé depuis mardi et les habitants ne savent pas pourquoi.',
        found: 'Le pont est fermé depuis mardi et les habitants ne savent pas pourquoi.',
        message: 'Unexpected sentence in French: it was not translated',
      },
      {
        text: 'The mayor closed the bridge on Tuesday, and nobody in the town knows why she did.\n\nDie Brücke ist seit Dienstag geschlossen, und niemand weiß, warum das so ist.',
        found: 'Die Brücke ist seit Dienstag geschlossen, und niemand weiß, warum das so ist.',
        message: 'Unexpected sentence in German: it was not translated',
      },
      {
        text: 'The mayor closed the bridge on Tuesday, and nobody in the town knows why she did it.\n\nМост закрыт со вторника, и никто в городе не знает почему.',
        found: 'Мост закрыт со вторника, и никто в городе не знает почему.',
        message: 'Unexpected sentence in another language (Cyrillic): it was not translated',
      },
    ],
    good: [
      'The mayor closed the bridge on Tuesday, and nobody knows why. “Le pont est fermé depuis mardi et les habitants ne savent pas pourquoi,” she said.',
      'The sign at the bridge has had these words on it since the day it was closed:\n\nLe pont est fermé depuis mardi et les habitants ne savent pas pourquoi.',
      'Le pont est fermé depuis mardi et les habitants ne savent pas pourquoi.',
      'The court relied on the maxim that the law helps those who are awake, vigilantibus non dormientibus iura subveniunt.',
      'They met Juan de la Cruz, Ana del Río, Luis de los Santos and Eva de la Vega in San Juan de los Lagos on the way.',
      'The bridge was closed again that year, as he wrote. Dubois, J. (1994). Le pont et la ville dans les récits de la région. Paris: Le Pont.',
    ],
  },
  state: () => ({english: 0, found: [], introduced: false}),
  paragraph(paragraph, _, {state}) {
    const {text, kind} = paragraph
    const introduced = state.introduced
    // What a colon announces may go on for several paragraphs.
    const foreign = kind === 'paragraph' || kind === 'list-item' ? foreignIn(paragraph, state) : []
    if (!introduced) state.found.push(...foreign)
    state.introduced = /[:：]\s*$/.test(text.slice(-4)) || (introduced && foreign.length > 0)
  },
  end(report, {state}) {
    // A text that has more in another language is not an English one.
    const letters = state.found.reduce((sum, found) => sum + found.letters, 0)
    if (letters > state.english) return
    for (const {span, language} of state.found) {
      report(span, {
        message: `Unexpected sentence in ${language}: it was not translated`,
        note: 'An engine passes over what it does not take for its source language.',
      })
    }
  },
})

/** The stretches of a paragraph that are in another language; counts what is English. */
function foreignIn(paragraph: Paragraph, state: State): Found[] {
  const {text} = paragraph
  if (!paragraph.once(mayBeForeign)) {
    state.english += text.length
    return []
  }
  const found: Found[] = []
  let open: {start: number; end: number; language: string} | undefined
  const close = () => {
    if (open)
      found.push({span: paragraph.span(open.start, open.end), language: open.language, letters: open.end - open.start})
    open = undefined
  }
  for (const sentence of paragraph.sentences) {
    const language = languageOf(paragraph, sentence)
    if (isEnglish(paragraph, sentence)) state.english += sentence.end - sentence.start
    if (language === undefined || isSetApart(paragraph, sentence)) close()
    else if (open?.language === language) open.end = sentence.end
    else {
      close()
      open = {start: sentence.start, end: sentence.end, language}
    }
  }
  close()
  return found
}

/** Whether a paragraph has another script, or so many short words of another language that a sentence may be in that. */
function mayBeForeign({text, tokens}: Reading): boolean {
  if (otherScript.test(text)) return true
  let hits = 0
  for (const {lower} of tokens) {
    if (lower.length > 1 && lower.length < 8 && tellingWords.has(lower) && ++hits > 1) return true
  }
  return false
}

/** The language of a sentence as messages name it; undefined for English, and for what cannot be told. */
function languageOf({text, tokens}: Paragraph, {start, end, first, last}: Sentence): string | undefined {
  const value = text.slice(start, end)
  const words = tokens.slice(first, last).filter(({kind}) => kind === 'word')
  if (otherScript.test(value)) return isInOtherScript(value) ? `another language (${scriptOf(value)})` : undefined
  if (end - start < leastLetters || words.length < leastWords) return undefined
  const lower = words.filter((word) => /^\p{Ll}/u.test(word.text)).map((word) => word.lower)
  if (lower.length < words.length * 0.6) return undefined
  const accented = lower.filter((word) => /[^\0-\x7f’]/.test(word)).length
  let best: string | undefined
  let most = words.length * leastForeign
  for (const [language, list] of Object.entries(foreignWords)) {
    const hits = [words[0]?.lower ?? '', ...lower].filter((word) => list.has(word) && tellingWords.has(word))
    const english = words.filter((word) => englishWords.has(word.lower) && !list.has(word.lower)).length
    // Accents count with the words of a language, so that they do not decide between languages.
    const score = hits.length + accented / 2
    if (score > Math.max(most, english) && new Set(hits).size >= 2) {
      best = language
      most = score
    }
  }
  return best
}

function isEnglish({tokens}: Paragraph, {first, last}: Sentence): boolean {
  const words = tokens.slice(first, last)
  return words.filter(({lower}) => englishWords.has(lower)).length > words.length / 5
}

function isSetApart(paragraph: Paragraph, {start, end}: Sentence): boolean {
  const {text} = paragraph
  return (
    /[“”«»„"]|\([^()]{20}/.test(text.slice(start, end)) ||
    isQuoted(paragraph, start, end) ||
    isBracketed(text, start, end) ||
    /:\s*$/.test(text.slice(Math.max(0, start - 3), start)) ||
    source.test(text.slice(Math.max(0, start - 40), end + 60))
  )
}
