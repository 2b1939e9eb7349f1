import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {VFile} from 'vfile'
import {describe, expect, it} from 'vitest'
import {fix} from '../src/fix.js'
import {lint} from '../src/lint.js'
import type {LintMessage} from '../src/rule.js'
import {recommended} from './helpers/settings.js'

const folder = new URL('../fixtures/', import.meta.url).pathname
function read(name: string): VFile {
  return new VFile({path: name, value: readFileSync(path.join(folder, name), 'utf8')})
}

/** One line a message, as it is kept beside the draft. */
function report(messages: readonly LintMessage[]): string {
  return messages
    .map((message) => {
      const severity = message.fatal ? 'error' : message.fatal === false ? 'warning' : 'info'
      return `${message.line}:${message.column} ${severity} ${message.ruleId} (${message.fix}): ${message.reason}\n`
    })
    .join('')
}

const drafts = readdirSync(path.join(folder, 'drafts')).filter((name) => !/\.(?:report|fixed)$/.test(name))

describe.each(drafts)('drafts/%s', (name) => {
  it('is reported as expected', async () => {
    const messages = await lint(read(`drafts/${name}`), recommended)
    await expect(report(messages)).toMatchFileSnapshot(path.join(folder, 'drafts', `${name}.report`))
  })

  it('is mended as expected, and stays so', async () => {
    const file = read(`drafts/${name}`)
    const once = await fix(String(file), recommended, {path: name})
    await expect(once.text).toMatchFileSnapshot(path.join(folder, 'drafts', `${name}.fixed`))
    const twice = await fix(once.text, recommended, {path: name})
    expect(twice.text).toBe(once.text)
  })
})

it.each(readdirSync(path.join(folder, 'clean')))('says nothing about clean/%s', async (name) => {
  const messages = await lint(read(`clean/${name}`), recommended)
  expect(report(messages)).toBe('')
})
