import type {Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import {CommanderError} from 'commander'
import {ownRulebook} from '../catalogue.js'
import {createResolver} from '../config.js'
import {createOutput} from '../output.js'
import {visible} from '../report/visible.js'
import type {Io, Status} from '../run.js'
import {parseServeOptions, type ServeOptions} from './options.js'
import {createPool} from './pool.js'
import {createServer} from './server.js'

/** What the server needs of a process: its signals too. */
export type ServeIo = Pick<Io, 'stdout' | 'stderr' | 'cwd'> & {
  once(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
}

/** In milliseconds: how long requests may go on after a signal to stop. */
const grace = 5_000

type Log = {
  /** Says something on standard output. */
  say(line: string): void
  /** Says something on standard error. */
  warn(message: string): unknown
}

/** Runs `mtlint serve` until a signal ends it. It does not throw. */
export async function serve(argv: readonly string[], io: ServeIo): Promise<Status> {
  const out = createOutput(io.stdout)
  const err = createOutput(io.stderr)
  const warn = (message: string) => err.write(`mtlint: ${message.split('\n').map(visible).join('\nmtlint: ')}\n`)
  try {
    const options = parseServeOptions(argv, {
      out: (text) => void out.write(text),
      error: (text) => void err.write(text.split('\n').map(visible).join('\n')),
    })
    await run(options, io, {say: (line) => void out.write(`${line}\n`), warn})
    return 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    await warn((error as Error).message)
    return 2
  } finally {
    await out.flush()
    await err.flush()
  }
}

async function run(options: ServeOptions, io: ServeIo, {say, warn}: Log): Promise<void> {
  const {config, host, port, maxTextLength, timeout} = options
  const cwd = io.cwd()
  // What is wrong now would be wrong for every request.
  const {info: catalogue} = await ownRulebook()
  await createResolver({config, cwd, catalogue})('stdin')
  const pool = createPool(timeout)
  const server = createServer({...options, check: {config, cwd, maxTextLength}, run: pool.run})
  try {
    const address = await listen(server, port, host)
    // Such as too many open files: that connection is lost, the next one may not be.
    server.on('error', (error) => warn(error.message))
    await pool.ready()
    const stopped = new Promise<void>((done) => {
      io.once('SIGINT', done)
      io.once('SIGTERM', done)
    })
    say(`Listening on ${address}`)
    await stopped
    await close(server)
  } finally {
    server.close()
    await pool.close()
  }
}

/** Starts to listen, and says where: a URL. */
function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => fail(new Error(problemOf(error, port, host))))
    server.listen(port, host, () => {
      const {address, family, port: bound} = server.address() as AddressInfo
      done(`http://${family === 'IPv6' ? `[${address}]` : address}:${bound}/v2`)
    })
  })
}

function problemOf({code, message}: NodeJS.ErrnoException, port: number, host: string): string {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} is in use: stop what listens there, or choose another one with --port`
    case 'EACCES':
      return `port ${port} is not open to you: choose one above 1023 with --port`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${host} is no address of this machine: see --host`
    default:
      return `cannot listen: ${message}`
  }
}

/** Stops to listen, and lets the requests that are being answered end. */
async function close(server: Server): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), grace)
  // A connection whose request ends is not kept for another one.
  server.keepAliveTimeout = 1
  await new Promise((done) => server.close(done))
  clearTimeout(timer)
}
