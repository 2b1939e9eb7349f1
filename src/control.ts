import type {LintConfig} from './lint.js'
import type {Comment} from './prose/prose.js'
import type {LintMessage} from './rule.js'

/** Drops the messages that the user ignores. */
export function control(
  messages: LintMessage[],
  _comments: readonly Comment[],
  _source: string,
  _config: LintConfig,
): LintMessage[] {
  return messages
}
