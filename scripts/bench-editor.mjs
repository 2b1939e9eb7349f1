/** Measures how long the language server takes to answer a change, through the protocol but in one process. */
import {PassThrough} from 'node:stream'
import {
  createConnection,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node'

const {startServer} = await import('../dist/src/editor/server.js')
const catalogue = await import('../dist/rules/index.js')
const {lint} = await import('../dist/src/index.js')
const {VFile} = await import('vfile')

const typed = 'A sentence is typed here, letter by letter, and nobody minds. '

/**
 * Types into the middle of a document, and measures from sending didChange to getting publishDiagnostics.
 *
 * @param text The document.
 * @param languageId Its language, as editors name it.
 * @param format The same, as mtlint names it.
 * @returns Milliseconds: a list with one number for each letter, and one for whole runs over the same text.
 */
export async function typing(text, languageId, format, keys = 300) {
  const up = new PassThrough()
  const down = new PassThrough()
  const server = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down))
  startServer(server, {catalogue, version: '0', delay: 0})
  const client = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up))
  let published = () => {}
  client.onNotification('textDocument/publishDiagnostics', () => published())
  client.listen()
  const answer = () =>
    new Promise((done) => {
      published = done
    })
  await client.sendRequest('initialize', {processId: null, rootUri: null, capabilities: {}})
  await client.sendNotification('initialized', {})
  const uri = 'untitled:draft'
  const opened = answer()
  await client.sendNotification('textDocument/didOpen', {textDocument: {uri, languageId, version: 1, text}})
  await opened
  const lines = text.slice(0, text.indexOf(' ', text.length >> 1)).split('\n')
  const line = lines.length - 1
  const from = lines.at(-1)?.length ?? 0
  const times = []
  let typedSoFar = ''
  for (let key = 0; key < keys; key++) {
    const letter = typed[key % typed.length]
    const place = {line, character: from + key}
    const start = performance.now()
    const next = answer()
    await client.sendNotification('textDocument/didChange', {
      textDocument: {uri, version: key + 2},
      contentChanges: [{range: {start: place, end: place}, text: letter}],
    })
    await next
    times.push(performance.now() - start)
    typedSoFar += letter
  }
  client.dispose()
  server.dispose()
  const config = {
    rules: catalogue.rules.flatMap((rule) => {
      const severity = catalogue.presets.recommended[rule.definition.id]
      return severity && severity !== 'off' ? [{rule, severity}] : []
    }),
  }
  const wholes = []
  for (let round = 0; round < 7; round++) {
    const start = performance.now()
    await lint(new VFile(text + typedSoFar), config, format)
    wholes.push(performance.now() - start)
  }
  return {times, wholes}
}
