import {describe, expect, it} from 'vitest'
import {DiagnosticSeverity} from 'vscode-languageserver/node'
import {applyEdits, startEditor} from './helpers/editor.js'

const uri = 'untitled:Untitled-1'

describe('a document that was never saved', () => {
  it('gets diagnostics with severity, rule and a link to its manual', async () => {
    const editor = await startEditor()
    await editor.open(uri, 'plaintext', 'The U. S. economy grew.\n')
    expect(await editor.published(uri)).toEqual([
      expect.objectContaining({
        range: {start: {line: 0, character: 4}, end: {line: 0, character: 9}},
        severity: DiagnosticSeverity.Error,
        code: 'abbreviation-spacing',
        codeDescription: {href: expect.stringContaining('docs/rules.md#abbreviation-spacing')},
        source: 'mtlint',
      }),
    ])
  })

  it('offers a safe repair as the preferred one, and applying it mends the text', async () => {
    const editor = await startEditor()
    const text = 'The U. S. economy grew.\n'
    await editor.open(uri, 'plaintext', text)
    const [action] = await editor.actions(uri, {start: {line: 0, character: 5}, end: {line: 0, character: 5}})
    expect(action).toMatchObject({title: 'Replace with `U.S.`', kind: 'quickfix', isPreferred: true})
    expect(applyEdits(text, action?.edit?.changes?.[uri] ?? [])).toBe('The U.S. economy grew.\n')
  })
})
