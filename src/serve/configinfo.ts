import * as ownCatalogue from '../../rules/index.js'
import {createResolver} from '../config.js'
import {refuse} from './answer.js'
import type {CheckSettings} from './check.js'
import {issueOf} from './issue.js'
import {describe, isEnglish} from './language.js'
import type {Parameters} from './parameters.js'
import {isTextLevel} from './selection.js'
import {type Software, software} from './software.js'

/** A rule as `/v2/configinfo` lists it; LanguageTool writes `yes` or nothing. */
export type RuleInfo = {
  ruleId: string
  description: string
  isDefaultOff?: 'yes'
  categoryId: string
  categoryName: string
  locQualityIssueType: string
  isTextLevelRule?: 'yes'
  minToCheckParagraph?: string
}

export type ConfigInfo = {software: Software; parameter: {maxTextLength: number}; rules: RuleInfo[]}

/**
 * Answers `/v2/configinfo`: the rules for a language, and which of them are off.
 *
 * @throws {RequestError} When no language is named.
 * @throws {Error} That names the config, when it is wrong.
 */
export async function configInfo(parameters: Parameters, settings: CheckSettings): Promise<ConfigInfo> {
  const {maxTextLength, catalogue = ownCatalogue, ...rest} = settings
  if (!parameters.language) refuse(400, "'language' parameter missing")
  const language = describe(parameters.language)
  const {lint} = await createResolver({...rest, catalogue})('stdin')
  const running = new Set(lint.rules.map(({rule}) => rule.definition.id))
  const rules = isEnglish(language) ? catalogue.rules : []
  return {
    software: software(),
    parameter: {maxTextLength},
    rules: rules.map(({definition}) => {
      const {issueType, category} = issueOf(definition, definition.severity)
      return {
        ruleId: definition.id,
        description: definition.summary,
        ...(running.has(definition.id) ? {} : {isDefaultOff: 'yes' as const}),
        categoryId: category.id,
        categoryName: category.name,
        locQualityIssueType: issueType,
        // -1: all paragraphs are to be sent.
        ...(isTextLevel(definition) ? {isTextLevelRule: 'yes' as const, minToCheckParagraph: '-1'} : {}),
      }
    }),
  }
}
