import {writeReport} from './files.js'
import type {FileReport, Reporter, Totals} from './report/report.js'

/** Where a report goes. */
export type Target = {
  write(text: string): Promise<void>
  /**
   * Called once, after the last piece.
   *
   * @throws {Error} When the report cannot be written.
   */
  end(): Promise<void>
  /** Whether nobody reads it any more. */
  readonly closed: boolean
}

/** Several reports of one run. */
export type Reporters = {
  file(report: FileReport): Promise<void>
  end(totals: Totals): Promise<void>
  /** Whether nobody reads any of them any more. */
  readonly closed: boolean
}

/** Writes each report to its target; one that fails is a problem and does not keep the others from being written. */
export function createReporters(
  reports: readonly {reporter: Reporter; target: Target}[],
  problem: (line: string) => void,
): Reporters {
  return {
    async file(report) {
      for (const {reporter, target} of reports) await target.write(await reporter.file(report))
    },
    async end(totals) {
      for (const {reporter, target} of reports) {
        try {
          await target.write(reporter.end(totals))
          await target.end()
        } catch (error) {
          problem((error as Error).message)
        }
      }
    },
    get closed() {
      return reports.every(({target}) => target.closed)
    },
  }
}

/** A file that is written when its report is whole, so that it never has half of one. */
export function createFileTarget(absolute: string, name: string): Target {
  const pieces: string[] = []
  return {
    async write(text) {
      pieces.push(text)
    },
    end: () => writeReport(absolute, name, pieces),
    closed: false,
  }
}
