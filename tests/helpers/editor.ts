import {PassThrough} from 'node:stream'
import {pathToFileURL} from 'node:url'
import {onTestFinished} from 'vitest'
import {
  type ClientCapabilities,
  type CodeAction,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver/node'
import {TextDocument, type TextEdit} from 'vscode-languageserver-textdocument'
import * as own from '../../rules/index.js'
import {type ServerOptions, startServer} from '../../src/editor/server.js'

export type EditorOptions = Partial<ServerOptions> & {
  capabilities?: ClientCapabilities
  folders?: readonly string[]
}

/** An editor that talks to a server in this process. */
export type Editor = {
  client: ProtocolConnection
  initialized: Awaited<ReturnType<typeof initialize>>
  open(uri: string, languageId: string, text: string): Promise<void>
  change(uri: string, changes: TextDocumentContentChangeEvent[], version?: number): Promise<void>
  /** The next diagnostics that are published for a document, or those that wait to be seen. */
  published(uri: string): Promise<Diagnostic[]>
  /** All that was published, in order. */
  log: PublishDiagnosticsParams[]
  actions(uri: string, range: Range, only?: string[]): Promise<CodeAction[]>
}

function initialize(client: ProtocolConnection, {capabilities = {}, folders = []}: EditorOptions) {
  return client.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities,
    workspaceFolders: folders.map((folder) => ({uri: pathToFileURL(folder).href, name: folder})),
  }) as Promise<{capabilities: Record<string, unknown>}>
}

/**
 * Starts a server with no delay and the rules of mtlint, and a client of it. They end with the test.
 *
 * @param prepare Makes the client answer requests of the server.
 */
export async function startEditor(
  options: EditorOptions = {},
  prepare: (client: ProtocolConnection) => void = () => {},
): Promise<Editor> {
  const up = new PassThrough()
  const down = new PassThrough()
  const server = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down))
  startServer(server, {catalogue: own, version: '0.0.0', delay: 0, ...options})
  const client = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up))
  const log: PublishDiagnosticsParams[] = []
  const waiting = new Map<string, Diagnostic[][]>()
  const listeners = new Map<string, ((diagnostics: Diagnostic[]) => void)[]>()
  client.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    log.push(params)
    const listener = listeners.get(params.uri)?.shift()
    if (listener) listener(params.diagnostics)
    else waiting.set(params.uri, [...(waiting.get(params.uri) ?? []), params.diagnostics])
  })
  prepare(client)
  client.listen()
  onTestFinished(() => {
    client.dispose()
    server.dispose()
  })
  const initialized = await initialize(client, options)
  await client.sendNotification('initialized', {})
  let versions = 1
  return {
    client,
    initialized,
    log,
    open: (uri, languageId, text) =>
      client.sendNotification('textDocument/didOpen', {textDocument: {uri, languageId, version: 1, text}}),
    change: (uri, contentChanges, version = ++versions) =>
      client.sendNotification('textDocument/didChange', {textDocument: {uri, version}, contentChanges}),
    published(uri) {
      const next = waiting.get(uri)?.shift()
      if (next) return Promise.resolve(next)
      return new Promise((done) => listeners.set(uri, [...(listeners.get(uri) ?? []), done]))
    },
    actions: (uri, range, only) =>
      client.sendRequest('textDocument/codeAction', {
        textDocument: {uri},
        range,
        context: {diagnostics: [], ...(only ? {only} : {})},
      }) as Promise<CodeAction[]>,
  }
}

/** A text after edits, as a client applies them. */
export function applyEdits(text: string, edits: TextEdit[]): string {
  return TextDocument.applyEdits(TextDocument.create('untitled:a', 'plaintext', 1, text), edits)
}
