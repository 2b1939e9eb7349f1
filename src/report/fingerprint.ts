import {createHash} from 'node:crypto'

/**
 * Names things by what they are, and equal ones among them by their order.
 *
 * @returns A function that is to be called for each thing, in order; it gives 64 hexadecimal digits.
 */
export function createHashes(): (parts: readonly string[]) => string {
  const counts = new Map<string, number>()
  return (parts) => {
    const key = JSON.stringify(parts)
    const count = counts.get(key) ?? 0
    counts.set(key, count + 1)
    return createHash('sha256').update(`${key}${count}`).digest('hex')
  }
}

/** A text that stays the same when its lines are wrapped anew. */
export function unwrapped(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}

/**
 * Names the findings of one file so that each keeps its name when lines move or are wrapped anew: by path, rule and
 * text, and among equal ones by their order.
 *
 * @returns A function that is to be called for each finding of the file, in order; it gives 64 hexadecimal digits.
 */
export function createFingerprints(path: string): (finding: {ruleId: string; actual: string}) => string {
  const hash = createHashes()
  return ({ruleId, actual}) => hash([path, ruleId, unwrapped(actual)])
}
