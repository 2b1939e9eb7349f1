import type {BadExample, LintMessage, RuleDefinition} from '../rule.js'

/** What a hover shows of a finding, in Markdown: what is wrong, why, and an example. */
export function hoverText(message: LintMessage, definition: RuleDefinition | undefined): string {
  const {ruleId, url, reason, note} = message
  const example = definition?.examples.bad.find(({fixed}) => fixed !== undefined) ?? definition?.examples.bad[0]
  return [
    `**${plain(reason)}**`,
    ...(note ? [plain(note)] : []),
    ...(definition && example ? [`${plain(definition.summary)} For example:`, diffOf(example)] : []),
    url ? `[${ruleId}](${url})` : ruleId,
  ].join('\n\n')
}

/** A bad example and the same mended. */
function diffOf({text, fixed}: BadExample): string {
  const lines = (mark: string, value: string) => value.split('\n').map((line) => `${mark} ${line}`)
  const body = [...lines('-', text), ...(fixed === undefined ? [] : lines('+', fixed))].join('\n')
  const fence = '`'.repeat(Math.max(3, ...(body.match(/`+/g) ?? []).map((run) => run.length + 1)))
  return `${fence}diff\n${body}\n${fence}`
}

/** Text that Markdown shows as it is, but for code in backticks. */
function plain(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\*_[\]<>#]/g, '\\$&')))
    .join('')
}
