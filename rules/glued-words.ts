import {isCommonWord, isWord} from '../src/language/common-words.js'
import type {Paragraph, Reading} from '../src/language/paragraph.js'
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
/** Words that are glued to the words above only by a slip: `inthe`, `ofthis`. */
const small = words(`
  the and of to in on at by for with from as is are was were been have has had he she it we they you but not which who
  when if or so do does did that will would can could should into about
`)
/** Words that no other small word ends in; `in it`, `to do` and `has her` would make `init`, `todo` and `hasher`. */
const smallEnds = words('the this that these those their your our was were have with from would could should which')
/** A word with an ending after which no compound goes on: `publicationdate`, `recentlyfound`. */
const endings = 'tion|sion|ment|ness|ity|ance|ence|ous|ical|ional|ally|ely|ntly|rly|dly'
const closed = new RegExp(`^([a-z]{3,}(?:${endings}))([a-z]{4,})$`)
// Cheap: a joining word at an end, or such an ending inside.
const clue = new RegExp(
  `(?:${[...joinsBefore, ...smallEnds].join('|')})$|^(?:${[...joinsAfter].join('|')})..|(?:${endings})[a-z]{4}`,
)
/** Words that make compounds all the same: `governmentwide`, `passionfruit`, `businesspeople`. */
const suffixes = words(`
  able like wise wide ward wards less ness hood ship ships man men woman women work works people person folk free fruit
  flower maker makers making ally ate ates
`)
/** Operators and schemes that end in such a word. */
const terms = words('instanceof typeof sizeof mailto nameof elseif whereis')
/** Lengths of glued words, and of the longest word that joins. */
const shortest = 5
const longest = 32
const longestJoin = 7
/** Headings of web pages, which lose the space between them: `HomeNationalTurkish`. */
const navigation = words(`
  home news world national international local politics political business economy finance markets sports sport culture
  arts entertainment celebrity lifestyle health science technology tech travel opinion editorial video videos photos
  latest trending weather education environment society crime breaking exclusive featured menu search share subscribe
  login contact about advertisement advertise
`)
/** Capitals that begin a sentence behind a lost full stop and space: `over the riverThe`. */
const sentenceBegin = /^(\p{Ll}{3,})(The|This|These|They|She|However|According|Additionally|Meanwhile)$/u

/** A word of the document that can be several, how often it stands there, and what to say about it. */
type Glued = {halves: readonly string[]; count: number; places: {span: Span; finding: Finding}[]}

/**
 * Finds two or more words written as one, each of them common and the whole none: engines lose the space at a line end,
 * a link or a tag. A word that the document has again is a term, and camel case is a name unless a heading is in it.
 */
export default defineRule<object, Map<string, Glued | undefined>>({
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
      'He calls it yourmodule, and yourmodule is what it is.',
      'The moment is now: *momento*, mentalis, normand and autrefois are foreign words.',
    ],
  },
  state: () => new Map(),
  paragraph(paragraph, _report, {state}) {
    const {tokens} = paragraph
    for (const {index, halves: halvesOfIt} of paragraph.once(unusualWords)) {
      const {start, end, text} = tokens[index] as Token
      let glued = state.get(text)
      if (glued === undefined) {
        if (state.has(text)) continue
        const halves = halvesOfIt()
        glued = halves && {halves, count: 0, places: []}
        state.set(text, glued)
        if (!glued) continue
      }
      glued.count++
      const span = paragraph.span(start, end)
      // `<b>the</b>These` are two versions of which a page shows one.
      if (!span.plain || !standsInProse(paragraph, index)) continue
      const expected = glued.halves.join(' ')
      const message = `Unexpected \`${text}\`, expected \`${expected}\``
      glued.places.push({span, finding: {message, expected: [expected]}})
    }
  },
  end(report, {state}) {
    for (const glued of state.values()) {
      if (!glued) continue
      const isTerm = glued.count > 1 && !glued.halves.every((half) => small.has(half.toLowerCase()))
      if (!isTerm) for (const {span, finding} of glued.places) report(span, finding)
    }
  },
})

/** A word that is not common, by the index of its token, and the words that it may be made of. */
type Unusual = {index: number; halves: () => string[] | undefined}

function unusualWords({tokens}: Reading): Unusual[] {
  const found: Unusual[] = []
  for (let index = 0; index < tokens.length; index++) {
    const {kind, text, lower} = tokens[index] as Token
    if (kind !== 'word' || text.length < shortest || text.length > longest) continue
    if (isCommonWord(lower) || !(clue.test(lower) || /\p{Ll}\p{Lu}/u.test(text))) continue
    found.push({index, halves: halvesLater(text, lower)})
  }
  return found
}

/** Splits a word when it is first asked for. It stands apart, since a closure in a loop costs each turn of it. */
function halvesLater(text: string, lower: string): () => string[] | undefined {
  let done: {halves: string[] | undefined} | undefined
  return () => {
    done ??= {halves: splitWord(text, lower)}
    return done.halves
  }
}

function splitWord(text: string, lower: string): string[] | undefined {
  return (text === lower ? undefined : humpsOf(text)) ?? halvesOf(text, lower)
}

/** The two words of a glued one, or undefined. Only a small word can begin with a capital. */
function halvesOf(text: string, lower: string): string[] | undefined {
  if (!clue.test(lower)) return undefined
  const at = splitOf(lower, text !== lower)
  if (at === undefined || !/^\p{L}\p{Ll}+$/u.test(text) || isWord(lower) || terms.has(lower)) return undefined
  return [text.slice(0, at), text.slice(at)]
}

/** Index between two words that make no compound. */
function splitOf(word: string, capital: boolean): number | undefined {
  for (let at = word.length - 2; at >= 2 && at >= word.length - longestJoin; at--) {
    const right = word.slice(at)
    if (smallEnds.has(right) && small.has(word.slice(0, at))) return at
    if (!capital && joinsBefore.has(right) && endsBefore(word.slice(0, at), right)) return at
  }
  if (capital) return undefined
  for (let at = 2; at <= word.length - 4 && at <= longestJoin; at++) {
    if (!joinsAfter.has(word.slice(0, at)) || (at === 2 && word.length < 8)) continue
    if (isCommonWord(word.slice(at))) return at
  }
  const [, left, right] = closed.exec(word) ?? []
  if (!left || !right || suffixes.has(right)) return undefined
  return isCommonWord(left) && isCommonWord(right) ? left.length : undefined
}

/** Whether the word can stand before one that ends no compound. */
function endsBefore(left: string, right: string): boolean {
  if (left.length > 5) return isWord(left)
  // `marchand`, `normand` of other languages
  return left.length > 3 && right !== 'and' && isCommonWord(left)
}

/** The words of headings, or of two sentences, that were glued with their capitals. */
function humpsOf(text: string): string[] | undefined {
  if (!/\p{Ll}\p{Lu}/u.test(text)) return undefined
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
