import {meets, type Range} from './changed.js'
import {type GateSettings, judge, type Verdict} from './gate.js'
import {formatOf} from './lint.js'
import type {PlainMessage} from './message.js'
import {countWords} from './prose/count.js'
import type {RuleInfo} from './schema.js'

type Setup = {
  text: string
  /** Gives the format. */
  path: string
  /** What is judged of the text; undefined: all of it. */
  ranges: readonly Range[] | undefined
  settings: GateSettings
  rules: readonly RuleInfo[]
}

/** Judges a text by the messages about it. */
export async function judgeText(messages: readonly PlainMessage[], setup: Setup): Promise<Verdict> {
  const {text, path, ranges, settings, rules} = setup
  const inside = ranges && ((offset: number) => meets({start: offset, end: offset + 1}, ranges))
  // Where nothing was found the words make no difference.
  const words = messages.length === 0 ? 0 : await countWords(text, formatOf(path), inside)
  const kinds = new Map(rules.map(({definition: {id, group}}) => [id, group]))
  return judge(messages, words, {kindOf: (ruleId) => kinds.get(ruleId), settings})
}
