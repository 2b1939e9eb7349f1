import type {Match} from './match.js'

/** Fields whose expressions are terms, in which one other word is a mistake; the rest is general prose. */
const terms = new Set(['computing', 'medicine', 'science'])

/** The field of a project's own expressions: no choice of ours leaves them out, and they are believed like phrases. */
export const ownField = 'own'

/**
 * How far a match is from what people write, the less the surer: the kinds of company that its words keep (see `Match`),
 * with what speaks for it or against it. A reader who doubts a number here should know that they were set by counting
 * matches in text that people wrote and the lists had not seen; `docs/odd-words.md` has the counts.
 */
export function doubt(match: Match): number {
  return doubtOf({...match, length: match.bases.split(' ').length})
}

/** The same for a match of which only the counts are known. */
export function doubtOf(
  match: Pick<Match, 'kind' | 'company' | 'swaps' | 'strong' | 'field'> & {length: number},
): number {
  if (match.kind === 'pattern' || match.kind === 'marker') return match.company
  if (match.kind === 'phrase') return match.company - 25
  const {length} = match
  const anchored = match.swaps < length
  let sum = match.company
  // General prose has many ways to say a thing, and two words of which neither stands are any two words.
  if (!isTerm(match)) sum += anchored ? 18 : 40
  else if (!anchored && length === 2) sum += 15
  // What people swap as well shows something only in a machine's text.
  if (match.strong === 0) sum += 12
  else if (match.swaps === 2 && match.strong === 1) sum += 4
  if (match.swaps >= 3) sum -= 20
  if (length >= 3 && anchored) sum -= 8
  return sum
}

/** Whether the right words are a term of a field. */
export function isTerm({field}: Pick<Match, 'field'>): boolean {
  return terms.has(field)
}

/** What the rule remembers of a match. */
export type Evidence = {
  /** Number of words in the document before it. */
  at: number
  doubt: number
  /** The wrong words: one who writes of anodes writes of them again and again. */
  odd: string
  /** Whether it speaks for a text with the terms of a field, and as a marker counts only in one. */
  technical: boolean
  kind: Match['kind']
}

/** @param words How many words of the document stand before those that the match was found among. */
export function evidenceOf(match: Match, words: number): Evidence {
  return {
    at: words + match.first,
    doubt: doubt(match),
    odd: match.odd,
    technical: match.kind === 'phrase' || isTerm(match),
    kind: match.field === ownField ? 'phrase' : match.kind,
  }
}

/**
 * A match is reported by itself under this doubt: what a person listed as wrong sooner than what lists multiply to, since
 * a paper on a rare matter has rare words beside one another (`porous anode`, `ocular lens`).
 */
const sure: Record<Match['kind'], number> = {pattern: 30, phrase: 36, expression: 15, marker: 0}
/**
 * In a text of odd words it is reported under the first of these, under the second where another telling one stands
 * near, and under the third where two do: people may have written the other half of the text.
 */
const limits = [75, 86, 92] as const
export const possible = limits[2]

/** A match of less doubt makes a text suspect by itself, so that the less certain ones around it are looked for. */
export const suspect = 36

/** A match under this doubt tells something, the more the less it is doubted: from 0 to 2.3. */
export const telling = 70
const weightOf = ({doubt}: Evidence) => Math.max(0, telling - doubt) / 30
/**
 * What different matches tell together shows of a document, by the thousand words, or of a page that it is a machine's.
 * Papers on rare matters come to 3.4 and 3.1; drafts of which a half is spun to 6.0 and 3.7, spun ones to 13 and 6.7.
 */
const inDocument = {least: 3, weight: 2, density: 4.5}
export const onPage = {least: 3, weight: 3.8, words: 300}
/** What stands within so many words is near. */
const near = 100

/**
 * Says which matches of a document are to be reported. One odd phrase in a long text may be its author's; several on
 * one page are the machine's, and then the less certain ones beside them are too.
 *
 * @param matches In the order of the document.
 * @param words How many words the document has.
 */
export function weigh(matches: readonly Evidence[], words: number): boolean[] {
  const weights = new Map<string, number>()
  for (const match of matches) add(weights, match)
  const weight = sumOf(weights)
  const {least, density} = inDocument
  const spun = weights.size >= least && weight >= inDocument.weight && (weight * 1000) / Math.max(words, 300) >= density
  const pages = spun ? [] : pagesOf(matches)
  const neighbours = neighboursOf(matches)
  return matches.map(({doubt, kind, technical}, index) => {
    const {phrases, terms} = neighbours[index] as Neighbours
    const limit = limits[Math.min(phrases, 2)] as number
    // A word that is wrong in news may be right among the terms of a field, and the other way round.
    if (kind === 'marker' && (technical ? terms === 0 : terms * 2 > phrases)) return false
    return doubt < sure[kind] || (doubt < limit && (spun || pages[index] === true))
  })
}

/** Whether signs that stand near one another make a text suspect: one of little doubt, or several. */
export function areSuspect(signs: readonly Evidence[]): boolean {
  const weights = new Map<string, number>()
  for (const sign of signs) add(weights, sign)
  return signs.some((sign) => sign.doubt < suspect) || (weights.size > 2 && sumOf(weights) >= 1.5)
}

/** How many other telling phrases stand near a match, and how many of them are about terms. */
type Neighbours = {phrases: number; terms: number}

function neighboursOf(matches: readonly Evidence[]): Neighbours[] {
  const others = matches.filter(({doubt}) => doubt < telling)
  let first = 0
  return matches.map(({at, odd}) => {
    while (first < others.length && (others[first] as Evidence).at < at - near) first++
    const phrases = new Set<string>()
    let terms = 0
    for (let index = first; index < others.length && (others[index] as Evidence).at <= at + near; index++) {
      const other = others[index] as Evidence
      if (other.odd === odd || phrases.has(other.odd)) continue
      phrases.add(other.odd)
      if (other.technical) terms++
    }
    return {phrases: phrases.size, terms}
  })
}

/** Notes what a match tells, once for each phrase. */
function add(weights: Map<string, number>, match: Evidence): void {
  const weight = weightOf(match)
  if (weight > 0) weights.set(match.odd, Math.max(weight, weights.get(match.odd) ?? 0))
}

function sumOf(weights: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const weight of weights.values()) sum += weight
  return sum
}

/** Which matches stand on a page of odd words. */
function pagesOf(matches: readonly Evidence[]): boolean[] {
  const marked = matches.map(() => false)
  let done = 0
  for (let first = 0; first < matches.length; first++) {
    const end = (matches[first] as Evidence).at + onPage.words
    const weights = new Map<string, number>()
    let last = first
    for (; last < matches.length && (matches[last] as Evidence).at < end; last++)
      add(weights, matches[last] as Evidence)
    if (weights.size < onPage.least || sumOf(weights) < onPage.weight) continue
    for (let index = Math.max(first, done); index < last; index++) marked[index] = true
    done = last
  }
  return marked
}
