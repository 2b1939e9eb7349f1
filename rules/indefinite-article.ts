import retextIndefiniteArticle from 'retext-indefinite-article'
import {isCommonWord, isWord} from '../src/language/common-words.js'
import {isDialect} from '../src/language/dialect.js'
import {createParagraph, type Paragraph} from '../src/language/paragraph.js'
import type {Token} from '../src/language/tokens.js'
import {runPlugin} from '../src/language/wrapped-plugin.js'
import {defineRule} from '../src/rule.js'

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

/** `a` before these is the letter, or a word of another language or dialect: `if a is even`, `an then he went`. */
const noArticle = words(`
  a an the and or nor but if is are was were am as at in on of to by so it its it's i he she we they you then than that
  this these those thou thee thy ye not no us up out over off into when what which who where how have has had be been be
  all any do did does will would can could shall should may might must with for from there here us me my our et al ad un
`)
/** Old writers say `an hundred`; some words, and some abbreviations, are said both ways. */
const eitherWay =
  /^(?:hundred|hero|historic|habit|hotel|hypothe|heredit|hysteri|hereti|herb|hallucin|hilarious|horr|hospital|humble|humour|humor|homage|harmon|hypno|hydrau|(?:ur[il]s?|sqls?|faqs?|lans?|[mnx]th|uh|um|ah|oh|eh|er|hm|ay|aye)$)/
// Cheap: by the letters the article may be wrong.
const clue =
  /(?:^|[\s"“‘(—–[])(?:[Aa] ["“‘]?(?:[AEIOUaeiou8]|1[18]|ho|he[ir]|[FHLMNRSX][A-Z])|[Aa]n ["“‘]?[^\WAIaio_])/u

/** Right by the first letter, or beyond what the plugin knows: `a unicameral`, `a euro`; `such an one`, `an hidalgo`. */
const spelled =
  /^(?:a (?:[b-dgj-kp-qtv-wyz]|uni(?!n|m|d)|eu|ew|on[ce]|u[btvk][aeiou]|us[aeu]|ur[aio])|an (?:[ai]|ones?$|hidalgo))/

/** What the plugin says about an article before a word, by both. */
const verdicts = new Map<string, boolean>()
const mostVerdicts = 10_000

/**
 * Finds `a` where the next word asks for `an`, and the other way round: an engine that replaces a word leaves the
 * article of the old one. The sound counts, so `an hour`, `a one-off` and `an FBI agent` are right.
 */
export default defineRule({
  id: 'indefinite-article',
  group: 'words',
  summary: 'Write `a` or `an` as the next word is spoken.',
  severity: 'warning',
  stage: 'stable',
  fix: 'safe',
  examples: {
    bad: [
      {
        text: 'She found a old map in the attic.',
        found: 'a',
        at: 10,
        message: 'Unexpected `a` before `old`, expected `an`',
        fixed: 'She found an old map in the attic.',
      },
      {
        text: 'An random sample was drawn.',
        found: 'An',
        message: 'Unexpected `An` before `random`, expected `A`',
        fixed: 'A random sample was drawn.',
      },
      {
        text: 'It was a 8-bit machine from Japan.',
        found: 'a',
        at: 7,
        message: 'Unexpected `a` before `8`, expected `an`',
        fixed: 'It was an 8-bit machine from Japan.',
      },
      {
        text: 'They waited for a hour at a university.',
        found: 'a',
        at: 16,
        message: 'Unexpected `a` before `hour`, expected `an`',
        fixed: 'They waited for an hour at a university.',
      },
      {
        text: 'She spoke to a Italian official, as an MP.',
        found: 'a',
        at: 13,
        message: 'Unexpected `a` before `Italian`, expected `an`',
        fixed: 'She spoke to an Italian official, as an MP.',
      },
    ],
    good: [
      'An hour at a university costs a U.S. citizen a euro in a one-off deal.',
      'An MRI was made by an FBI agent, and an SQL query was run on a URL.',
      'It was an historic day in an herb garden, an 11-hour flight after an 1800s ball.',
      'If a is even and b is odd, a equals b, and a in A is not in B.',
      {text: 'Write a `if` and an `b` before a `else`.', format: 'markdown'},
      'Vitamin A is good, and plan A is better than an x-ray.',
      'Il y a un homme et a une femme, she read in a Ouija room.',
      '“Well, an’ then I saw an so on,” said the boy.',
    ],
  },
  paragraph(paragraph, report) {
    const {tokens, text} = paragraph
    if (!clue.test(text)) return
    let symbols: boolean | undefined
    let dialect: boolean | undefined
    const firsts = new Set<number>()
    for (let index = 0; index + 1 < tokens.length; index++) {
      const article = tokens[index] as Token
      if (article.lower !== 'a' && article.lower !== 'an') continue
      const quoted = isQuoted(text, article, tokens[index + 1] as Token)
      const next = tokens[quoted ? index + 2 : index + 1]
      if (!next || (next.kind !== 'word' && next.kind !== 'number')) continue
      if (!/^ ["“‘]?$/.test(text.slice(article.end, next.start))) continue
      // `La Ni&ntilde;a event`, `A$4.17-a-share`
      if (article.start > 0 && !/[\s“"‘(—–[]/.test(text.charAt(article.start - 1))) continue
      if (article.text !== article.lower) {
        if (firsts.size === 0) for (const sentence of paragraph.sentences) firsts.add(sentence.first)
        if (paragraph.kind === 'heading' || !(firsts.has(index) || isOpened(text, article))) continue
      }
      // `where a equals b`
      symbols ??= tokens.some((token) => /^[b-hj-z]$/.test(token.text))
      if (symbols && article.text === 'a') continue
      if (
        spelled.test(`${article.lower} ${next.lower}`) ||
        !isSuspicious(article.lower, next.text) ||
        !isDecidable(next, text) ||
        !isWrong(article.lower, next.text) ||
        // `Am Ufer, an Felsen reich`
        (next.text !== next.lower && !isAmongWords(tokens, index, quoted ? index + 2 : index + 1))
      )
        continue
      dialect ??= isDialect(text)
      if (dialect) return
      const other = article.lower === 'a' ? 'an' : 'a'
      const expected = article.text === article.lower ? other : `A${other.slice(1)}`
      report(paragraph.span(article.start, article.end), {
        message: `Unexpected \`${article.text}\` before \`${next.text}\`, expected \`${expected}\``,
        expected: [expected],
        // `chalk an type inference` has lost a letter of `and`.
        ...(article.lower === 'an' || /^\p{Lu}/u.test(next.text) ? {fix: 'suggest' as const} : {}),
      })
    }
  },
})

function isQuoted(text: string, article: Token, next: Token): boolean {
  return next.start === article.end + 1 && /^["“‘]$/.test(text.slice(next.start, next.end))
}

/** Whether a mark that begins a quotation stands before a token. */
function isOpened(text: string, token: Token): boolean {
  return /["“‘(]/.test(text.charAt(token.start - 1))
}

/** Whether a common word stands before the article or behind the word: names alone may be of another language. */
function isAmongWords(tokens: readonly Token[], article: number, next: number): boolean {
  return [tokens[article - 1], tokens[next + 1]].some((token) => token?.kind === 'word' && isCommonWord(token.lower))
}

/** Cheap: nearly every `a` stands before a consonant and every `an` before a vowel; letters and figures are read out. */
function isSuspicious(article: string, next: string): boolean {
  if (/^(?:\d|\p{Lu}{2})/u.test(next)) return true
  return article === 'a' ? /^[aeiouh]/i.test(next) : /^(?:[^aeiou]|u|eu|o)/i.test(next)
}

/** Whether the sound of a word or number is certain, and the word is one that an article can stand before. */
function isDecidable({kind, text: word, lower, end}: Token, text: string): boolean {
  // `an 1800s ball` is said by hundreds, `an 0.3 release` by letters; `a 8.5.1` is a version.
  if (kind === 'number') return /^(?!0)(?:\d{1,3}|\d{1,2},\d{3}|\d{1,3}\.\d)(?:st|nd|rd|th)?$/.test(word)
  if (word.length === 1 || noArticle.has(lower) || eitherWay.test(lower) || !/^[A-Za-z]+$/.test(word)) return false
  if (/^[./_@\\(=]\S/.test(text.slice(end, end + 2))) return false
  if (/^[A-Z]{2,}$/.test(word)) return true
  // Names from other languages are said in other ways: `a Ouija board`, `an Hispaniola`, `a Yttrium`.
  if (/^[A-Z]/.test(word)) return /^(?:[ABCDFGIJKLMNPQRSTVWZ]|E(?!w|u(?!rop))|O(?!u|ne))[a-z]+$/.test(word)
  return isWord(lower)
}

/** Asks the plugin about the article before the word alone, which is much faster than about the sentence. */
function isWrong(article: string, word: string): boolean {
  const asked = `${article} ${/^[A-Z][a-z]/.test(word) ? word.toLowerCase() : word}`
  let verdict = verdicts.get(asked)
  if (verdict === undefined) {
    verdict = runPlugin(retextIndefiniteArticle, alone(asked), [0]).length > 0
    if (verdicts.size >= mostVerdicts) verdicts.clear()
    verdicts.set(asked, verdict)
  }
  return verdict
}

function alone(text: string): Paragraph {
  return createParagraph({kind: 'paragraph', text, map: [0, 0, text.length]})
}
