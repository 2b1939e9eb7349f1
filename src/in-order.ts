import {availableParallelism} from 'node:os'
import type {FileLinter, Outcome, Task} from './lint-file.js'
import type {Concurrency} from './options.js'
import type {Pool} from './workers.js'

/** What there is to do for a source of some bytes, or what is known of it already. */
export type Step<Result> = {task: Task; bytes: number} | {result: Result}

type Waiting<Source, Result> = {source: Source; step: Step<Result>; running?: Promise<Outcome>}

type Setup<Source, Result> = {
  prepare(source: Source): Promise<Step<Result>>
  /** Lints in this thread. */
  lint: FileLinter
  /** How many threads lint; one is this one. */
  concurrency: Concurrency
}

/**
 * So many bytes for each worker are worth starting it. Measured on two cores, in seconds, in one thread and in two:
 * 100 KB 0.8 and 0.9; 400 KB 1.4 and 1.6; 800 KB 2.2 and 2.1; 3.2 MB 5.9 and 4.5; 20 MB 33 and 19.
 */
export const breakEven = 500_000

/** Each worker takes more than 100 MB. */
const mostThreads = 8
/** How many files are looked at ahead to guess how much there is to do. */
const farthest = 256
/** How many files and bytes wait in a pool, so that memory stays bounded. */
const filesPerWorker = 8
const mostBytes = 1 << 25

/**
 * Lints sources and gives their results in the order of the sources, in this thread or in workers. No more than a few
 * are under way at a time.
 */
export async function* inOrder<Source, Result>(
  sources: readonly Source[],
  {prepare, lint, concurrency}: Setup<Source, Result>,
): AsyncGenerator<[Source, Result | Outcome]> {
  const queue: Waiting<Source, Result>[] = []
  let next = 0
  let bytes = 0
  let pool: Pool | undefined

  const isFull = () => {
    const [head] = queue
    if (!head) return false
    if (pool) return queue.length >= pool.threads * filesPerWorker || bytes > mostBytes
    return concurrency !== 'auto' || 'result' in head.step || queue.length >= farthest || bytes > 4 * breakEven
  }

  /** How many threads are worth it. */
  const threads = () => {
    if (concurrency !== 'auto') return concurrency
    const sizes = queue.map(({step}) => ('task' in step ? step.bytes : 0))
    // One file is not split among workers.
    const shared = bytes - Math.max(...sizes)
    const all = shared * (1 + (sources.length - next) / queue.length)
    return Math.min(availableParallelism(), mostThreads, Math.floor(all / breakEven))
  }

  const submit = (waiting: Waiting<Source, Result>) => {
    if (pool && 'task' in waiting.step) waiting.running = pool.lint(waiting.step.task)
  }

  try {
    for (;;) {
      for (let source = sources[next]; source !== undefined && !isFull(); source = sources[next]) {
        next++
        const waiting = {source, step: await prepare(source)}
        queue.push(waiting)
        if ('task' in waiting.step) bytes += waiting.step.bytes
        submit(waiting)
      }
      const [head] = queue
      if (!head) return
      const {source, step, running} = head
      if ('task' in step && !pool && sources.length > 1) {
        const count = Math.min(threads(), sources.length)
        if (count > 1) {
          pool = (await import('./workers.js')).openPool(count)
          queue.forEach(submit)
          continue
        }
      }
      const result = 'result' in step ? step.result : await (running ?? lint(step.task))
      queue.shift()
      if ('task' in step) bytes -= step.bytes
      yield [source, result]
    }
  } finally {
    await pool?.close()
  }
}
