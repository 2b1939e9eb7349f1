import {
  CodeActionKind,
  type Connection,
  DocumentDiagnosticReportKind,
  type InitializeParams,
  type InitializeResult,
  type ServerCapabilities,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node'
import {TextDocument} from 'vscode-languageserver-textdocument'
import type {Catalogue} from '../schema.js'
import {quickFixes} from './actions.js'
import {createChecker} from './checker.js'
import {createConfigs} from './configs.js'
import {toDiagnostic} from './diagnostics.js'
import {pathOf} from './paths.js'
import {chooseEncoding, createPositions} from './positions.js'
import {createPublisher} from './publisher.js'

export type ServerOptions = {
  catalogue: Catalogue
  version: string
  /** Milliseconds of quiet after which a change is answered. */
  delay?: number
  /** Length in UTF-16 code units beyond which a document is not checked. */
  limit?: number
}

/** Serves a client until the connection closes. Nothing that a client sends or a file holds ends it before. */
export function startServer(connection: Connection, options: ServerOptions): void {
  const {catalogue, version, delay = 150, limit = 2_000_000} = options
  let positions = createPositions('utf-16')
  let folders: string[] = []
  let client: InitializeParams['capabilities'] = {}
  const documents = new TextDocuments<TextDocument>({
    create: TextDocument.create,
    update: (document, changes, version) => positions.update(document, changes, version),
  })
  const configs = createConfigs(catalogue, () => folders)
  const checker = createChecker(configs, limit)
  const fail = (error: unknown) =>
    connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error))
  const publisher = createPublisher({connection, documents, checker, configs, delay, fail, positions: () => positions})

  connection.onInitialize((params): InitializeResult => {
    client = params.capabilities
    folders = (params.workspaceFolders ?? []).flatMap(({uri}) => pathOf(uri) ?? [])
    if (folders.length === 0 && params.rootUri) folders = [pathOf(params.rootUri) ?? []].flat()
    const encoding = chooseEncoding(client.general?.positionEncodings)
    positions = createPositions(encoding)
    publisher.pushes = client.textDocument?.diagnostic === undefined
    const capabilities: ServerCapabilities = {
      positionEncoding: encoding,
      textDocumentSync: {openClose: true, change: TextDocumentSyncKind.Incremental, save: true},
      codeActionProvider: {codeActionKinds: [CodeActionKind.QuickFix]},
      ...(publisher.pushes
        ? {}
        : {diagnosticProvider: {identifier: 'mtlint', interFileDependencies: false, workspaceDiagnostics: false}}),
      workspace: {workspaceFolders: {supported: true, changeNotifications: true}},
    }
    return {capabilities, serverInfo: {name: 'mtlint', version}}
  })

  connection.languages.diagnostics.on(async ({textDocument}) => {
    const items = await diagnosticsOf(textDocument.uri)
    return {kind: DocumentDiagnosticReportKind.Full, items}
  })

  async function diagnosticsOf(uri: string) {
    const document = documents.get(uri)
    const checked = document && (await checker.check(document))
    return document && checked ? checked.messages.map((message) => toDiagnostic(message, document, positions)) : []
  }

  connection.onCodeAction(async ({textDocument, range}) => {
    const document = documents.get(textDocument.uri)
    const checked = document && (await checker.check(document))
    return document && checked ? quickFixes(checked, document, range, positions) : []
  })

  documents.listen(connection)
  connection.listen()
}
