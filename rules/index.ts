import type {Rule, Severity} from '../src/rule.js'
import abbreviationConsistency from './abbreviation-consistency.js'
import abbreviationSpacing from './abbreviation-spacing.js'
import closingQuote from './closing-quote.js'
import doubledPunctuation from './doubled-punctuation.js'
import foreignHonorific from './foreign-honorific.js'
import frenchSpacing from './french-spacing.js'
import fullWidthPunctuation from './full-width-punctuation.js'
import loopedSentences from './looped-sentences.js'
import missingSpace from './missing-space.js'
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
import webBoilerplate from './web-boilerplate.js'

/** The catalogue, in the order in which it is documented and run. */
export const rules: readonly Rule[] = [
  abbreviationConsistency,
  abbreviationSpacing,
  closingQuote,
  doubledPunctuation,
  foreignHonorific,
  frenchSpacing,
  fullWidthPunctuation,
  loopedSentences,
  missingSpace,
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
  webBoilerplate,
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
