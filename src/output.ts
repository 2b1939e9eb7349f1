import type {Writable} from 'node:stream'
import {visible} from './report/visible.js'

/** A stream that may be a terminal. */
export type Terminal = Writable & {isTTY?: boolean | undefined; columns?: number | undefined}

export type Output = {
  /** Resolves when the text has been taken, so that no more than one piece waits in memory. */
  write(text: string | Buffer): Promise<void>
  flush(): Promise<void>
  /** Whether the reader has gone, as `head` does: there is no use in going on. */
  readonly closed: boolean
  /** Why writing failed, when it did for another reason than that. */
  readonly error: Error | undefined
}

/** Writes to a stream whose reader may go away at any time. */
export function createOutput(stream: Writable): Output {
  let closed = false
  let failure: Error | undefined
  stream.on('error', (error: NodeJS.ErrnoException) => {
    closed = true
    if (error.code !== 'EPIPE') failure = error
  })
  const write = (text: string | Buffer) =>
    new Promise<void>((done) => {
      if (closed) done()
      else stream.write(text, () => done())
    })
  return {
    write: (text) => (text.length === 0 ? Promise.resolve() : write(text)),
    flush: () => write(''),
    get closed() {
      return closed
    },
    get error() {
      return failure
    },
  }
}

/** Whether to color: what the user says, then FORCE_COLOR, then NO_COLOR, then what the stream is. */
export function useColor(
  wanted: boolean | undefined,
  env: Readonly<Record<string, string | undefined>>,
  stream: Terminal,
): boolean {
  if (wanted !== undefined) return wanted
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false'
  if (env.NO_COLOR) return false
  return stream.isTTY === true && env.TERM !== 'dumb'
}

export type Progress = {
  start(total: number): void
  next(name: string): void
  clear(): void
}

const patience = 1000
const interval = 100

/** Shows on a terminal which file is being linted, once that takes more than a second. */
export function createProgress(stream: Terminal, now: () => number = performance.now.bind(performance)): Progress {
  let total = 0
  let count = 0
  let due = Number.POSITIVE_INFINITY
  let shown = false
  return {
    start(files) {
      total = files
      due = now() + patience
    },
    next(name) {
      count++
      if (!stream.isTTY || now() < due) return
      due = now() + interval
      shown = true
      stream.write(`\r\u001B[K${`${count}/${total} ${visible(name)}`.slice(0, (stream.columns || 80) - 1)}`)
    },
    clear() {
      if (shown) stream.write('\r\u001B[K')
      shown = false
    },
  }
}
