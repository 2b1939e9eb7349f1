import type {Token} from '../../src/language/tokens.js'
import {type Form, inflect} from './inflection.js'
import type {Match} from './match.js'
import {isWordlike, joins, type Vocabulary} from './vocabulary.js'

type Place = 'before' | 'behind'
type Marker = {words: readonly string[]; place: Place; rights: readonly string[]; field: string}

/** What a marker is doubted: it counts only in a text that other findings show to be a machine's. */
const company = 85

/** Short words that tell nothing of what stands beside them. */
const joining = new Set(
  `a about after all also although am among an and any are as at be because been before being below between both but by
  can could did do does during each either every few for from had has have having he her here his how however i if in
  into is it its itself may me might more most much must my neither no nor not of on only or other our over own same she
  should since so some such than that the their them then there these they this those through thus to too under until up
  upon us very via was we were what when where whether which while who whom whose why will with within without would yet
  you your`.split(/\s+/),
)

export type MarkerMatcher = (tokens: readonly Token[], text: string) => Match[]

/**
 * Makes a matcher of markers: words that are wrong beside any word that says something, such as `assault` behind one
 * (`ddos assault`), for which no list has the expression.
 *
 * @param source Lines of `wrong words|before or behind|right words with commas|field`.
 */
export function createMarkerMatcher(source: string, vocabulary: Vocabulary): MarkerMatcher {
  const {entryOf, isException} = vocabulary
  const index = new Map<string, Marker[]>()
  for (const line of source.split('\n')) {
    if (line === '') continue
    const [wrong = '', place = '', rights = '', field = ''] = line.split('|')
    const words = wrong.split(' ')
    const list = index.get(words[0] as string) ?? []
    index.set(words[0] as string, list)
    list.push({words, place: place as Place, rights: rights.split(','), field})
  }
  return (tokens, text) => {
    const matches: Match[] = []
    // Hyphens are tokens, but no words.
    const places = tokens.flatMap((token, at) => (isWordlike(token) ? [at] : []))
    const wordAt = (at: number) => tokens[places[at] ?? -1]
    for (let at = 0; at < places.length; at++) {
      const {lower} = wordAt(at) as Token
      const markers = index.get(lower) ?? index.get(entryOf(lower).base)
      const marker = markers?.filter((marker) => stands(marker, at)).sort(longestFirst)[0]
      if (!marker) continue
      const last = at + marker.words.length - 1
      const neighbour = wordAt(marker.place === 'before' ? last + 1 : at - 1) as Token
      const own = marker.words.join(' ')
      const beside = entryOf(neighbour.lower).base
      const bases = marker.place === 'before' ? `${own} ${beside}` : `${beside} ${own}`
      if (isException(bases)) continue
      const form = (wordAt(last) as Token).lower === marker.words.at(-1) ? 'base' : 's'
      matches.push({
        first: places[at] as number,
        last: (places[last] as number) + 1,
        kind: 'marker',
        expected: marker.rights.map((right) => inflectLast(right, form)),
        bases,
        odd: own,
        swaps: 1,
        strong: 1,
        company,
        field: marker.field,
      })
      at = last
    }
    return matches

    function stands({words, place}: Marker, at: number): boolean {
      for (let index = 0; index < words.length; index++) {
        const token = wordAt(at + index)
        if (!token || (index > 0 && !isJoined(at + index))) return false
        if (!isFormOf(token, words[index] as string)) return false
      }
      const beside = place === 'before' ? at + words.length : at - 1
      const neighbour = wordAt(beside)
      return (
        neighbour?.kind === 'word' &&
        neighbour.lower.length > 1 &&
        !joining.has(neighbour.lower) &&
        // `Beijing's emphasis` is what Beijing stresses.
        !neighbour.lower.endsWith("'s") &&
        // `Victor Anselm` is a name.
        !(isCapitalized(neighbour) && isCapitalized(wordAt(at))) &&
        isJoined(place === 'before' ? beside : at)
      )
    }

    /** Whether a word stands in one phrase with the one before. */
    function isJoined(at: number): boolean {
      const before = wordAt(at - 1)
      const token = wordAt(at)
      return before !== undefined && token !== undefined && joins(text, before.end, token.start)
    }
  }

  /** Whether a token is a word or its plural: `highlighted` is no `highlight`. */
  function isFormOf({lower}: Token, word: string): boolean {
    return (
      lower === word ||
      entryOf(lower).candidates.some(({form, word: base}) => form === 's' && vocabulary.wordAt(base) === word)
    )
  }
}

function isCapitalized(token: Token | undefined): boolean {
  return token !== undefined && /^\p{Lu}/u.test(token.text)
}

function longestFirst(a: Marker, b: Marker): number {
  return b.words.length - a.words.length
}

function inflectLast(phrase: string, form: Form): string {
  const space = phrase.lastIndexOf(' ')
  return phrase.slice(0, space + 1) + inflect(phrase.slice(space + 1), form)
}
