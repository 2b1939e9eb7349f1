import type {PlainMessage} from './message.js'
import type {Group} from './rule.js'

/** From best to worst. */
export const verdictLevels = ['ready', 'edit', 'raw'] as const

export type VerdictLevel = (typeof verdictLevels)[number]

/** What a level is called for people. */
export const levelNames: Record<VerdictLevel, string> = {
  ready: 'ready',
  edit: 'needs an edit',
  raw: 'raw machine output',
}

/** How drafts are judged; `docs/gate.md` says how the defaults were found. */
export type GateSettings = {
  /** From this score on a draft needs an edit. */
  edit: number
  /** From this score on it is raw machine output. */
  raw: number
  /** A shorter draft is judged as if it had so many words, so that no finding decides alone. */
  words: number
  /** How much a finding of a rule of each kind counts. */
  weights: Readonly<Record<Group, number>>
}

export const defaultGate: GateSettings = {
  edit: 5,
  raw: 15,
  words: 250,
  weights: {spacing: 0.5, quotes: 1, sentences: 1, repetition: 1, words: 1, leftovers: 1, consistency: 0.25},
}

/** What a config says of the gate; what it leaves out is as it was. */
export type GateConfig = Partial<Omit<GateSettings, 'weights'>> & {weights?: Partial<GateSettings['weights']>}

/** A rule that tells against a draft. */
export type Reason = {
  ruleId: string
  /** How many findings it has. */
  findings: number
  /** What it adds to the score. */
  score: number
  /** The first of its findings. */
  first: PlainMessage
}

export type Verdict = {
  level: VerdictLevel
  /** Weighted findings per 1,000 words. */
  score: number
  findings: number
  /** The rules that tell most against it, the worst first: three at most. */
  reasons: Reason[]
}

/** The same words found by the same rule count no more than so often: what is done throughout is one habit. */
const mostAlike = 3
const mostReasons = 3

/**
 * Judges a draft by how many findings it has for its length.
 *
 * @param words How many words of prose it has.
 * @param kindOf The group of a rule; what is undefined does not count.
 */
export function judge(
  messages: readonly PlainMessage[],
  words: number,
  {kindOf, settings}: {kindOf(ruleId: string): Group | undefined; settings: GateSettings},
): Verdict {
  const per = 1000 / Math.max(words, settings.words, 1)
  const alike = new Map<string, number>()
  const reasons = new Map<string, Reason>()
  for (const message of messages) {
    const {ruleId, actual} = message
    const kind = kindOf(ruleId)
    if (kind === undefined) continue
    const key = `${ruleId} ${actual.toLowerCase()}`
    const count = (alike.get(key) ?? 0) + 1
    alike.set(key, count)
    const reason = reasons.get(ruleId) ?? {ruleId, findings: 0, score: 0, first: message}
    reasons.set(ruleId, reason)
    reason.findings++
    if (count <= mostAlike) reason.score += settings.weights[kind] * per
  }
  const sorted = Array.from(reasons.values())
    .filter(({score}) => score > 0)
    .sort((a, b) => b.score - a.score || (a.ruleId < b.ruleId ? -1 : 1))
  const score = sorted.reduce((sum, reason) => sum + reason.score, 0)
  const level = score >= settings.raw ? 'raw' : score >= settings.edit ? 'edit' : 'ready'
  return {level, score, findings: messages.length, reasons: sorted.slice(0, mostReasons)}
}

/** Whether a draft is below the level that is wanted. */
export function isBelow(level: VerdictLevel, wanted: VerdictLevel): boolean {
  return verdictLevels.indexOf(level) > verdictLevels.indexOf(wanted)
}

/** The settings of the gate that a config and those that it extends come to, the later ones winning. */
export function gateOf(configs: readonly GateConfig[]): GateSettings {
  let all = defaultGate
  for (const config of configs) all = {...all, ...config, weights: {...all.weights, ...config.weights}}
  return all
}
