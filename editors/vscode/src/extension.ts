import {commands, type ExtensionContext, languages, StatusBarAlignment, window, workspace} from 'vscode'
import type {Executable} from 'vscode-languageclient/node'
import {commandHandlers} from './commands.js'
import {isLinted} from './languages.js'
import {createServer} from './server.js'
import {serverModule} from './server-module.js'
import {readSettings} from './settings.js'
import {countFindings, type ServerState, statusOf} from './status.js'

let stop: (() => Promise<void>) | undefined

/** Starts the server, and again when the settings, the folders or the trust in them change. */
export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel('mtlint', {log: true})
  const item = window.createStatusBarItem('mtlint', StatusBarAlignment.Right, 100)
  item.name = 'mtlint'
  let state: ServerState = 'stopped'
  const showStatus = () => {
    const document = window.activeTextEditor?.document
    if (!settings().enable || document === undefined || !isLinted(document.languageId, document.uri.scheme)) {
      return item.hide()
    }
    Object.assign(item, statusOf(state, countFindings(languages.getDiagnostics(document.uri))))
    item.show()
  }
  const server = createServer(output, (newState) => {
    state = newState
    showStatus()
  })
  const restart = async () => {
    try {
      await server.run(executable(context.asAbsolutePath('dist/server/cli.js')))
    } catch (error) {
      await server.run(undefined)
      void window.showErrorMessage((error as Error).message)
    }
  }
  stop = () => server.run(undefined)
  const workbench = {run: commands.executeCommand, restart, showOutput: () => output.show()}
  context.subscriptions.push(
    output,
    item,
    ...Object.entries(commandHandlers).map(([id, handle]) => commands.registerCommand(id, () => handle(workbench))),
    languages.onDidChangeDiagnostics(showStatus),
    window.onDidChangeActiveTextEditor(showStatus),
    // The language of a document is changed by closing it and opening it again.
    workspace.onDidOpenTextDocument(showStatus),
    workspace.onDidGrantWorkspaceTrust(restart),
    workspace.onDidChangeWorkspaceFolders(restart),
    workspace.onDidChangeConfiguration((event) => {
      if (['mtlint.enable', 'mtlint.path', 'mtlint.runtime'].some((name) => event.affectsConfiguration(name))) restart()
    }),
  )
  await restart()
}

/** Stops the server. */
export async function deactivate(): Promise<void> {
  await stop?.()
}

function settings() {
  const section = workspace.getConfiguration('mtlint')
  return readSettings((name, byDefault) => section.get(name, byDefault))
}

/** How the server is started; undefined where the user wants none. */
function executable(bundled: string): Executable | undefined {
  const {enable, path, runtime} = settings()
  if (!enable) return undefined
  const folders = (workspace.workspaceFolders ?? []).flatMap(({uri}) => (uri.scheme === 'file' ? [uri.fsPath] : []))
  const script = serverModule({folders, trusted: workspace.isTrusted, path, bundled})
  return {
    command: runtime || process.execPath,
    args: [script, 'lsp'],
    // The program of the desktop's VS Code is Node only where it is told to be.
    options: {env: {...process.env, ELECTRON_RUN_AS_NODE: '1'}, ...(folders[0] === undefined ? {} : {cwd: folders[0]})},
  }
}
