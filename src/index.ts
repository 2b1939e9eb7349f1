import * as catalogue from '../rules/index.js'
import type {JsonSchema} from './rule.js'
import {type Catalogue, configSchema as schemaOf} from './schema.js'

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
export {type JsonFile, type JsonMessage, type JsonPlace, type JsonVerdict, toJson} from './report/json.js'
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

/** The JSON Schema (draft 7) of a config. */
export function configSchema(known: Catalogue = catalogue): JsonSchema {
  return schemaOf(known)
}
