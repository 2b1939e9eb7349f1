import {randomUUID} from 'node:crypto'
import {resolve} from 'node:path'
import {shownPath, writeReport} from './files.js'
import {type Options, version} from './options.js'
import {type Output, type Terminal, useColor} from './output.js'
import {createReporter, type FormatRequest} from './report/formats.js'
import type {FileReport, Reporter, Totals} from './report/report.js'
import type {Rule} from './rule.js'

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

/** All reports of one run. */
export type Reporters = {
  file(report: FileReport): Promise<void>
  end(totals: Totals): Promise<void>
  /** Whether nobody reads any of them any more. */
  readonly closed: boolean
}

type Setup = {
  options: Pick<Options, 'color' | 'fixDryRun' | 'format' | 'gate' | 'quiet'>
  rules(): Promise<readonly Rule[]>
  env: Readonly<Record<string, string | undefined>>
  cwd: string
  /** Where reports without a file go. */
  screen: {stream: Terminal; output: Output}
  /** Takes the progress off the terminal. */
  clear(): void
  problem(line: string): void
}

/** Makes the reports that the user wants, or those that are usual where the command runs. */
export async function openReporters(setup: Setup): Promise<Reporters> {
  const {options, env, cwd} = setup
  const reports: Report[] = []
  if (options.fixDryRun) reports.push({reporter: await diffReporter(setup), target: screenTarget(setup)})
  for (const request of options.format ?? usualFormats(env)) {
    const {file} = request
    // The diff takes the place of what would be printed.
    if (file === undefined && options.fixDryRun) continue
    const target = file === undefined ? screenTarget(setup) : createFileTarget(resolve(cwd, file), file)
    reports.push({reporter: await reporterOf(request, setup), target})
  }
  return createReporters(reports, setup.problem)
}

type Report = {reporter: Reporter; target: Target}

/** Writes each report to its target; one that fails is a problem and does not keep the others from being written. */
function createReporters(reports: readonly Report[], problem: (line: string) => void): Reporters {
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

function usualFormats({GITHUB_ACTIONS}: Setup['env']): FormatRequest[] {
  return GITHUB_ACTIONS === 'true' ? [{name: 'pretty'}, {name: 'github'}] : [{name: 'pretty'}]
}

function reporterOf({name, file}: FormatRequest, {options, rules, env, cwd, screen}: Setup): Promise<Reporter> {
  const root = env.GITHUB_WORKSPACE || env.CI_PROJECT_DIR
  return createReporter(name, {
    color: file === undefined ? useColor(options.color, env, screen.stream) : options.color === true,
    width: (file === undefined && screen.stream.columns) || 80,
    quiet: options.quiet ?? false,
    rules,
    version: version(),
    gate: options.gate,
    repositoryPath(path) {
      const shown = root ? shownPath(root, resolve(cwd, path)) : path
      return shown.startsWith('../') ? path : shown
    },
  })
}

async function diffReporter({options, env, screen}: Setup): Promise<Reporter> {
  const {createDiffReporter} = await import('./report/diff.js')
  return createDiffReporter({
    color: useColor(options.color, env, screen.stream),
    escape: screen.stream.isTTY ?? false,
    stopWord: env.GITHUB_ACTIONS === 'true' ? randomUUID() : undefined,
  })
}

function screenTarget({screen: {output}, clear}: Setup): Target {
  return {
    write(text) {
      if (text !== '') clear()
      return output.write(text)
    },
    end: async () => {},
    get closed() {
      return output.closed
    },
  }
}

/** A file that is written when its report is whole, so that it never has half of one. */
function createFileTarget(absolute: string, name: string): Target {
  const pieces: string[] = []
  return {
    async write(text) {
      pieces.push(text)
    },
    end: () => writeReport(absolute, name, pieces),
    closed: false,
  }
}
