import {englishWords, foreignWords, scripts, tellingWords} from '../language/languages.js'
import {refuse} from './answer.js'
import {type Parameters, readList} from './parameters.js'

export type Language = {name: string; code: string}

/** `name` and `code` as LanguageTool has them; `confidence` from 0 to 1. */
export type CheckedLanguage = Language & {detectedLanguage: Language & {confidence: number; source: string}}

/** What LanguageTool calls the kinds of English. */
const english: Readonly<Record<string, string>> = {
  __proto__: null as unknown as string,
  en: 'English',
  'en-AU': 'English (Australian)',
  'en-CA': 'English (Canadian)',
  'en-GB': 'English (GB)',
  'en-NZ': 'English (New Zealand)',
  'en-ZA': 'English (South African)',
  'en-US': 'English (US)',
}

/** What `/v2/languages` answers. */
export const languages = Object.entries(english).map(([longCode, name]) => ({name, code: 'en', longCode}))

/** Codes of the languages whose common words are known. */
const codes: Readonly<Record<string, string>> = {
  French: 'fr',
  Spanish: 'es',
  German: 'de',
  Italian: 'it',
  Portuguese: 'pt',
  Dutch: 'nl',
  Swedish: 'sv',
  Danish: 'da',
  Polish: 'pl',
  Czech: 'cs',
  Romanian: 'ro',
  Hungarian: 'hu',
  Finnish: 'fi',
  Turkish: 'tr',
  Indonesian: 'id',
  Vietnamese: 'vi',
  Tagalog: 'tl',
  Swahili: 'sw',
  'Chinese or Japanese': 'zh',
  Korean: 'ko',
  Cyrillic: 'ru',
  Greek: 'el',
  Arabic: 'ar',
  Hebrew: 'he',
  Devanagari: 'hi',
  Thai: 'th',
}

/** More would tell no more. */
const sampleLength = 10_000

/**
 * Says which language a text is to be checked as: the one that the client names or, for `auto`, the one found.
 *
 * @throws {RequestError} When the client names none, or what is no code of a language.
 */
export function languageOf(parameters: Parameters, text: string): CheckedLanguage {
  const wanted = parameters.language
  if (!wanted) {
    const examples = "e.g. 'language=en-US' for American English or 'language=fr' for French"
    refuse(400, `Missing 'language' parameter, ${examples}`)
  }
  const {code, confidence} = detect(text.slice(0, sampleLength))
  const preferred = readList(parameters.preferredVariants).find((variant) => variant.split('-', 1)[0] === code)
  const detected = describe(preferred ?? (code === 'en' ? 'en-US' : code))
  const detectedLanguage = {...detected, confidence, source: 'mtlint'}
  return {...(wanted === 'auto' ? detected : describe(wanted)), detectedLanguage}
}

export function isEnglish({code}: Language): boolean {
  return code === 'en' || code.startsWith('en-')
}

/** @throws {RequestError} When it is no code of a language. */
export function describe(code: string): Language {
  const canonical = canonicalOf(code)
  const name = english[canonical] ?? new Intl.DisplayNames('en', {type: 'language'}).of(canonical)
  return {name: name ?? canonical, code: canonical}
}

function canonicalOf(code: string): string {
  try {
    const [canonical] = Intl.getCanonicalLocales(code.replaceAll('_', '-'))
    if (canonical) return canonical
  } catch {}
  const known = Object.keys(english).join(', ')
  refuse(
    400,
    `'${code.slice(0, 100)}' is not a language code known to LanguageTool. Supported language codes are: ${known}.`,
  )
}

/** Finds the language of a text by its common words and letters; what tells nothing is English. */
function detect(text: string): {code: string; confidence: number} {
  const counts = new Map<string, number>()
  const count = (code: string) => counts.set(code, (counts.get(code) ?? 0) + 1)
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{M}]+(?:['’]\p{L}+)*/gu)) {
    if (englishWords.has(word)) count('en')
    else if (tellingWords.has(word)) for (const language of languagesWith(word)) count(language)
    else {
      const script = scripts.find(({letters}) => letters.test(word))
      if (script) count(codes[script.name] as string)
    }
  }
  const known = counts.get('en') ?? 0
  counts.delete('en')
  const [code = 'en', most = 0] = Array.from(counts).reduce((best, one) => (one[1] > best[1] ? one : best), ['en', 0])
  if (known === 0 && most === 0) return {code: 'en', confidence: 0}
  const confidence = Math.round((Math.max(known, most) / (known + most)) * 100) / 100
  return {code: most > known ? code : 'en', confidence}
}

function languagesWith(word: string): string[] {
  return Object.entries(foreignWords).flatMap(([name, words]) => (words.has(word) ? [codes[name] as string] : []))
}
