import {createHash} from 'node:crypto'

/**
 * Names the findings of one file so that each keeps its name when lines move or are wrapped anew: by path, rule and
 * text, and among equal ones by their order.
 *
 * @returns A function that is to be called for each finding of the file, in order; it gives 64 hexadecimal digits.
 */
export function createFingerprints(path: string): (finding: {ruleId: string; actual: string}) => string {
  const counts = new Map<string, number>()
  return ({ruleId, actual}) => {
    const text = actual.normalize('NFC').replace(/\s+/g, ' ').trim()
    const key = JSON.stringify([path, ruleId, text])
    const count = counts.get(key) ?? 0
    counts.set(key, count + 1)
    return createHash('sha256').update(`${key}${count}`).digest('hex')
  }
}
