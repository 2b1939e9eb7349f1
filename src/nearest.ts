import {closest, distance} from 'fastest-levenshtein'

/** The name that the user probably meant, or undefined when none is near. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  if (names.length === 0 || name.length > 100) return undefined
  const lower = name.toLowerCase()
  const begun = lower.length > 2 ? names.find((candidate) => candidate.startsWith(lower)) : undefined
  const found = begun ?? closest(lower, names)
  return begun || distance(lower, found) <= Math.max(2, found.length / 3) ? found : undefined
}

/** A question to append to a message about an unknown name; empty when no name is near. */
export function didYouMean(name: string, names: readonly string[]): string {
  const found = nearest(name, names)
  return found === undefined ? '' : `, did you mean \`${found}\`?`
}
