import type {Rule, Severity} from '../src/rule.js'
import abbreviationConsistency from './abbreviation-consistency.js'
import abbreviationSpacing from './abbreviation-spacing.js'
import brokenOffSentence from './broken-off-sentence.js'
import chatbotRemark from './chatbot-remark.js'
import closingQuote from './closing-quote.js'
import damagedEntity from './damaged-entity.js'
import damagedMarkdown from './damaged-markdown.js'
import damagedPlaceholder from './damaged-placeholder.js'
import damagedTag from './damaged-tag.js'
import dateOrderConsistency from './date-order-consistency.js'
import decimalMarkConsistency from './decimal-mark-consistency.js'
import dialectConsistency from './dialect-consistency.js'
import doubledComparative from './doubled-comparative.js'
import doubledNegative from './doubled-negative.js'
import doubledPunctuation from './doubled-punctuation.js'
import fencedText from './fenced-text.js'
import foreignHonorific from './foreign-honorific.js'
import foreignScript from './foreign-script.js'
import frenchSpacing from './french-spacing.js'
import fullWidthPunctuation from './full-width-punctuation.js'
import gluedWords from './glued-words.js'
import indefiniteArticle from './indefinite-article.js'
import invisibleCharacter from './invisible-character.js'
import leftoverGloss from './leftover-gloss.js'
import leftoverShortcode from './leftover-shortcode.js'
import loopedSentences from './looped-sentences.js'
import misplacedCapital from './misplaced-capital.js'
import missingEndMark from './missing-end-mark.js'
import missingSpace from './missing-space.js'
import mixedScript from './mixed-script.js'
import nameSpelling from './name-spelling.js'
import oddWord from './odd-word.js'
import percentConsistency from './percent-consistency.js'
import quoteStyleConsistency from './quote-style-consistency.js'
import repeatedPhrase from './repeated-phrase.js'
import repeatedSentence from './repeated-sentence.js'
import repeatedWords from './repeated-words.js'
import sentenceCase from './sentence-case.js'
import spaceBeforePunctuation from './space-before-punctuation.js'
import spaceInsideBrackets from './space-inside-brackets.js'
import splitContraction from './split-contraction.js'
import splitHyphen from './split-hyphen.js'
import splitNumber from './split-number.js'
import strayQuote from './stray-quote.js'
import tokenizerSymbol from './tokenizer-symbol.js'
import unpairedQuote from './unpaired-quote.js'
import untranslatedText from './untranslated-text.js'
import unusualSpace from './unusual-space.js'
import webBoilerplate from './web-boilerplate.js'
import wrongEncoding from './wrong-encoding.js'

/** The catalogue, in the order in which it is documented and run. */
export const rules: readonly Rule[] = [
  abbreviationConsistency,
  abbreviationSpacing,
  brokenOffSentence,
  chatbotRemark,
  closingQuote,
  damagedEntity,
  damagedMarkdown,
  damagedPlaceholder,
  damagedTag,
  dateOrderConsistency,
  decimalMarkConsistency,
  dialectConsistency,
  doubledComparative,
  doubledNegative,
  doubledPunctuation,
  fencedText,
  foreignHonorific,
  foreignScript,
  frenchSpacing,
  fullWidthPunctuation,
  gluedWords,
  indefiniteArticle,
  invisibleCharacter,
  leftoverGloss,
  leftoverShortcode,
  loopedSentences,
  misplacedCapital,
  missingEndMark,
  missingSpace,
  mixedScript,
  nameSpelling,
  oddWord,
  percentConsistency,
  quoteStyleConsistency,
  repeatedPhrase,
  repeatedSentence,
  repeatedWords,
  sentenceCase,
  spaceBeforePunctuation,
  spaceInsideBrackets,
  splitContraction,
  splitHyphen,
  splitNumber,
  strayQuote,
  tokenizerSymbol,
  unpairedQuote,
  untranslatedText,
  unusualSpace,
  webBoilerplate,
  wrongEncoding,
]

export type PresetName = 'recommended' | 'strict'

/** Ready-made settings: `recommended` has what can be trusted, `strict` everything. */
export const presets: Readonly<Record<PresetName, Readonly<Record<string, Severity | 'off'>>>> = {
  recommended: preset((rule) => rule.definition.stage === 'stable'),
  strict: preset(() => true),
}

function preset(has: (rule: Rule) => boolean): Record<string, Severity | 'off'> {
  return Object.fromEntries(
    rules.map((rule) => [rule.definition.id, has(rule) ? rule.definition.severity : 'off'] as const),
  )
}
