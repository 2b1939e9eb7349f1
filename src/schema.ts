import {defaultGate} from './gate.js'
import type {JsonSchema, Rule, RuleDefinition, Severity} from './rule.js'

/** What a config needs to know of a rule. */
export type RuleInfo = {readonly definition: Pick<RuleDefinition, 'id' | 'group' | 'summary' | 'options'>}

/** The rules there are, and the ready-made settings. */
export type Catalogue<R extends RuleInfo = Rule> = {
  rules: readonly R[]
  presets: Readonly<Record<string, Readonly<Record<string, 'off' | Severity>>>>
}

export const levels = ['off', 'info', 'warning', 'error'] as const

const amount = (description: string, value: number) => ({type: 'number', minimum: 0, default: value, description})

const gateSchema = {
  description: 'How `mtlint gate` judges drafts, by findings per 1,000 words.',
  type: 'object',
  additionalProperties: false,
  properties: {
    edit: amount('From this score on a draft needs an edit.', defaultGate.edit),
    raw: amount('From this score on a draft is raw machine output.', defaultGate.raw),
    words: amount('A shorter draft is judged as if it had so many words.', defaultGate.words),
    weights: {
      description: 'How much a finding of each kind counts.',
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(
        Object.entries(defaultGate.weights).map(([kind, weight]) => [
          kind,
          {type: 'number', minimum: 0, default: weight},
        ]),
      ),
    },
  },
}

/** The JSON Schema (draft 7) of a config. */
export function configSchema({rules, presets}: Catalogue<RuleInfo>): JsonSchema {
  const settings = {$ref: '#/definitions/rules'}
  const strings = {type: 'array', items: {type: 'string', minLength: 1}}
  const allow = {...strings, description: 'Words and phrases that are never reported, whatever their case.'}
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'mtlint',
    description: 'The config of mtlint: .mtlintrc.json, .mtlintrc.yml, .mtlintrc.yaml, or `mtlint` in package.json.',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: {type: 'string', description: 'Where editors find this schema.'},
      extends: {
        description: `What the config builds on: ${Object.keys(presets).join(', ')}, or the path of a file. Without it: recommended.`,
        type: ['string', 'array'],
        items: {type: 'string'},
      },
      rules: settings,
      allow,
      overrides: {
        description: 'Other settings for some files; later ones win.',
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['files'],
          properties: {
            files: {
              ...strings,
              minItems: 1,
              description: 'Patterns in the syntax of gitignore, from the folder of the config.',
            },
            rules: settings,
            allow,
          },
        },
      },
      ignore: {...strings, description: 'Files that are not linted, in the syntax of gitignore.'},
      gate: gateSchema,
    },
    definitions: {
      level: {enum: levels},
      rules: {
        description: 'A level for each rule, or a list of a level and options.',
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(rules.map((rule) => [rule.definition.id, ruleSchema(rule)])),
      },
    },
  }
}

function ruleSchema({definition: {summary, options}}: RuleInfo): JsonSchema {
  const level = {$ref: '#/definitions/level'}
  const properties = Object.entries<JsonSchema>({...options?.schema}).map(([name, schema]) => [
    name,
    {...schema, default: (options?.defaults as Record<string, unknown> | undefined)?.[name]},
  ])
  return {
    description: summary,
    if: {type: 'array'},
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
    then: {
      minItems: 1,
      maxItems: 2,
      items: [level, {type: 'object', additionalProperties: false, properties: Object.fromEntries(properties)}],
    },
    else: level,
  }
}
