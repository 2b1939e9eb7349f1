import {isCommonWord, isWord} from '../src/language/common-words.js'
import type {Paragraph} from '../src/language/paragraph.js'
import type {Token} from '../src/language/tokens.js'
import {defineRule, type Finding, type Span} from '../src/rule.js'

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

/** Words that end no compound, so that `comediansaid` is two words. Short ones that end foreign words are left out. */
const joinsBefore = words(`
  the and of to was were said says that this these those they them his their its your which whose when where while
  because but with from have had would could should been than then into about between during against not for has
`)
/** Words that begin no compound: `theship`, `ofseveral`, `fromhere`. */
const joinsAfter = words(`
  the and of to that this these those they their your our its which whose when while because but from was were would
  could should been between during against has have
`)
/** Words that are glued to one another only by a slip: `itis`, `wecan`, `inthe`. */
const small = words(`
  the and of to in on at by for with from as is are was were be been has have had he she it we they you his her our
  their your this that will would can could should not but which who when if or so do does did
`)
/** Endings after which no compound goes on: `publicationdate`, `recentlyfound`. */
const closedEnding = /[a-z]{3}(?:tion|sion|ment|ness|ity|ance|ence|ous|ical|ional|ally|ely|ntly|rly|dly)$/
/** Words that make compounds all the same: `governmentwide`, `passionfruit`, `businesspeople`. */
const suffixes = words(`
  able like wise wide ward wards less ness hood ship ships man men woman women work works people person folk free fruit
  flower maker makers making ally ate ates
`)
/** Operators and schemes that end in such a word. */
const terms = words('instanceof typeof sizeof mailto nameof elseif whereis')
/** Headings of web pages, which lose the space between them: `HomeNationalTurkish`. */
const navigation = words(`
  home news world national international local politics political business economy finance markets sports sport culture
  arts entertainment celebrity lifestyle health science technology tech travel opinion editorial video videos photos
  latest trending weather education environment society crime breaking exclusive featured menu search share subscribe
  login contact about advertisement advertise
`)
/** Capitals that begin a sentence behind a lost full stop and space: `over the riverThe`. */
const sentenceBegin = /^(\p{Ll}{3,})(The|This|These|They|She|However|According|Additionally|Meanwhile)$/u

type Candidate = {span: Span; finding: Finding; word: string}

/**
 * Finds two or more words written as one, each of them common and the whole none: engines lose the space at a line end,
 * a link or a tag. A word that the document has again is a term, and camel case is a name unless a heading is in it.
 */
export default defineRule<object, {candidates: Candidate[]; counts: Map<string, number>}>({
  id: 'glued-words',
  group: 'spacing',
  summary: 'Put a space between words that were written as one.',
  severity: 'warning',
  stage: 'stable',
  fix: 'suggest',
  examples: {
    bad: [
      {
        text: 'It was late, the comediansaid before he left.',
        found: 'comediansaid',
        message: 'Unexpected `comediansaid`, expected `comedian said`',
        fixed: 'It was late, the comedian said before he left.',
      },
      {
        text: 'Most ofthe villages lie on the coast.',
        found: 'ofthe',
        message: 'Unexpected `ofthe`, expected `of the`',
        fixed: 'Most of the villages lie on the coast.',
      },
      {
        text: 'A recentlypublished study shows the opposite.',
        found: 'recentlypublished',
        message: 'Unexpected `recentlypublished`, expected `recently published`',
        fixed: 'A recently published study shows the opposite.',
      },
      {
        text: 'HomeNationalTurkish teams win again in the second round.',
        found: 'HomeNationalTurkish',
        message: 'Unexpected `HomeNationalTurkish`, expected `Home National Turkish`',
        fixed: 'Home National Turkish teams win again in the second round.',
      },
      {
        text: 'They walked along the riverThe water was high.',
        found: 'riverThe',
        message: 'Unexpected `riverThe`, expected `river The`',
        fixed: 'They walked along the river The water was high.',
      },
    ],
    good: [
      'The codebase has a namespace for the webhook, a dropdown and a changeset.',
      'YouTube, JavaScript and OpenStreetMap are names, and so is MasterCard.',
      'He went to Neustadt and Thessaloniki with Weatherby and Anders.',
      'Nevertheless the businesspeople understood the governmentwide policy.',
      '“I were wantin’ to go whither tha went,” he said.',
      'The option isempty and the call instanceof are words of that language.',
      'He calls it lightandsound, and lightandsound is what it is.',
      'The moment is now: *momento*, mentalis, normand and autrefois are foreign words.',
    ],
  },
  state: () => ({candidates: [], counts: new Map()}),
  paragraph(paragraph, _report, {state}) {
    const {tokens} = paragraph
    const mixed = /\p{Ll}\p{Lu}/u.test(paragraph.text)
    for (let index = 0; index < tokens.length; index++) {
      const {kind, text, lower} = tokens[index] as Token
      if (kind !== 'word' || text.length < 4 || isCommonWord(lower)) continue
      const halves = /^\p{L}\p{Ll}+$/u.test(text) ? halvesOf(text) : mixed ? humpsOf(text) : undefined
      if (!halves) continue
      state.counts.set(lower, (state.counts.get(lower) ?? 0) + 1)
      if (!standsInProse(paragraph, index)) continue
      const {start, end} = tokens[index] as Token
      const expected = halves.join(' ')
      const finding = {message: `Unexpected \`${text}\`, expected \`${expected}\``, expected: [expected]}
      state.candidates.push({span: paragraph.span(start, end), finding, word: lower})
    }
  },
  end(report, {state}) {
    for (const {span, finding, word} of state.candidates) {
      if (state.counts.get(word) === 1) report(span, finding)
    }
  },
})

/** The two words of a glued one, or undefined. Only a small word or an adverb can begin with a capital. */
function halvesOf(text: string): string[] | undefined {
  const lower = text.toLowerCase()
  const capital = text !== lower
  for (let at = lower.length - 2; at >= 2; at--) {
    const left = lower.slice(0, at)
    const right = lower.slice(at)
    if (!isCommonWord(left) || !isCommonWord(right)) continue
    const glued = capital
      ? small.has(left) && small.has(right) && right.length > 2
      : (small.has(left) && small.has(right)) ||
        (joinsBefore.has(right) && left.length > 3) ||
        (joinsAfter.has(left) && right.length > (left.length === 2 ? 5 : 3)) ||
        (closedEnding.test(left) && right.length > 3 && !suffixes.has(right))
    if (glued) return isWord(lower) || terms.has(lower) ? undefined : [text.slice(0, at), text.slice(at)]
  }
  return undefined
}

/** The words of headings, or of two sentences, that were glued with their capitals. */
function humpsOf(text: string): string[] | undefined {
  const begin = sentenceBegin.exec(text)
  if (begin) return isCommonWord(begin[1] as string) ? [begin[1] as string, begin[2] as string] : undefined
  if (!/^(?:\p{Lu}\p{Ll}{2,}){3,}$/u.test(text)) return undefined
  const humps = text.match(/\p{Lu}\p{Ll}+/gu) ?? []
  return humps.filter((hump) => navigation.has(hump.toLowerCase())).length > 1 ? humps : undefined
}

/** Whether common words stand beside a token and no mark of an identifier, an address or an elision touches it. */
function standsInProse({text, tokens}: Paragraph, index: number): boolean {
  const token = tokens[index] as Token
  if (/[-_./\\@#$&=:*~^+<>|{}[\]'’\uFFFC]/.test(text.charAt(token.start - 1))) return false
  if (/^(?:[-_/\\@#$&=*~^+<>|{}[(\]'’\uFFFC]|[.:]\S)/.test(text.slice(token.end, token.end + 2))) return false
  const beside = [tokens[index - 1], tokens[index + 1]].filter((other) => other?.kind === 'word') as Token[]
  return beside.length > 0 && beside.every((other) => /^\p{Lu}/u.test(other.text) || isCommonWord(other.lower))
}
