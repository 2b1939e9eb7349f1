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
    const rest = other(tokens, text, closely)
    if (found.length === 0) return rest
    if (rest.length === 0) return found
    // Both are in the order of the text, and neither overlaps itself.
    let next = 0
    const kept = rest.filter(({first, last}) => {
      while (next < found.length && (found[next] as Match).last <= first) next++
      return next === found.length || (found[next] as Match).first >= last
    })
    return [...found, ...kept].sort((a, b) => a.first - b.first)
  }
}
