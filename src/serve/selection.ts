import {type ConfigOptions, createResolver} from '../config.js'
import type {LintConfig} from '../lint.js'
import type {RuleDefinition, Severity} from '../rule.js'
import type {Catalogue} from '../schema.js'
import {refuse} from './answer.js'
import {issueOf} from './issue.js'
import {type Parameters, readList} from './parameters.js'

/** What a client wants to hear of. Rules and categories that are not known count for nothing. */
export type Selection = {
  enabledRules: readonly string[]
  disabledRules: readonly string[]
  enabledCategories: readonly string[]
  disabledCategories: readonly string[]
  /** Whether what is not enabled is disabled. */
  enabledOnly: boolean
  /** Whether to run the rules about the whole text, those about paragraphs, or both. */
  mode: (typeof modes)[number]
}

const modes = ['all', 'textLevelOnly', 'allButTextLevelOnly'] as const

/** @throws {RequestError} In the words of LanguageTool, when the parameters contradict each other. */
export function readSelection(parameters: Parameters): Selection {
  const mode = modes.find((mode) => mode === (parameters.mode ?? 'all'))
  if (!mode) {
    const known = "'textLevelOnly', 'allButTextLevelOnly', or 'all'"
    refuse(400, `Mode must be one of ${known} but was: '${parameters.mode?.slice(0, 100)}'`)
  }
  const selection: Selection = {
    enabledRules: readList(parameters.enabledRules),
    disabledRules: readList(parameters.disabledRules),
    enabledCategories: readList(parameters.enabledCategories),
    disabledCategories: readList(parameters.disabledCategories),
    enabledOnly: parameters.enabledOnly === 'true' || parameters.enabledOnly === 'yes',
    mode,
  }
  const {enabledRules, enabledCategories, disabledRules, disabledCategories, enabledOnly} = selection
  if (enabledOnly && disabledRules.length + disabledCategories.length > 0) {
    refuse(400, 'You cannot specify disabled rules or categories using enabledOnly=true')
  }
  if (enabledOnly && enabledRules.length + enabledCategories.length === 0) {
    refuse(400, 'You must specify enabled rules or categories when using enabledOnly=true')
  }
  return selection
}

/**
 * Settles which rules run: those of the config, and those that the client enables, without those that it disables.
 *
 * @param path Where the text would lie, for the nearest config.
 * @throws {Error} That names the config, when it is wrong.
 */
export async function configFor(
  selection: Selection,
  path: string,
  options: ConfigOptions & {catalogue: Catalogue},
): Promise<LintConfig> {
  const {lint} = await createResolver(options)(path)
  const running = new Set(lint.rules.map(({rule}) => rule.definition.id))
  const added = options.catalogue.rules
    .map(({definition}) => definition)
    .filter((rule) => !running.has(rule.id) && selection.enabledRules.includes(rule.id))
    .map((rule) => [rule.id, rule.severity] as const)
  const config =
    added.length === 0 ? lint : (await createResolver({...options, rules: Object.fromEntries(added)})(path)).lint
  const rules = config.rules.filter(
    ({rule: {definition}}) => isAtLevel(definition, selection.mode) && mayRun(definition, selection),
  )
  return {...config, rules}
}

/** Whether a rule is about the whole text. */
export function isTextLevel(rule: RuleDefinition): boolean {
  return rule.end !== undefined
}

function isAtLevel(rule: RuleDefinition, mode: Selection['mode']): boolean {
  return mode === 'all' || isTextLevel(rule) === (mode === 'textLevelOnly')
}

function mayRun(rule: RuleDefinition, {enabledOnly, enabledRules, enabledCategories, disabledRules}: Selection) {
  if (disabledRules.includes(rule.id)) return false
  return !enabledOnly || enabledCategories.length > 0 || enabledRules.includes(rule.id)
}

/** Whether the client wants to hear of a finding; its category depends on its severity. */
export function isWanted(rule: RuleDefinition, severity: Severity, selection: Selection): boolean {
  if (selection.enabledRules.includes(rule.id)) return true
  const {id} = issueOf(rule, severity).category
  if (selection.disabledCategories.includes(id)) return false
  return !selection.enabledOnly || selection.enabledCategories.includes(id)
}
