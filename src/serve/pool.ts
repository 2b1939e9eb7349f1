import {availableParallelism} from 'node:os'
import Tinypool from 'tinypool'
import {type Answer, failure} from './answer.js'
import type {Task} from './work.js'

export type Pool = {
  /** Resolves once all threads have loaded what they need, which would count as time of the first requests. */
  ready(): Promise<void>
  /** Answers a task; it does not throw. */
  run(task: Task): Promise<Answer>
  close(): Promise<void>
}

/** One that is stuck must not keep the others waiting. */
const threads = Math.min(4, Math.max(2, availableParallelism()))

/** A text of the greatest length takes some 0.3 GB. */
const memory = 1024

/** More would only wait until their time is up. */
const mostWaiting = 200

/**
 * Starts threads that lint, each one request at a time. One that takes longer than the time limit is stopped, and another
 * takes its place.
 *
 * @param timeout Most seconds for a request, the time that it waits for a thread included.
 */
export function createPool(timeout: number): Pool {
  const pool = new Tinypool({
    filename: new URL('./work.js', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    resourceLimits: {maxOldGenerationSizeMb: memory},
  })
  // A thread that dies while it has nothing to do is replaced; nobody waits for it.
  pool.on('error', () => {})
  return {
    async ready() {
      await Promise.all(Array.from({length: threads}, () => pool.run(undefined, {name: 'warmUp'})))
    },
    async run(task) {
      // The pool's own limit would leave a signal behind that throws when its time is up.
      if (pool.queueSize >= mostWaiting) return tooMany
      const signal = AbortSignal.timeout(timeout * 1000)
      try {
        return (await pool.run(task, {signal})) as Answer
      } catch (error) {
        if (signal.aborted) return tooLong(timeout)
        return failure(500, `Internal Error: ${(error as Error).message}`)
      }
    },
    close: () => pool.destroy(),
  }
}

const tooMany = failure(503, 'There are currently too many parallel requests. Please try again later.')

function tooLong(timeout: number): Answer {
  const limit = `Checking took longer than ${timeout} seconds, which is this server's limit.`
  const advice = 'Please make sure you have selected the proper language or consider submitting a shorter text.'
  return failure(500, `${limit} ${advice}`)
}
