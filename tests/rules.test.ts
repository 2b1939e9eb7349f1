import retextEnglish from 'retext-english'
import retextStringify from 'retext-stringify'
import {unified} from 'unified'
import {VFile} from 'vfile'
import {describe, expect, it} from 'vitest'
import {rules} from '../rules/index.js'
import {lint} from '../src/lint.js'
import type {BadExample, Format, LintMessage, Rule} from '../src/rule.js'

const recommended = rules
  .filter(({definition}) => definition.stage === 'stable')
  .map((rule) => ({rule, severity: rule.definition.severity}))

function lintWith(settings: {rule: Rule; options?: object}[], text: string, format: Format): Promise<LintMessage[]> {
  const config = {rules: settings.map((setting) => ({severity: setting.rule.definition.severity, ...setting}))}
  return lint(new VFile(text), config, format)
}

/** The text with one message repaired. */
function apply(text: string, message: LintMessage): string {
  return text.slice(0, message.span.start) + message.expected?.[0] + text.slice(message.span.end)
}

async function checkBad(rule: Rule, example: BadExample) {
  const {definition} = rule
  const options = example.options ? {options: example.options} : {}
  const messages = await lintWith([{rule, ...options}], example.text, example.format ?? 'text')
  expect(messages.map((message) => message.reason)).toEqual([example.message])
  const [message] = messages as [LintMessage]
  const start = example.at ?? example.text.indexOf(example.found)
  expect({actual: message.actual, start: message.span.start}).toEqual({actual: example.found, start})
  const severity = message.fatal ? 'error' : message.fatal === false ? 'warning' : 'info'
  expect(severity).toBe(example.severity ?? definition.severity)
  if (example.fixed === undefined) {
    expect(message.expected ?? []).toEqual([])
  } else {
    expect(message.fix).not.toBe('none')
    expect(apply(example.text, message)).toBe(example.fixed)
  }
}

describe.each(rules.map((rule) => [rule.definition.id, rule] as const))('%s', (_, rule) => {
  const {definition} = rule
  const {bad, good} = definition.examples

  it('is complete', () => {
    expect(bad.length).toBeGreaterThanOrEqual(3)
    expect(good.length).toBeGreaterThanOrEqual(3)
    expect(definition.id).toMatch(/^[a-z]+(?:-[a-z]+)*$/)
    expect(definition.summary).toMatch(/^[A-Z`].*\.$/)
  })

  it.each(bad.map((example) => [example.text, example] as const))('reports %j', (_, example) => checkBad(rule, example))

  it.each(good.map((example) => [typeof example === 'string' ? example : example.text, example] as const))(
    'is silent, as is every recommended rule, about %j',
    async (_, example) => {
      const {text, format = 'text', options} = typeof example === 'string' ? {text: example} : {...example}
      const others = recommended.filter((setting) => setting.rule !== rule)
      const messages = await lintWith([{rule, ...(options ? {options} : {})}, ...others], text, format)
      expect(messages.map((message) => `${message.ruleId}: ${message.reason}`)).toEqual([])
    },
  )

  it('works as a plain retext plugin', async () => {
    const example = bad.find(({format = 'text', options}) => format === 'text' && !options)
    if (!example) return
    const processor = unified().use(retextEnglish).use(rule).use(retextStringify)
    const file = await processor.process(example.text)
    expect(file.messages.map((message) => message.ruleId)).toContain(definition.id)
  })
})

it('has no rule twice', () => {
  const ids = rules.map((rule) => rule.definition.id)
  expect(new Set(ids).size).toBe(ids.length)
})
