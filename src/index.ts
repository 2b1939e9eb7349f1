export {type PresetName, presets, rules} from '../rules/index.js'
export {
  type Config,
  type ConfigOptions,
  type Level,
  type Override,
  type RuleSetting,
  type RuleSettings,
  resolveConfig,
} from './config.js'
export {type FixResult, fix} from './fix.js'
export {formatOf, type LintConfig, lint} from './lint.js'
export {type JsonFile, type JsonMessage, type JsonPlace, toJson} from './report/json.js'
export {
  type BadExample,
  type BlockKind,
  type Context,
  defineRule,
  type Examples,
  type Finding,
  type FixKind,
  type Format,
  type GoodExample,
  type Group,
  type JsonSchema,
  type LintMessage,
  type Paragraph,
  type Related,
  type Report,
  type Rule,
  type RuleDefinition,
  type Severity,
  type Span,
  type Stage,
} from './rule.js'
export {configSchema} from './schema.js'
