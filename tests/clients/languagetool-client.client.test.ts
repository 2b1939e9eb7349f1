import {spawn} from 'node:child_process'
import {existsSync} from 'node:fs'
import {describe, expect, it} from 'vitest'
import {folderWith} from '../helpers/command.js'
import {checked, serve} from '../helpers/serve.js'

const python = '/usr/bin/python3'
const found = existsSync('/usr/bin/soffice') && existsSync('/usr/lib/python3/dist-packages/uno.py')
if (!found) console.log('The HTTP interface is not tested with LibreOffice: there is none here.')

type Answer = {
  available: string[]
  hasGerman: boolean
  errors: {offset: number; length: number; message: string; title: string; suggestions: string[]; colour: number}[]
  mended: string
}

/** Lets LibreOffice check a text with the server, in a profile of its own. */
async function libreOffice(url: string, text: string): Promise<Answer> {
  const script = new URL('libreoffice.py', import.meta.url).pathname
  const child = spawn(python, [script, `${url}/v2`, await folderWith({})])
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  child.stdin.end(text)
  const code = await new Promise((done) => child.on('close', done))
  expect(code, stderr).toBe(0)
  return JSON.parse(stdout) as Answer
}

describe.skipIf(!found)('LibreOffice, with mtlint as its LanguageTool server', () => {
  it('shows what mtlint finds, and mends a document with its suggestions', async () => {
    // It escapes nothing of what it sends: `&`, `+`, `%` and what is not ASCII must arrive all the same.
    const text =
      'The U. S. economy grew grew by 50% & 1+1 “points” 😀. She said that “it is so. “\nThe envoy met at 9 a. m. with “10%25” & left.'
    const {url} = await serve()
    const {matches} = await checked(url, {text})
    const {available, hasGerman, errors, mended} = await libreOffice(url, text)
    expect(available).toContain('org.openoffice.lingu.LanguageToolGrammarChecker')
    expect(hasGerman).toBe(false)
    expect(errors).toEqual(
      matches.map(({offset, length, message, shortMessage, replacements}) => ({
        offset,
        length,
        message,
        title: shortMessage,
        suggestions: replacements.map(({value}) => value),
        colour: 0xd16820,
      })),
    )
    expect(errors.map(({offset, length}) => text.slice(offset, offset + length))).toEqual([
      'U. S.',
      'grew grew',
      '. “',
      'a. m.',
    ])
    expect(mended).toBe(
      'The U.S. economy grew by 50% & 1+1 “points” 😀. She said that “it is so.”\nThe envoy met at 9 a.m. with “10%25” & left.',
    )
  })

  it('shows what is a matter of style in another colour', async () => {
    const text = 'The colour of the wall is grey. The color of the door is red. The colour of the roof is brown.'
    const {url} = await serve()
    const {errors} = await libreOffice(url, text)
    expect(errors.length).toBeGreaterThan(0)
    // Blue, as for LanguageTool's STYLE.
    expect(errors.map(({colour}) => colour)).toEqual(errors.map(() => 0x0000ff))
  })
})
