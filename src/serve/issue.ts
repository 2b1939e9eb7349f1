import type {Group, LintMessage, RuleDefinition, Severity} from '../rule.js'

/**
 * How a client shows a finding. Clients colour by the category (LibreOffice, Obsidian: `TYPOS` red, `STYLE` and `REDUNDANCY`
 * blue) or by the type of issue (langtool.el, browsers: `misspelling`, `grammar`, `style`), one of those of the
 * Internationalization Tag Set 2.0, section 8.17.
 */
export type Issue = {issueType: string; category: {id: string; name: string}}

const typography: Issue = {issueType: 'typographical', category: {id: 'TYPOGRAPHY', name: 'Typography'}}
const grammar: Issue = {issueType: 'grammar', category: {id: 'GRAMMAR', name: 'Grammar'}}
const style: Issue = {issueType: 'style', category: {id: 'STYLE', name: 'Style'}}

const issues: Readonly<Record<Group, Issue>> = {
  spacing: typography,
  quotes: typography,
  sentences: grammar,
  words: grammar,
  repetition: {issueType: 'duplication', category: {id: 'REPETITIONS', name: 'Repetitions'}},
  leftovers: {issueType: 'uncategorized', category: {id: 'MISC', name: 'Miscellaneous'}},
  consistency: style,
}

/** What kind of issue the findings of a rule are; infos are hints, whatever the rule is about. */
export function issueOf(rule: Pick<RuleDefinition, 'group'>, severity: Severity): Issue {
  return severity === 'info' ? style : issues[rule.group]
}

/** Name of a rule for a heading: `Closing quote`. */
export function shortMessage({ruleId}: Pick<LintMessage, 'ruleId'>): string {
  return `${ruleId.charAt(0).toUpperCase()}${ruleId.slice(1).replaceAll('-', ' ')}`
}
