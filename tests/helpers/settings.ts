import {presets, rules} from '../../rules/index.js'
import type {LintConfig} from '../../src/lint.js'

/** The recommended rules, as a run has them without a config. */
export const recommended: LintConfig = {
  rules: rules.flatMap((rule) => {
    const severity = presets.recommended[rule.definition.id]
    return severity && severity !== 'off' ? [{rule, severity}] : []
  }),
}

/** Every rule there is, nursery and all. */
export const everything: LintConfig = {rules: rules.map((rule) => ({rule, severity: rule.definition.severity}))}
