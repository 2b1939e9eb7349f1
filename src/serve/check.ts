import {VFile} from 'vfile'
import * as ownCatalogue from '../../rules/index.js'
import type {ConfigOptions} from '../config.js'
import {lint} from '../lint.js'
import {severityOf, textOf} from '../report/report.js'
import type {LintMessage, RuleDefinition} from '../rule.js'
import {type Document, readDocument} from './annotations.js'
import {refuse} from './answer.js'
import {contextOf, sentenceAt} from './context.js'
import {issueOf, shortMessage} from './issue.js'
import {type CheckedLanguage, isEnglish, languageOf} from './language.js'
import type {Parameters} from './parameters.js'
import {configFor, isWanted, readSelection} from './selection.js'
import {type Software, software} from './software.js'

export type CheckSettings = Pick<ConfigOptions, 'config' | 'catalogue' | 'cwd'> & {
  /** In UTF-16 code units, without markup. */
  maxTextLength: number
}

/** A finding in the JSON of LanguageTool; offsets and lengths in UTF-16 code units. */
export type Match = {
  message: string
  shortMessage: string
  replacements: {value: string}[]
  /** Offset in text and markup. */
  offset: number
  length: number
  context: {text: string; offset: number; length: number}
  sentence: string
  type: {typeName: 'Hint' | 'Other'}
  rule: {
    id: string
    description: string
    issueType: string
    category: {id: string; name: string}
    urls: {value: string}[]
  }
  ignoreForIncompleteSentence: boolean
  contextForSureMatch: number
}

export type CheckResult = {
  software: Software
  warnings: {incompleteResults: boolean}
  language: CheckedLanguage
  matches: Match[]
}

/**
 * Answers `/v2/check`: lints the document of the parameters, if it is English, as the command line lints standard input.
 *
 * @throws {RequestError} When the parameters are wrong.
 * @throws {Error} That names the config, when it is wrong.
 */
export async function check(parameters: Parameters, settings: CheckSettings): Promise<CheckResult> {
  const {maxTextLength, catalogue = ownCatalogue, ...options} = settings
  const document = readDocument(parameters)
  const {text} = document
  if (text.length > maxTextLength) {
    const length = `it's ${text.length} characters`
    refuse(413, `Your text exceeds the limit of ${maxTextLength} characters (${length}). Please submit a shorter text.`)
  }
  const language = languageOf(parameters, text)
  const selection = readSelection(parameters)
  const result = {software: software(), warnings: {incompleteResults: false}, language}
  if (!isEnglish(language)) return {...result, matches: []}
  const config = await configFor(selection, 'stdin', {...options, catalogue})
  const rules = new Map(config.rules.map(({rule: {definition}}) => [definition.id, definition]))
  const messages = await lint(new VFile({value: text}), config, 'text')
  const matches = messages.flatMap((message) => {
    const rule = rules.get(message.ruleId)
    return rule && isWanted(rule, severityOf(message), selection) ? [matchOf(message, rule, document)] : []
  })
  // What stands for no markup at all has no place that a client could show.
  return {...result, matches: matches.filter(({length}) => length > 0)}
}

function matchOf(message: LintMessage, rule: RuleDefinition, document: Document): Match {
  const severity = severityOf(message)
  const {start, end, plain} = document.place(message.span.start, message.span.end)
  const {issueType, category} = issueOf(rule, severity)
  // A client puts a replacement in the place of all that it covers, and markup would be lost.
  const repairs = plain && message.fix !== 'none' ? (message.expected ?? []) : []
  return {
    message: textOf({reason: message.reason, note: message.note ?? undefined}),
    shortMessage: shortMessage(message),
    replacements: repairs.map((value) => ({value})),
    offset: start,
    length: end - start,
    context: contextOf(document.source, start, end),
    sentence: sentenceAt(document.text, message.span.start, message.span.end),
    type: {typeName: severity === 'info' ? 'Hint' : 'Other'},
    rule: {
      id: rule.id,
      description: rule.summary,
      issueType,
      category,
      urls: message.url ? [{value: message.url}] : [],
    },
    ignoreForIncompleteSentence: rule.group === 'sentences',
    contextForSureMatch: rule.end ? -1 : 0,
  }
}
