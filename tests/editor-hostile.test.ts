import {spawn} from 'node:child_process'
import {existsSync} from 'node:fs'
import {rm} from 'node:fs/promises'
import path from 'node:path'
import type {Writable} from 'node:stream'
import {pathToFileURL} from 'node:url'
import fc from 'fast-check'
import {VFile} from 'vfile'
import {describe, expect, it} from 'vitest'
import {TextDocument} from 'vscode-languageserver-textdocument'
import {toDiagnostic} from '../src/editor/diagnostics.js'
import {createPositions} from '../src/editor/positions.js'
import {lint} from '../src/lint.js'
import {folderWith} from './helpers/command.js'
import {startEditor} from './helpers/editor.js'
import {documents, edits, startOf} from './helpers/edits.js'
import {recommended} from './helpers/settings.js'

const uri = 'untitled:Untitled-1'
const bad = 'The U. S. economy grew.\n'
const at = (line: number, character: number) => ({start: {line, character}, end: {line, character}})

describe('the server goes on', () => {
  it('after changes that are out of order, out of place or of nothing', async () => {
    const editor = await startEditor()
    await editor.change(uri, [{text: bad}])
    await editor.open(uri, 'plaintext', bad)
    expect((await editor.published(uri)).length).toBe(1)
    await editor.change(uri, [], 7)
    await editor.change(
      uri,
      [{range: {start: {line: 9, character: 9}, end: {line: 3, character: -1}}, text: 'It.\n'}],
      5,
    )
    expect((await editor.published(uri)).length).toBe(1)
    await editor.change(uri, [{range: at(1, 0), text: bad}], 4)
    expect((await editor.published(uri)).map(({range}) => range.start.line)).toEqual([0, 1])
    // The text is what the changes made of it, in the order in which they came.
    await editor.change(uri, [{range: {start: {line: 0, character: 0}, end: {line: 2, character: 0}}, text: ''}], 4)
    expect(await editor.published(uri)).toEqual([])
  })

  it('when a document is unheard of, has a strange address or is gone from the disk', async () => {
    const folder = await folderWith({'gone/a.txt': bad})
    const gone = pathToFileURL(path.join(folder, 'gone/a.txt')).href
    const editor = await startEditor({folders: [folder]})
    for (const place of ['', 'a b', 'file:///%zz', 'git:/a.txt?{}', 'file://host/share/a.txt', 'untitled:é😀']) {
      await editor.open(place, 'klingon', bad)
      expect((await editor.published(place)).length).toBe(1)
    }
    await rm(path.join(folder, 'gone'), {recursive: true})
    await editor.open(gone, 'plaintext', bad)
    expect((await editor.published(gone)).length).toBe(1)
    expect(await editor.actions('file:///never-opened.txt', at(0, 0))).toEqual([])
    await expect(editor.client.sendRequest('workspace/executeCommand', {command: 'rm', arguments: [1]})).resolves.toBe(
      null,
    )
    await expect(editor.client.sendRequest('textDocument/unheardOf', {})).rejects.toThrow(/Unhandled method/)
  })

  it('with any language of any text', async () => {
    const editor = await startEditor()
    const texts = [
      '\uD800',
      '\0',
      '<'.repeat(5000),
      '> '.repeat(3000),
      '```',
      '<!--',
      '\uFEFF',
      '{'.repeat(3000),
      '\r\r\n',
    ]
    let count = 0
    for (const languageId of ['plaintext', 'markdown', 'mdx', 'html']) {
      for (const text of texts) {
        const place = `untitled:${count++}`
        await editor.open(place, languageId, text)
        expect(Array.isArray(await editor.published(place))).toBe(true)
      }
    }
  })

  it('with a document of 10 MB, which it does not check and says so once', async () => {
    const said: string[] = []
    const editor = await startEditor({}, (client) => {
      client.onNotification('window/showMessage', ({message}: {message: string}) => void said.push(message))
    })
    const start = performance.now()
    await editor.open('untitled:Large', 'markdown', bad.repeat(10_000_000 / bad.length))
    expect(await editor.published('untitled:Large')).toEqual([])
    await editor.change('untitled:Large', [{range: at(100, 3), text: 'x'}])
    expect(await editor.published('untitled:Large')).toEqual([])
    expect(performance.now() - start).toBeLessThan(5000)
    expect(said).toEqual([expect.stringContaining('it has more than 2,000,000 characters')])
    expect(await editor.actions('untitled:Large', at(0, 5))).toEqual([])
  })
})

describe.skipIf(!existsSync('dist/src/cli.js'))('mtlint lsp', () => {
  const cli = path.resolve('dist/src/cli.js')
  const message = (content: object) => {
    const body = JSON.stringify({jsonrpc: '2.0', ...content})
    return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  }

  const initialize = message({id: 1, method: 'initialize', params: {capabilities: {}}})

  /** Starts the command, and does something when it has answered the first request. */
  function run(args: readonly string[], answered: (stdin: Writable) => void): Promise<number | null> {
    const child = spawn(process.execPath, [cli, 'lsp', ...args])
    child.stdout.once('data', () => answered(child.stdin))
    child.stdin.write(initialize)
    return new Promise((done) => child.on('close', done))
  }

  it('ends when the client closes the pipe', async () => {
    expect(await run(['--stdio'], (stdin) => stdin.end())).toBe(1)
  })

  it('ends well when the client says so', async () => {
    const farewell = message({id: 2, method: 'shutdown'}) + message({method: 'exit'})
    expect(await run([], (stdin) => stdin.write(farewell))).toBe(0)
  })

  it('refuses what it does not know', async () => {
    expect(await run(['--sdtio'], () => {})).toBe(2)
  })
})

it.each(['utf-16', 'utf-8', 'utf-32'] as const)(
  'gives after random edits, counted in %s, what a fresh run gives',
  async (encoding) => {
    const positions = createPositions(encoding)
    const editor = await startEditor({capabilities: {general: {positionEncodings: [encoding]}}})
    let number = 0
    const formats = [
      ['plaintext', 'text'],
      ['markdown', 'markdown'],
      ['mdx', 'mdx'],
      ['html', 'html'],
    ] as const
    await fc.assert(
      fc.asyncProperty(documents('markdown'), edits, fc.constantFrom(...formats), async (start, list, [id, format]) => {
        const place = `untitled:${number++}`
        await editor.open(place, id, start)
        await editor.published(place)
        let text = start
        for (const one of list) {
          const before = TextDocument.create(place, id, 1, text)
          const first = before.positionAt(startOf(text, one))
          const last = before.positionAt(before.offsetAt(first) + one.removed)
          const span = {start: before.offsetAt(first), end: before.offsetAt(last)}
          const range = positions.toRange(before, span)
          // No client cuts a character in two.
          if (
            positions.toOffset(before, range.start) !== span.start ||
            positions.toOffset(before, range.end) !== span.end
          )
            continue
          text = text.slice(0, span.start) + one.inserted + text.slice(span.end)
          await editor.change(place, [{range, text: one.inserted}])
          const after = TextDocument.create(place, id, 1, text)
          const fresh = await lint(new VFile(text), recommended, format)
          expect(await editor.published(place)).toEqual(fresh.map((message) => toDiagnostic(message, after, positions)))
        }
        await editor.client.sendNotification('textDocument/didClose', {textDocument: {uri: place}})
        await editor.published(place)
      }),
      {numRuns: 30},
    )
  },
  120_000,
)
