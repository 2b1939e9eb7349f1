import {basename} from 'node:path'
import {
  CodeActionKind,
  type Connection,
  type Diagnostic,
  DidChangeWatchedFilesNotification,
  DocumentDiagnosticReportKind,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  MarkupKind,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  TextDocumentSyncKind,
  TextDocuments,
  type TextEdit,
} from 'vscode-languageserver/node'
import {TextDocument} from 'vscode-languageserver-textdocument'
import type {Catalogue} from '../schema.js'
import {codeActions, commands, fixAllKind, safeEdits} from './actions.js'
import {createChecker} from './checker.js'
import type {ConfigChange} from './config-edits.js'
import {configNames, createConfigs} from './configs.js'
import {toDiagnostic} from './diagnostics.js'
import {hoverText} from './hover.js'
import {pathOf} from './paths.js'
import {chooseEncoding, createPositions} from './positions.js'
import {changeProject} from './project.js'
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

  /** Says something to the user, who need not answer. */
  const show = (type: MessageType, message: string) =>
    void connection.sendNotification(ShowMessageNotification.type, {type, message}).catch(fail)

  /** Writes what should not have happened to the log of the editor, unless that has gone. */
  function fail(error: unknown) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
    try {
      connection.console.error(message)
    } catch {
      // There is nobody left to tell.
    }
  }

  const publisher = createPublisher({
    connection,
    documents,
    checker,
    configs,
    delay,
    limit,
    positions: () => positions,
    show,
    fail,
  })

  connection.onInitialize((params): InitializeResult => {
    client = params.capabilities
    const roots = params.workspaceFolders ?? (params.rootUri ? [{uri: params.rootUri}] : [])
    folders = roots.flatMap(({uri}) => pathOf(uri) ?? [])
    const positionEncoding = chooseEncoding(client.general?.positionEncodings)
    positions = createPositions(positionEncoding)
    publisher.pushes = client.textDocument?.diagnostic === undefined
    return {
      serverInfo: {name: 'mtlint', version},
      capabilities: {
        positionEncoding,
        textDocumentSync: {openClose: true, change: TextDocumentSyncKind.Incremental},
        codeActionProvider: {codeActionKinds: [CodeActionKind.QuickFix, fixAllKind]},
        executeCommandProvider: {commands: Object.values(commands)},
        hoverProvider: true,
        documentFormattingProvider: true,
        workspace: {workspaceFolders: {supported: true, changeNotifications: true}},
        ...(publisher.pushes
          ? {}
          : {diagnosticProvider: {identifier: 'mtlint', interFileDependencies: false, workspaceDiagnostics: false}}),
      },
    }
  })

  connection.onInitialized(() => {
    if (client.workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({added, removed}) => {
        const gone = removed.flatMap(({uri}) => pathOf(uri) ?? [])
        folders = [
          ...folders.filter((folder) => !gone.includes(folder)),
          ...added.flatMap(({uri}) => pathOf(uri) ?? []),
        ]
        reload()
      })
    }
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      const watchers = [...configNames, '{expressions,swaps,phrases}.txt'].map((name) => ({globPattern: `**/${name}`}))
      connection.client.register(DidChangeWatchedFilesNotification.type, {watchers}).catch(fail)
    }
  })

  /** Has everything read and checked again. */
  function reload() {
    configs.reload()
    publisher.refresh()
    if (client.workspace?.diagnostics?.refreshSupport) connection.languages.diagnostics.refresh()
  }

  connection.onDidChangeWatchedFiles(({changes}) => {
    // An editor may send what others have asked it to watch.
    const ours = (name: string) => configNames.includes(name) || /\.(?:json|ya?ml|txt)$/.test(name)
    if (changes.some(({uri}) => ours(basename(pathOf(uri) ?? '')))) reload()
  })
  connection.onDidChangeConfiguration(reload)

  /** A document with what is said about it; undefined for one that is not open. */
  async function request(uri: string) {
    const document = documents.get(uri)
    if (!document) return undefined
    const checked = await checker.check(document)
    if (!checked) {
      throw new ResponseError(LSPErrorCodes.ServerCancelled, 'The document has changed.', {retriggerRequest: true})
    }
    return {document, checked, positions}
  }

  connection.languages.diagnostics.on(async ({textDocument: {uri}}) => {
    const found = await request(uri)
    const items: Diagnostic[] =
      found?.checked.messages.map((message) => toDiagnostic(message, found.document, positions)) ?? []
    publisher.asked(uri)
    return {kind: DocumentDiagnosticReportKind.Full, items}
  })

  connection.onCodeAction(async ({textDocument, range, context}) => {
    const found = await request(textDocument.uri)
    return found ? codeActions(found, range, context.only) : []
  })

  connection.onHover(async ({textDocument, position}) => {
    const found = await request(textDocument.uri)
    if (!found) return null
    const offset = positions.toOffset(found.document, position)
    const near = found.checked.messages.filter(({span}) => span.start <= offset && offset <= span.end)
    if (near.length === 0) return null
    const definitionOf = (id: string) => catalogue.rules.find(({definition}) => definition.id === id)?.definition
    const value = near.map((message) => hoverText(message, definitionOf(message.ruleId))).join('\n\n---\n\n')
    const start = Math.min(...near.map(({span}) => span.start))
    const end = Math.max(...near.map(({span}) => span.end))
    return {contents: {kind: MarkupKind.Markdown, value}, range: positions.toRange(found.document, {start, end})}
  })

  connection.onDocumentFormatting(async ({textDocument}): Promise<TextEdit[]> => {
    const found = await request(textDocument.uri)
    if (!found) return []
    return (await safeEdits(found)).map((edit) => ({
      range: positions.toRange(found.document, edit),
      newText: edit.text,
    }))
  })

  connection.onExecuteCommand(async ({command, arguments: [uri, value] = []}) => {
    if (typeof uri !== 'string' || typeof value !== 'string') return
    const change: ConfigChange | undefined =
      command === commands.allow ? {allow: value} : command === commands.turnOff ? {off: value} : undefined
    if (!change) return
    try {
      await changeProject(uri, change, {connection, documents, configs, folders, positions})
      reload()
    } catch (error) {
      show(MessageType.Error, `mtlint: ${(error as Error).message}`)
    }
  })

  documents.listen(connection)
  connection.listen()
}
