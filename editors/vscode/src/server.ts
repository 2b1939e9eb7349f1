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
import type {ServerState} from './status.js'

export type Server = {
  /** Starts the server, again where it runs; `undefined` stops it. Calls are carried out one after the other. */
  run(executable: Executable | undefined): Promise<void>
}

/**
 * Keeps one language server, or none.
 *
 * @param onState Is told whenever the server changes its state.
 */
export function createServer(output: LogOutputChannel, onState: (state: ServerState) => void): Server {
  let client: LanguageClient | undefined
  let last: Promise<void> = Promise.resolve()

  async function exchange(executable: Executable | undefined): Promise<void> {
    const before = client
    client = undefined
    // One that never ran cannot be stopped, and there is nothing to stop.
    await before?.dispose().catch((error: unknown) => output.debug(String(error)))
    if (executable === undefined) return onState('stopped')
    output.info(`Starting ${[executable.command, ...(executable.args ?? [])].join(' ')}`)
    const started = createClient(executable, output)
    started.onDidChangeState(({newState}) => {
      if (client === started) onState(stateOf(newState))
    })
    client = started
    // The client says itself why it could not start.
    await started.start().catch((error: unknown) => output.debug(String(error)))
    if (!started.isRunning()) onState('stopped')
  }

  return {
    run(executable) {
      last = last.then(() => exchange(executable))
      return last
    },
  }
}

/** A client whose server is started again when it ends, a few times, but only if it ever ran. */
function createClient(executable: Executable, outputChannel: LogOutputChannel): LanguageClient {
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
