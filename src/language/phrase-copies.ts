import {titles} from './abbreviations.js'
import type {Repeat} from './repeats.js'
import type {Sentence} from './sentences.js'
import type {Token} from './tokens.js'

/** A phrase with its copies, from the first copy to the last; indices of the text. */
export type PhraseCopies = {
  start: number
  end: number
  /** The phrase, in one line. */
  phrase: string
  /** What may stand in place of the whole; undefined where only the author knows. */
  kept?: string
}

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

/** Short phrases with one of these repeat lawfully: `more and more and`, `coast to coast to`, `work to do to do that`. */
const connectives = words('and or but nor by to after upon per for than')

/** Two clauses meet where a phrase begins with one of these: `what it is it is`, `made the town a town`. */
const clauseBeginnings = words(`
  i you he she it we they this that these those there what who which whatever whoever a an no not such so how if when
  where why let don't never now then
`)

/** A short phrase without one of these may be a name or a call: `good boy good boy`. */
const functionWords = words(`
  the of in on at from with into about between against during through over under within without is are was were be been
  being has have had will would can could may might must shall should does did very most his her their its our my your
  all out as to
`)

/** Words and marks after which a clause begins. */
const clauseOpeners = words(`
  that because while when whereas although though since whether if but and said says say as , ; : ( “ " — –
`)

/** Verbs that do not show by their ending that they are one. */
const verbs = words(`
  is are was were be been has have had will would can could may might must shall should does did do cannot told said met
  gave took made went left saw held sent won lost led fought got kept began became found knew brought bought came fell
  felt paid ran sold spoke stood struck taught thought understood wrote
`)

/** A gap of nothing but these makes a tautology, which is a figure of speech: `A law of the land is a law of the land.` */
const tautology = words(`
  is are was were be been will would must isn't aren't wasn't remains remain means equals not still always just only
  never no longer simply also again
`)

const articles = words('the a an')
const prepositions = words('in at by on for from with into under over to about as')

/** The verb of `to do to do that` and `has to be to be heard`. */
const auxiliaries = words('be do have say get go')

/** In a gap these say that the second copy is no object of the first: `the Senate who elected the Senate`. */
const relatives = words('who whom which that than whose and or but nor as like')

/** A clause goes on so after its object without a further noun that tells the object from the subject. */
const afterObject = words('on in at during after before about over by with because while when since')

/**
 * Judges a repeat whose copies follow each other at once or after a comma (`of the of the`, `very good, very good, very
 * good, very good`).
 *
 * @returns undefined when people write so.
 */
export function loopOf(
  text: string,
  tokens: readonly Token[],
  sentence: Sentence,
  {first: from, distance, length}: Repeat,
): PhraseCopies | undefined {
  const marks: number[] = []
  for (let index = 0; index < distance; index++) if (!isPart(tokens, from + index)) marks.push(index)
  const [mark] = marks
  if (marks.length > 1 || (mark !== undefined && !/^[,;]$/.test(tokens[from + mark]?.text ?? ''))) return undefined
  const last = from + length + distance
  // Begin after the mark, so that `good, very good, very good, very good` begins with `very`.
  const first = mark === undefined || mark === distance - 1 ? from : from + mark + 1
  const count = distance - marks.length
  const copies = Math.floor((last - first + marks.length) / distance)
  const phrase = tokens.slice(first, first + count)
  if (copies < 2 || !phrase.every((token) => token.kind !== 'number' && /\p{Ll}|^\p{Lu}?\.?$/u.test(token.text)))
    return undefined
  if (new Set(phrase.map((token) => token.lower)).size < 2) return undefined
  if (mark !== undefined) {
    // `I know, I know`; `my son, my son, my son`: speakers and songs.
    const least = count < 4 ? 4 : count < 8 ? 3 : 2
    if (copies < least || /["“”«»]/.test(text.slice(sentence.start, sentence.end))) return undefined
  } else if (!isIdle(phrase, copies, tokens[first + distance] as Token) || !isRunning(text, tokens, first, last)) {
    return undefined
  }
  const start = (tokens[first] as Token).start
  const end = (tokens[(mark === undefined ? last : first + copies * distance - 1) - 1] as Token).end
  const rest = mark === undefined ? length % distance : 0
  return {
    start,
    end,
    phrase: text.slice(start, (phrase.at(-1) as Token).end).replace(/\s+/g, ' '),
    kept: text.slice(start, (tokens[first + count + rest - 1] as Token).end),
  }
}

/**
 * Judges a repeat with words between its copies: a subject that is its own object (`The Prime Minister has told the
 * Prime Minister`) or a thing beside itself (`the United States and the United States`).
 *
 * @returns undefined when people write so.
 */
export function echoOf(
  text: string,
  tokens: readonly Token[],
  sentence: Sentence,
  {first, distance, length}: Repeat,
): PhraseCopies | undefined {
  let count = length
  while (count > 0 && !isPart(tokens, first + count - 1)) count--
  const gap = tokens.slice(first + count, first + distance)
  if (gap.length === 0 || gap.length > 6 || gap.some((token) => token.kind !== 'word')) return undefined
  if (!isNoun(tokens, first + distance, count)) return undefined
  const last = first + distance + count
  const after = last < sentence.last ? tokens[last] : undefined
  const ends = after === undefined || /^[.!?,;:)…]$/.test(after.text)
  const start = (tokens[first] as Token).start
  const end = (tokens[last - 1] as Token).end
  const again = tokens[first + distance] as Token
  const phrase = text.slice(again.start, end).replace(/\s+/g, ' ')
  const [opener, second] = gap as [Token, Token | undefined]
  if (gap.length === 1 && (opener.lower === 'and' || opener.lower === 'or')) {
    if (!ends && !(first === sentence.first && isVerb(after))) return undefined
    return {start, end, phrase, kept: text.slice(start, (tokens[first + count - 1] as Token).end)}
  }
  if (first !== sentence.first && !clauseOpeners.has(tokens[first - 1]?.lower ?? '')) return undefined
  if (!ends && !afterObject.has(after.lower)) return undefined
  if (!isVerb(opener) && !(second && isVerb(second))) return undefined
  if (gap.every(({lower}) => tautology.has(lower)) || gap.some(({lower}) => relatives.has(lower))) return undefined
  return {start, end, phrase}
}

/** Whether a token is a word, or the period of an abbreviation of single letters (`U. S.`) or of a title (`Mr.`). */
function isPart(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index]
  if (token?.kind === 'word' || token?.kind === 'number') return true
  const before = tokens[index - 1]
  if (token?.text !== '.' || before?.kind !== 'word' || before.end !== token.start) return false
  return before.text.length === 1 || titles.has(before.lower)
}

/** Whether a phrase can be no name, no call and no meeting of two clauses, and its copy begins no other sentence. */
function isIdle(phrase: readonly Token[], copies: number, again: Token): boolean {
  const [first = '', ...rest] = phrase.map(({lower}) => lower)
  const length = phrase.length
  if (/^\p{Lu}/u.test(again.text)) return false
  if (length > 2 && copies > 2) return true
  if (clauseBeginnings.has(first) && length < 5) return false
  // `the child of the child of the king`
  if (!prepositions.has(first) && endsWithOf(rest)) return false
  if (length > 3) return true
  // `when it hid the star the star was gone`; `they are going to have to have no doubts`
  if (length === 2 && (first === 'the' || (first === 'to' && auxiliaries.has(rest[0] as string)))) return false
  // `by the by the` is a slip, `statement a statement a president makes` an entry of a glossary.
  if (length === 2 && articles.has(rest[0] as string)) return functionWords.has(first) || connectives.has(first)
  if (first !== 'to' && connectives.has(first)) return false
  return [first, ...rest].some((word) => functionWords.has(word)) && !rest.some((word) => connectives.has(word))
}

function endsWithOf(words: readonly string[]): boolean {
  return words.at(-1) === 'of' || (words.at(-2) === 'of' && articles.has(words.at(-1) ?? ''))
}

/** Whether the tokens are set apart by no more than a space or a line end; tables and echoes use more. */
function isRunning(text: string, tokens: readonly Token[], first: number, last: number): boolean {
  for (let index = first + 1; index < last; index++) {
    const gap = text.slice(tokens[index - 1]?.end, tokens[index]?.start)
    if (gap.length > 1 && gap.trim() === '' && !gap.includes('\n')) return false
  }
  return true
}

/** Whether tokens are a noun phrase with a name (`the U. S.`, `the Prime Minister`, `Anna Berg`) or a long one without. */
function isNoun(tokens: readonly Token[], first: number, count: number): boolean {
  const phrase = tokens.slice(first, first + count)
  if (!phrase.every((_, index) => isPart(tokens, first + index))) return false
  const rest = phrase[0]?.lower === 'the' ? phrase.slice(1) : phrase
  const named = rest.filter(({text}) => /^\p{Lu}/u.test(text)).length
  if (rest === phrase) return named > 1 && named === rest.filter(({kind}) => kind === 'word').length
  if (rest.some(({text}) => text === '.' || /^\p{Lu}{2,}$/u.test(text))) return true
  return count > 2 || named === 1
}

function isVerb({lower}: Token): boolean {
  return verbs.has(lower) || /(?:ed|[^s']s)$/.test(lower)
}
