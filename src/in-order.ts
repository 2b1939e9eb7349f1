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
 * So many bytes take longer to lint than it takes to start a worker: below twice as many, one thread is as fast as two.
 */
export const breakEven = 400_000

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
    return Math.min(availableParallelism(), Math.floor(all / breakEven))
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
