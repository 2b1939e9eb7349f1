import type {LogOutputChannel} from 'vscode'
import {
  CloseAction,
  type Executable,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
} from 'vscode-languageclient/node'
import {documentSelector} from './languages.js'
import {noFormatting} from './no-formatting.js'
import type {ServerState} from './status.js'

/** How the server is started, and whether it is offered as a formatter. */
export type Launch = {executable: Executable; formats: boolean}

export type Server = {
  /** Starts the server, again where it runs; `undefined` stops it. Calls are carried out one after the other. */
  run(launch: Launch | undefined): Promise<void>
}

/**
 * Keeps one language server, or none.
 *
 * @param onState Is told whenever the server changes its state.
 */
export function createServer(output: LogOutputChannel, onState: (state: ServerState) => void): Server {
  let client: LanguageClient | undefined
  let last: Promise<void> = Promise.resolve()

  async function exchange(launch: Launch | undefined): Promise<void> {
    const before = client
    client = undefined
    // One that never ran cannot be stopped, and there is nothing to stop.
    await before?.dispose().catch((error: unknown) => output.debug(String(error)))
    if (launch === undefined) return onState('stopped')
    const {command, args = []} = launch.executable
    output.info(`Starting ${[command, ...args].join(' ')}`)
    const started = createClient(launch, output)
    started.onDidChangeState(({newState}) => {
      if (client === started) onState(stateOf(newState))
    })
    client = started
    // The client says itself why it could not start.
    await started.start().catch((error: unknown) => output.debug(String(error)))
    if (!started.isRunning()) onState('stopped')
  }

  return {
    run(launch) {
      last = last.then(() => exchange(launch))
      return last
    },
  }
}

/** A client whose server is started again when it ends, a few times, but only if it ever ran. */
function createClient({executable, formats}: Launch, outputChannel: LogOutputChannel): LanguageClient {
  const options: LanguageClientOptions = {
    documentSelector: [...documentSelector],
    outputChannel,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationFailedHandler: () => false,
    errorHandler: {
      error: (...about) => byDefault.error(...about),
      closed: () => (hasRun ? byDefault.closed() : {action: CloseAction.DoNotRestart, handled: true}),
    },
  }
  const client = new LanguageClient('mtlint', 'mtlint', executable, options)
  if (!formats) client.registerFeature(noFormatting)
  const byDefault = client.createDefaultErrorHandler()
  let hasRun = false
  client.onDidChangeState(({newState}) => {
    hasRun ||= newState === State.Running
  })
  return client
}

function stateOf(state: State): ServerState {
  return state === State.Running ? 'running' : state === State.Starting ? 'starting' : 'stopped'
}
