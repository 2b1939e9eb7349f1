import {mkdir, readdir, readFile, rm, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {pathToFileURL} from 'node:url'
import {describe, expect, it} from 'vitest'
import * as own from '../rules/index.js'
import {changeConfig} from '../src/editor/config-edits.js'
import type {JsonFile} from '../src/report/json.js'
import {command, folderWith} from './helpers/command.js'
import {type Editor, startEditor} from './helpers/editor.js'

const bad = 'The U. S. economy grew.\n'
const urlOf = (folder: string, name: string) => pathToFileURL(path.join(folder, name)).href
const at = (line: number, character: number) => ({start: {line, character}, end: {line, character}})

async function open(editor: Editor, folder: string, name: string, text = bad) {
  await editor.open(urlOf(folder, name), 'plaintext', text)
  return (await editor.published(urlOf(folder, name))).map(({code}) => code)
}

/** Tells the server, as an editor does, that a file has changed. */
function tell(editor: Editor, folder: string, name: string) {
  return editor.client.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{uri: urlOf(folder, name), type: 2}],
  })
}

const fixtures = new URL('../fixtures/', import.meta.url).pathname

describe('the fixtures', async () => {
  const names = (await readdir(fixtures, {recursive: true})).filter((name) => /\.(?:txt|mdx?|html)$/.test(name))
  it.each(names)('get the findings of the command line: %s', async (name) => {
    const {stdout} = await command(fixtures, ['--format', 'json', name], {catalogue: own})
    const [file] = JSON.parse(stdout) as JsonFile[]
    const editor = await startEditor({folders: [fixtures]})
    const uri = urlOf(fixtures, name)
    await editor.open(uri, path.extname(name).slice(1), await readFile(path.join(fixtures, name), 'utf8'))
    const found = (await editor.published(uri)).map(({range, severity, code, message}) => ({
      place: [range.start.line + 1, range.start.character + 1, range.end.line + 1, range.end.character + 1],
      severity,
      code,
      message,
    }))
    expect(found).toEqual(
      file?.messages.map(({line, column, endLine, endColumn, severity, ruleId, reason, note}) => ({
        place: [line, column, endLine, endColumn],
        severity: {error: 1, warning: 2, info: 3}[severity],
        code: ruleId,
        message: note ? `${reason}\n${note}` : reason,
      })),
    )
  })
})

describe('the config of a project', () => {
  it('is the nearest one, in each of the workspace folders', async () => {
    const off = JSON.stringify({rules: {'abbreviation-spacing': 'off'}})
    const folder = await folderWith({
      'one/.mtlintrc.json': off,
      'one/a.txt': bad,
      'one/sub/.mtlintrc.yml': 'rules:\n  abbreviation-spacing: warning\n',
      'two/package.json': '{"mtlint": {"ignore": ["old/"]}}',
      'two/.mtlintignore': 'drafts/\n',
    })
    const editor = await startEditor({folders: [path.join(folder, 'one'), path.join(folder, 'two')]})
    expect(await open(editor, folder, 'one/a.txt')).toEqual([])
    expect(await open(editor, folder, 'one/sub/a.txt')).toEqual(['abbreviation-spacing'])
    expect(await open(editor, folder, 'two/a.txt')).toEqual(['abbreviation-spacing'])
    expect(await open(editor, folder, 'two/old/a.txt')).toEqual([])
    expect(await open(editor, folder, 'two/drafts/a.txt')).toEqual([])
    // A document that was never saved belongs to the first folder.
    await editor.open('untitled:a', 'plaintext', bad)
    expect(await editor.published('untitled:a')).toEqual([])
  })

  it('is read again when the editor says that it has changed', async () => {
    const folder = await folderWith({'.mtlintrc.json': '{}'})
    const editor = await startEditor({folders: [folder]})
    expect(await open(editor, folder, 'a.txt')).toEqual(['abbreviation-spacing'])
    await writeFile(path.join(folder, '.mtlintrc.json'), '{"allow": ["U. S."]}')
    await tell(editor, folder, '.mtlintrc.json')
    expect(await editor.published(urlOf(folder, 'a.txt'))).toEqual([])
  })

  it('is read again by the next change where nobody watches it, with what it extends and its word lists', async () => {
    const folder = await folderWith({
      '.mtlintrc.json':
        '{"extends": ["recommended", "./base.json"], "rules": {"odd-word": ["warning", {"lists": "words"}]}}',
      'base.json': '{}',
      'words/phrases.txt': 'marzipan lamp > electric torch\n',
    })
    const editor = await startEditor({folders: [folder]})
    const uri = urlOf(folder, 'a.txt')
    const text = `${bad}\nHe took a marzipan lamp and a velvet kettle home.\n`
    expect(await open(editor, folder, 'a.txt', text)).toEqual(['abbreviation-spacing', 'odd-word'])
    await writeFile(path.join(folder, 'base.json'), '{"rules": {"abbreviation-spacing": "off"}}')
    await writeFile(
      path.join(folder, 'words/phrases.txt'),
      'marzipan lamp > electric torch\nvelvet kettle > electric stove\n',
    )
    await new Promise((done) => setTimeout(done, 600))
    await editor.change(uri, [{range: at(0, 0), text: ' '}])
    expect((await editor.published(uri)).map(({code}) => code)).toEqual(['odd-word', 'odd-word'])
  })

  it('is watched where the editor can', async () => {
    const capabilities = {workspace: {didChangeWatchedFiles: {dynamicRegistration: true}}}
    const registered: string[] = []
    const editor = await startEditor({capabilities}, (client) => {
      client.onRequest('client/registerCapability', ({registrations}: {registrations: {method: string}[]}) => {
        registered.push(...registrations.map(({method}) => method))
      })
    })
    await editor.open('untitled:a', 'plaintext', bad)
    await editor.published('untitled:a')
    expect(registered).toEqual(['workspace/didChangeWatchedFiles'])
  })

  it('with a mistake gets a diagnostic, and what held before goes on', async () => {
    const folder = await folderWith({'.mtlintrc.json': '{"rules": {"abbreviation-spacing": "off"}}'})
    const editor = await startEditor({folders: [folder]})
    const config = urlOf(folder, '.mtlintrc.json')
    expect(await open(editor, folder, 'a.txt')).toEqual([])
    await writeFile(path.join(folder, '.mtlintrc.json'), '{\n  "rulez": {}\n}')
    await tell(editor, folder, '.mtlintrc.json')
    expect(await editor.published(config)).toEqual([
      {
        range: {start: {line: 1, character: 3}, end: {line: 1, character: 8}},
        severity: 1,
        source: 'mtlint',
        message: 'unknown key `rulez`, did you mean `rules`?',
      },
    ])
    expect(await editor.published(urlOf(folder, 'a.txt'))).toEqual([])
    await writeFile(path.join(folder, '.mtlintrc.json'), '{\n  "rules": {,}\n}')
    await tell(editor, folder, '.mtlintrc.json')
    expect((await editor.published(config))[0]).toMatchObject({
      range: {start: {line: 1, character: 12}},
      message: expect.stringContaining('is not JSON'),
    })
    await rm(path.join(folder, '.mtlintrc.json'))
    await tell(editor, folder, '.mtlintrc.json')
    expect(await editor.published(config)).toEqual([])
    // One for the broken config, one for none.
    await editor.published(urlOf(folder, 'a.txt'))
    expect((await editor.published(urlOf(folder, 'a.txt'))).map(({code}) => code)).toEqual(['abbreviation-spacing'])
  })

  it('with a mistake at the start leaves the recommended rules on', async () => {
    const folder = await folderWith({'.mtlintrc.yml': 'rules: [\n'})
    const editor = await startEditor({folders: [folder]})
    expect(await open(editor, folder, 'a.txt')).toEqual(['abbreviation-spacing'])
    expect(await editor.published(urlOf(folder, '.mtlintrc.yml'))).toMatchObject([
      {message: expect.stringContaining('is not YAML')},
    ])
  })
})

async function run(editor: Editor, uri: string, title: RegExp) {
  const action = (await editor.actions(uri, at(0, 5))).find((one) => title.test(one.title))
  await editor.client.sendRequest('workspace/executeCommand', action?.command)
}

describe('an action', () => {
  it('allows a phrase in a project that has no config yet, and the finding goes', async () => {
    const folder = await folderWith({})
    await mkdir(path.join(folder, 'sub'))
    const editor = await startEditor({folders: [folder]})
    const uri = urlOf(folder, 'sub/a.txt')
    await open(editor, folder, 'sub/a.txt')
    await run(editor, uri, /^Allow/)
    expect(await editor.published(uri)).toEqual([])
    expect(JSON.parse(await readFile(path.join(folder, '.mtlintrc.json'), 'utf8'))).toMatchObject({allow: ['U. S.']})
  })

  it('turns a rule off in the nearest config', async () => {
    const folder = await folderWith({'sub/.mtlintrc.yaml': '# Ours\nallow: [Bora Bora] # an island\n'})
    const editor = await startEditor({folders: [folder]})
    const uri = urlOf(folder, 'sub/a.txt')
    await open(editor, folder, 'sub/a.txt')
    await run(editor, uri, /^Turn/)
    expect(await editor.published(uri)).toEqual([])
    expect(await readFile(path.join(folder, 'sub/.mtlintrc.yaml'), 'utf8')).toBe(
      '# Ours\nallow: [ Bora Bora ] # an island\nrules:\n  abbreviation-spacing: off\n',
    )
  })

  it('changes a config that is open in the editor there', async () => {
    const folder = await folderWith({'.mtlintrc.json': '{}\n'})
    const edits: unknown[] = []
    const editor = await startEditor({folders: [folder]}, (client) => {
      client.onRequest('workspace/applyEdit', ({edit}: {edit: unknown}) => {
        edits.push(edit)
        return {applied: true}
      })
    })
    await open(editor, folder, 'a.txt')
    await editor.open(urlOf(folder, '.mtlintrc.json'), 'json', '{}\n\n')
    await run(editor, urlOf(folder, 'a.txt'), /^Allow/)
    expect(edits).toEqual([{changes: {[urlOf(folder, '.mtlintrc.json')]: [expect.anything()]}}])
    expect(await readFile(path.join(folder, '.mtlintrc.json'), 'utf8')).toBe('{}\n')
  })

  it('says why it could not change a config', async () => {
    const folder = await folderWith({'.mtlintrc.json': '{"rules": '})
    const said: string[] = []
    const editor = await startEditor({folders: [folder]}, (client) => {
      client.onNotification('window/showMessage', ({message}: {message: string}) => void said.push(message))
    })
    await open(editor, folder, 'a.txt')
    await run(editor, urlOf(folder, 'a.txt'), /^Allow/)
    expect(said).toEqual([expect.stringMatching(/^mtlint: .*\.mtlintrc\.json.*/)])
    expect(await readFile(path.join(folder, '.mtlintrc.json'), 'utf8')).toBe('{"rules": ')
  })
})

describe('a change of a config', () => {
  it.each([
    ['a.json', '', {allow: 'x'}, '{\n  "allow": [\n    "x"\n  ]\n}\n'],
    ['a.json', '{\n\t"allow": [\n\t\t"a"\n\t]\n}\n', {allow: 'b'}, '{\n\t"allow": [\n\t\t"a",\n\t\t"b"\n\t]\n}\n'],
    ['a.json', '{"rules": {"a": ["error", {"b": 1}]}}', {off: 'a'}, '{"rules": {"a": ["off", {"b": 1}]}}'],
    ['package.json', '{\n  "name": "a",\n  "mtlint": {}\n}\n', {off: 'a'}, null],
    ['a.yml', '', {allow: 'x: y'}, 'allow:\n  - "x: y"\n'],
    ['a.yml', 'rules:\n  # why\n  a: error\n', {off: 'a'}, 'rules:\n  # why\n  a: off\n'],
    ['a.yml', 'allow:\n  - a # one\n', {allow: 'b'}, 'allow:\n  - a # one\n  - b\n'],
  ] as const)('keeps the layout of %s: %j', async (file, text, change, expected) => {
    const after = await changeConfig(file, text, change)
    if (expected === null) expect(JSON.parse(after)).toEqual({name: 'a', mtlint: {rules: {a: 'off'}}})
    else expect(after.replace(/\s+/g, ' ').trim()).toBe(expected.replace(/\s+/g, ' ').trim())
  })
})
