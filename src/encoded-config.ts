import type {LintConfig} from './lint.js'
import type {Catalogue, RuleInfo} from './schema.js'

const encoded = new WeakMap<LintConfig<RuleInfo>, string>()

/** A config as text: equal configs give equal texts. */
export function encodeConfig(config: LintConfig<RuleInfo>): string {
  const known = encoded.get(config)
  if (known !== undefined) return known
  const {rules, ...rest} = config
  const settings = rules.map(({rule, ...setting}) => ({id: rule.definition.id, ...setting}))
  const text = JSON.stringify({...rest, rules: settings})
  encoded.set(config, text)
  return text
}

type Encoded = Omit<LintConfig, 'rules'> & {rules: (Omit<LintConfig['rules'][number], 'rule'> & {id: string})[]}

/** The config that a text stands for, with the rules themselves. */
export function decodeConfig(text: string, {rules: known}: Catalogue): LintConfig {
  const {rules, ...rest} = JSON.parse(text) as Encoded
  return {
    ...rest,
    rules: rules.flatMap(({id, ...setting}) => {
      const rule = known.find(({definition}) => definition.id === id)
      return rule ? [{rule, ...setting}] : []
    }),
  }
}
