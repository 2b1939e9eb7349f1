import type {Token} from '../../src/language/tokens.js'

/** A run of words that stands for other words. */
export type Match = {
  /** Indices of the tokens, `last` exclusive. */
  first: number
  last: number
  kind: 'expression' | 'phrase' | 'pattern' | 'marker'
  /** The right words, the likeliest first. */
  expected: string[]
  /** The run in base form, as exceptions are written. */
  bases: string
  /** Those of these words that are wrong. */
  odd: string
  /** How many words were swapped, and how many of them by a strong swap. */
  swaps: number
  strong: number
  /** How usual the run is: 16 × log10 of the kinds of company that its rarest pair of words keeps. */
  company: number
  /** Name of the list that the expression is from; empty for all others. */
  field: string
  /** Why it looks like machine output, where a pattern says so. */
  note?: string
}

/**
 * Finds matches among the tokens of a text: all of them where it is looked at closely, else what makes it suspect, which
 * takes a fraction of the time.
 */
export type Matcher = (tokens: readonly Token[], text: string, closely: boolean) => Match[]

/** Two matchers as one; where both find something, what the first one says stands. */
export function firstOf(one: Matcher, other: Matcher): Matcher {
  return (tokens, text, closely) => {
    const found = one(tokens, text, closely)
    return inOrder(found, without(other(tokens, text, closely), found))
  }
}

/**
 * The matches that overlap none of some others, and those that are to stay anyway. Both lists are in the order of the
 * text, and neither overlaps itself.
 */
export function without(
  matches: readonly Match[],
  others: readonly Match[],
  gives: (match: Match) => boolean = () => true,
): Match[] {
  let next = 0
  return matches.filter((match) => {
    while (next < others.length && (others[next] as Match).last <= match.first) next++
    return next === others.length || (others[next] as Match).first >= match.last || !gives(match)
  })
}

/** Two lists of matches as one, in the order of the text. */
export function inOrder(one: readonly Match[], other: readonly Match[]): Match[] {
  return [...one, ...other].sort((a, b) => a.first - b.first)
}
