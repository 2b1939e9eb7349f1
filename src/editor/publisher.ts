import {readFile} from 'node:fs/promises'
import {pathToFileURL} from 'node:url'
import {type Connection, DiagnosticSeverity, MessageType, type TextDocuments} from 'vscode-languageserver/node'
import type {TextDocument} from 'vscode-languageserver-textdocument'
import type {Checker} from './checker.js'
import type {Configs} from './configs.js'
import {toDiagnostic} from './diagnostics.js'
import {pathOf} from './paths.js'
import type {Positions} from './positions.js'
import {placeOfProblem} from './problem-place.js'

type Setup = {
  connection: Connection
  documents: TextDocuments<TextDocument>
  checker: Checker
  configs: Configs
  /** Milliseconds of quiet after which a change is answered. */
  delay: number
  /** Length in UTF-16 code units beyond which a document is not checked. */
  limit: number
  positions(): Positions
  show(type: MessageType, message: string): void
  fail(error: unknown): void
}

export type Publisher = {
  /** Whether the diagnostics of documents are pushed; a client that asks for them gets those of configs only. */
  pushes: boolean
  /** Says what is left to say about a document whose diagnostics the client has asked for. */
  asked(uri: string): void
  /** Has all open documents checked anew. */
  refresh(): void
}

/** Sends diagnostics to the client when documents open and change. */
export function createPublisher({
  connection,
  documents,
  checker,
  configs,
  delay,
  limit,
  show,
  fail,
  positions,
}: Setup): Publisher {
  const timers = new Map<string, NodeJS.Timeout>()
  const opened = new WeakSet<TextDocument>()
  const noticed = new Set<string>()
  let complained = new Set<string>()

  async function publish(document: TextDocument): Promise<void> {
    timers.delete(document.uri)
    try {
      notice(document)
      const checked = await checker.check(document)
      if (checked === undefined || documents.get(document.uri) !== document) return
      if (publisher.pushes) {
        await connection.sendDiagnostics({
          uri: document.uri,
          version: document.version,
          diagnostics: checked.messages.map((message) => toDiagnostic(message, document, positions())),
        })
      }
      await complain()
    } catch (error) {
      fail(error)
    }
  }

  /** Says once that a document is too large. */
  function notice(document: TextDocument) {
    const isLarge = document.getText().length > limit
    if (isLarge && !noticed.has(document.uri)) {
      const name = decodeURIComponent(document.uri.slice(document.uri.lastIndexOf('/') + 1))
      show(
        MessageType.Warning,
        `mtlint does not check ${name}: it has more than ${limit.toLocaleString('en')} characters. Split it, or lint it with the command line.`,
      )
    }
    if (isLarge) noticed.add(document.uri)
    else noticed.delete(document.uri)
  }

  /** Says on the config files what is wrong with them. */
  async function complain(): Promise<void> {
    const problems = configs.problems()
    const gone = [...complained].filter((file) => !problems.has(file))
    complained = new Set(problems.keys())
    for (const file of gone) await connection.sendDiagnostics({uri: pathToFileURL(file).href, diagnostics: []})
    for (const [file, message] of problems) {
      const open = documents.all().find(({uri}) => pathOf(uri) === file)
      const text = open?.getText() ?? (await readFile(file, 'utf8').catch(() => ''))
      const diagnostic = {
        range: placeOfProblem(text, message),
        severity: DiagnosticSeverity.Error,
        source: 'mtlint',
        message,
      }
      await connection.sendDiagnostics({uri: open?.uri ?? pathToFileURL(file).href, diagnostics: [diagnostic]})
    }
  }

  function schedule(document: TextDocument, wait: number) {
    clearTimeout(timers.get(document.uri))
    timers.set(
      document.uri,
      setTimeout(() => void publish(document), wait),
    )
  }

  documents.onDidChangeContent(({document}) => {
    schedule(document, opened.has(document) ? delay : 0)
    opened.add(document)
  })
  documents.onDidClose(({document}) => {
    clearTimeout(timers.get(document.uri))
    timers.delete(document.uri)
    checker.forget(document.uri)
    noticed.delete(document.uri)
    if (publisher.pushes) void connection.sendDiagnostics({uri: document.uri, diagnostics: []}).catch(fail)
  })

  const publisher: Publisher = {
    pushes: true,
    asked(uri) {
      const document = documents.get(uri)
      if (document) schedule(document, 0)
    },
    refresh() {
      for (const document of documents.all()) schedule(document, 0)
    },
  }
  return publisher
}
