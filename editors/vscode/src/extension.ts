import {commands, type ExtensionContext, languages, StatusBarAlignment, window, workspace} from 'vscode'
import {commandHandlers} from './commands.js'
import {isLinted} from './languages.js'
import {createServer, type Launch} from './server.js'
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
      await server.run(launch(context.asAbsolutePath('dist/server/cli.js')))
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
      if (['enable', 'path', 'runtime', 'format'].some((name) => event.affectsConfiguration(`mtlint.${name}`)))
        restart()
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
function launch(bundled: string): Launch | undefined {
  const {enable, path, runtime, formats} = settings()
  if (!enable) return undefined
  const folders = (workspace.workspaceFolders ?? []).flatMap(({uri}) => (uri.scheme === 'file' ? [uri.fsPath] : []))
  const script = serverModule({folders, trusted: workspace.isTrusted, path, bundled})
  // The program of the desktop's VS Code is Node only where it is told to be.
  const env = {...process.env, ELECTRON_RUN_AS_NODE: '1'}
  const options = folders[0] === undefined ? {env} : {env, cwd: folders[0]}
  return {executable: {command: runtime || process.execPath, args: [script, 'lsp'], options}, formats}
}
