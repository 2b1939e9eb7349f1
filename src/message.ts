import type {LintMessage} from './rule.js'

/** What is reported of a message, as plain data that a cache can hold and that can be sent from one thread to another. */
export type PlainMessage = Pick<
  LintMessage,
  'ruleId' | 'reason' | 'note' | 'url' | 'fatal' | 'line' | 'place' | 'actual' | 'expected' | 'fix' | 'span' | 'related'
>

export function toPlain(message: LintMessage): PlainMessage {
  const {ruleId, reason, note, url, fatal, line, place, actual, expected, fix, span, related} = message
  const plain = {ruleId, reason, note, url, fatal, line, place, actual, expected, fix, span}
  return related ? {...plain, related} : plain
}
