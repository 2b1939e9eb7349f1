import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {VFile} from 'vfile'
import {describe, expect, it} from 'vitest'
import {
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentDiagnosticReport,
  type Hover,
  MarkupKind,
  type TextEdit,
} from 'vscode-languageserver/node'
import {ignoreHere} from '../src/editor/ignore-here.js'
import {fix} from '../src/fix.js'
import {formatOf, lint} from '../src/lint.js'
import {applyEdits, startEditor} from './helpers/editor.js'
import {recommended} from './helpers/settings.js'

const uri = 'untitled:Untitled-1'
const at = (line: number, character: number) => ({start: {line, character}, end: {line, character}})

const folder = new URL('../fixtures/', import.meta.url).pathname
const drafts = readdirSync(path.join(folder, 'drafts')).filter((name) => !/\.(?:report|fixed)$/.test(name))
const read = (name: string) => readFileSync(path.join(folder, 'drafts', name), 'utf8')

describe('diagnostics', () => {
  it('have severity, rule and a link to its manual', async () => {
    const editor = await startEditor()
    await editor.open(uri, 'plaintext', 'The U. S. economy grew.\n')
    expect(await editor.published(uri)).toEqual([
      {
        range: {start: {line: 0, character: 4}, end: {line: 0, character: 9}},
        severity: DiagnosticSeverity.Error,
        code: 'abbreviation-spacing',
        codeDescription: {href: expect.stringContaining('docs/rules.md#abbreviation-spacing')},
        source: 'mtlint',
        message: expect.stringMatching(/^Unexpected `U\. S\.`, expected `U\.S\.`\n\w/),
      },
    ])
  })

  it('name the first copy of a sentence, and mark what is to be removed', async () => {
    const editor = await startEditor()
    const sentence = 'The new bridge over the river will open in the spring.'
    await editor.open(uri, 'plaintext', `${sentence} Tolls rise. ${sentence}\n\nA\u200Bbc was here.\n`)
    const found = await editor.published(uri)
    expect(found.find(({code}) => code === 'repeated-sentence')?.relatedInformation).toEqual([
      {
        location: {uri, range: {start: {line: 0, character: 0}, end: {line: 0, character: 54}}},
        message: 'The first copy',
      },
    ])
    expect(found.find(({code}) => code === 'invisible-character')?.tags).toEqual([DiagnosticTag.Unnecessary])
  })

  it('follow the changes of a document, and go when it is closed', async () => {
    const editor = await startEditor()
    await editor.open(uri, 'plaintext', 'The economy grew.\n')
    expect(await editor.published(uri)).toEqual([])
    await editor.change(uri, [{range: at(0, 4), text: 'U. S. '}])
    expect((await editor.published(uri)).map(({code}) => code)).toEqual(['abbreviation-spacing'])
    await editor.client.sendNotification('textDocument/didClose', {textDocument: {uri}})
    expect(await editor.published(uri)).toEqual([])
  })

  it('wait until typing pauses, and are sent once', async () => {
    const editor = await startEditor({delay: 60})
    await editor.open(uri, 'plaintext', '')
    await editor.published(uri)
    for (const [index, letter] of [...'The U. S. economy grew.'].entries()) {
      await editor.change(uri, [{range: at(0, index), text: letter}])
    }
    expect((await editor.published(uri)).length).toBe(1)
    expect(editor.log.length).toBe(2)
    expect(editor.log[1]?.version).toBe(24)
  })

  it('are not pushed to a client that asks for them', async () => {
    const editor = await startEditor({capabilities: {textDocument: {diagnostic: {}}}})
    expect(editor.initialized.capabilities.diagnosticProvider).toMatchObject({identifier: 'mtlint'})
    await editor.open(uri, 'plaintext', 'The U. S. economy grew.\n')
    const report = (await editor.client.sendRequest('textDocument/diagnostic', {
      textDocument: {uri},
    })) as DocumentDiagnosticReport
    expect(report).toMatchObject({kind: 'full', items: [{code: 'abbreviation-spacing'}]})
    expect(editor.log).toEqual([])
  })

  it.each([
    [undefined, 'utf-16', 4, 7],
    [['utf-32', 'utf-16'], 'utf-32', 3, 6],
    [['utf-7', 'utf-8'], 'utf-8', 7, 10],
    [['utf-7'], 'utf-16', 4, 7],
  ] as const)('count as %j asks for', async (positionEncodings, chosen, start, end) => {
    const editor = await startEditor(
      positionEncodings ? {capabilities: {general: {positionEncodings: [...positionEncodings]}}} : {},
    )
    expect(editor.initialized.capabilities.positionEncoding).toBe(chosen)
    await editor.open(uri, 'plaintext', 'A\n')
    await editor.published(uri)
    // A change behind characters that take one, two or four units.
    await editor.change(uri, [{range: at(0, 1), text: ' é😀'}])
    await editor.published(uri)
    const last = {'utf-8': 8, 'utf-16': 5, 'utf-32': 4}[chosen]
    await editor.change(uri, [
      {range: at(0, last), text: '!'},
      {range: at(0, 0), text: '\nThe the end.'},
      {range: {start: {line: 0, character: 0}, end: {line: 1, character: 0}}, text: ''},
    ])
    await editor.published(uri)
    await editor.change(uri, [{text: '😀é the the end came. A\n'}])
    const [found] = await editor.published(uri)
    expect(found).toMatchObject({code: 'repeated-words'})
    expect(found?.range.start.character).toBe(start)
    expect(found?.range.end.character).toBe(end + 4)
  })

  it('read a document as its language says', async () => {
    const editor = await startEditor()
    const text = 'Run `the the` now.\n\n    The U. S. code.\n'
    await editor.open('file:///a/readme.txt', 'markdown', text)
    expect(await editor.published('file:///a/readme.txt')).toEqual([])
    await editor.open('file:///a/b.md', 'unheard-of', text)
    expect(await editor.published('file:///a/b.md')).toEqual([])
    await editor.open('untitled:c.md', 'latex', text)
    expect((await editor.published('untitled:c.md')).length).toBe(2)
  })
})

describe('code actions', () => {
  it('offer a safe repair as the preferred one', async () => {
    const editor = await startEditor()
    const text = 'The U. S. economy grew.\n'
    await editor.open(uri, 'plaintext', text)
    const actions = await editor.actions(uri, at(0, 5))
    expect(actions.map(({title}) => title)).toEqual([
      'Replace with `U.S.`',
      'Ignore `abbreviation-spacing` here',
      'Allow `U. S.` in the project',
      'Turn the rule `abbreviation-spacing` off',
      'Fix all safe problems',
    ])
    expect(actions.map(({isPreferred}) => isPreferred ?? false)).toEqual([true, false, false, false, false])
    expect(actions[0]?.diagnostics).toMatchObject([{code: 'abbreviation-spacing'}])
    expect(applyEdits(text, actions[0]?.edit?.changes?.[uri] ?? [])).toBe('The U.S. economy grew.\n')
    expect(await editor.actions(uri, at(0, 20), ['quickfix'])).toEqual([])
  })

  it('offer each repair that a person has to choose, none of them preferred', async () => {
    const editor = await startEditor()
    await editor.open(uri, 'plaintext', 'They looked for bosom malignancies early.\n')
    const actions = await editor.actions(uri, at(0, 18), ['quickfix'])
    expect(actions[0]?.title).toBe('Replace with `breast cancers`')
    expect(actions.some(({isPreferred}) => isPreferred)).toBe(false)
  })

  it('repair all that is safe when a document is saved', async () => {
    const editor = await startEditor()
    const text = read('harbour-talks.txt')
    await editor.open(uri, 'plaintext', text)
    const expected = (await fix(text, recommended, {format: 'text'})).text
    for (const only of ['source.fixAll', 'source.fixAll.mtlint', 'source']) {
      const actions = await editor.actions(uri, at(0, 0), [only])
      expect(actions.map(({kind}) => kind)).toEqual(['source.fixAll.mtlint'])
      expect(applyEdits(text, actions[0]?.edit?.changes?.[uri] ?? [])).toBe(expected)
    }
    expect(await editor.actions(uri, at(0, 0), ['source.organizeImports'])).toEqual([])
  })

  it('offer no comment where readers would see it', async () => {
    const editor = await startEditor()
    await editor.open(uri, 'latex', 'The U. S. economy grew.\n')
    const titles = (await editor.actions(uri, at(0, 5))).map(({title}) => title)
    expect(titles.some((title) => title.startsWith('Ignore'))).toBe(false)
    expect(titles).toContain('Replace with `U.S.`')
  })
})

describe('to ignore a finding here', () => {
  const markdown = [
    '# The the title\n\nThe U. S. economy\ngrew in the the north.\n\n- One of the the items\n- Another\n\n> The the quote.\n',
    '| The the cell | b |\n| - | - |\n| The U. S. cell | b |\n\n1. The the first\\\n   the the second  \n   end of of it\n',
    'Some words.[^1]\r\n\r\nThe the next.\r\n\r\n[^1]: The U. S. note.\r\n',
    '\uFEFFThe the first line.\n\n  The U. S. economy grew.\n',
  ]
  const cases = [
    ...drafts.map((name) => [name, read(name)] as const),
    ...markdown.flatMap((text, index) => [
      [`${index}.md`, text] as const,
      [`${index}.mdx`, text] as const,
      [`${index}.txt`, text] as const,
    ]),
    ['page.html', '<p>The the first.</p>\n<ul>\n  <li>The U. S. item\n  <li>of of it\n</ul>\n'] as const,
  ]
  it.each(cases)('drops it and no other in %s', async (name, text) => {
    const format = formatOf(name)
    const languageId = format === 'text' ? 'plaintext' : format
    const said = async (value: string) =>
      (await lint(new VFile(value), recommended, format)).map(({ruleId, actual}) => `${ruleId}: ${actual}`)
    const messages = await lint(new VFile(text), recommended, format)
    expect(messages.length).toBeGreaterThan(0)
    for (const {span, ruleId} of messages) {
      const edit = ignoreHere(text, span.start, ruleId, languageId, format)
      if (!edit) throw new Error('There is no comment')
      const after = text.slice(0, edit.start) + edit.text + text.slice(edit.end)
      const line = (offset: number) => text.slice(0, offset).split(/\r\n|\r|\n/).length
      const rest = messages.filter((other) => other.ruleId !== ruleId || line(other.span.start) !== line(span.start))
      expect(await said(after)).toEqual(rest.map((other) => `${other.ruleId}: ${other.actual}`))
    }
  })
})

describe('a hover', () => {
  it('says what is wrong, why, and gives an example', async () => {
    const editor = await startEditor()
    await editor.open(uri, 'plaintext', 'In May the U. S. economy grew.\n')
    const hover = (await editor.client.sendRequest('textDocument/hover', {
      textDocument: {uri},
      position: {line: 0, character: 12},
    })) as Hover
    expect(hover.range).toEqual({start: {line: 0, character: 11}, end: {line: 0, character: 16}})
    const {kind, value} = hover.contents as {kind: string; value: string}
    expect(kind).toBe(MarkupKind.Markdown)
    expect(value).toMatch(/^\*\*Unexpected `U\. S\.`, expected `U\.S\.`\*\*\n\n/)
    expect(value).toMatch(/```diff\n- .*U\. S\..*\n\+ .*U\.S\..*\n```\n\n\[abbreviation-spacing\]\(https:/)
    const none = await editor.client.sendRequest('textDocument/hover', {
      textDocument: {uri},
      position: {line: 0, character: 2},
    })
    expect(none).toBeNull()
  })
})

describe('formatting', () => {
  it.each(drafts)('makes the safe repairs of %s, and leaves all else as it is', async (name) => {
    const editor = await startEditor()
    const text = read(name)
    const place = `file:///${name}`
    await editor.open(place, 'unknown', text)
    const edits = (await editor.client.sendRequest('textDocument/formatting', {
      textDocument: {uri: place},
      options: {tabSize: 2, insertSpaces: true},
    })) as TextEdit[]
    expect(applyEdits(text, edits)).toBe((await fix(text, recommended, {path: name})).text)
    expect(edits.reduce((sum, {newText}) => sum + newText.length, 0)).toBeLessThan(200)
  })
})
