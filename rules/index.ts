import type {Rule, Severity} from '../src/rule.js'
import abbreviationSpacing from './abbreviation-spacing.js'

/** The catalogue, in the order in which it is documented and run. */
export const rules: readonly Rule[] = [abbreviationSpacing]

export type PresetName = 'recommended' | 'strict'

/** Ready-made settings: `recommended` has what can be trusted, `strict` everything. */
export const presets: Readonly<Record<PresetName, Readonly<Record<string, Severity | 'off'>>>> = {
  recommended: preset((rule) => rule.definition.stage === 'stable'),
  strict: preset(() => true),
}

function preset(has: (rule: Rule) => boolean): Record<string, Severity | 'off'> {
  return Object.fromEntries(
    rules.map((rule) => [rule.definition.id, has(rule) ? rule.definition.severity : 'off'] as const),
  )
}
