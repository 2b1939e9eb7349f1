import Tinypool from 'tinypool'
import type {FileLinter, Outcome} from './lint-file.js'

/** Threads that lint files. */
export type Pool = {
  threads: number
  lint: FileLinter
  close(): Promise<void>
}

/** Opens a pool of so many threads. While it is open, Ctrl-C ends the process at once, with 130 as shells have it. */
export function openPool(threads: number): Pool {
  const pool = new Tinypool({
    filename: new URL('./worker.js', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
  })
  // What is written is written at once, from this thread.
  const interrupt = () => process.exit(130)
  process.once('SIGINT', interrupt)
  return {
    threads,
    async lint(task) {
      try {
        return (await pool.run(task)) as Outcome
      } catch (error) {
        return {problem: `${task.path}: ${(error as Error).message}`}
      }
    },
    async close() {
      process.off('SIGINT', interrupt)
      await pool.destroy()
    },
  }
}
