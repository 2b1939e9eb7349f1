import {isBelow, levelNames, type Reason, type VerdictLevel, verdictLevels} from '../gate.js'
import type {FileReport, Reporter} from './report.js'
import {visible} from './visible.js'

export type VerdictOptions = {
  color: boolean
  /** Width of the terminal in columns. */
  width: number
  /** Say nothing of drafts that are good enough. */
  quiet: boolean
  /** What each draft must be. */
  wanted: VerdictLevel
}

const colors: Record<VerdictLevel, number> = {ready: 32, edit: 33, raw: 31}
const marks: Record<VerdictLevel, string> = {ready: '✔', edit: '⚠', raw: '✖'}
const indent = '    '
const narrowest = 40

/** The report of the gate: a line for each draft, and what tells most against it. */
export function createVerdictReporter(options: VerdictOptions): Reporter {
  const counts: Record<VerdictLevel, number> = {ready: 0, edit: 0, raw: 0}
  const paint = (level: VerdictLevel, text: string) =>
    options.color ? `\u001B[${colors[level]}m${text}\u001B[39m` : text
  return {
    file(report) {
      const {verdict} = report
      if (!verdict) return ''
      const {level, reasons} = verdict
      counts[level]++
      if (options.quiet && !isBelow(level, options.wanted)) return ''
      // What is ready needs no reasons.
      const lines = level === 'ready' ? [] : reasons.map((reason) => reasonOf(reason, options.width))
      return `${[lineOf(report, paint), ...lines].join('\n')}\n`
    },
    end() {
      const all = verdictLevels.filter((level) => counts[level] > 0)
      if (options.quiet && !all.some((level) => isBelow(level, options.wanted))) return ''
      if (all.length === 0) return 'no draft was judged\n'
      return `\n${all.map((level) => paint(level, `${marks[level]} ${counts[level]} ${levelNames[level]}`)).join(', ')}\n`
    },
  }
}

function lineOf(report: FileReport, paint: (level: VerdictLevel, text: string) => string): string {
  const {path, verdict} = report
  if (!verdict) return ''
  const {level, score, findings} = verdict
  const name = `${marks[level]} ${levelNames[level]}`.padEnd(levelNames.raw.length + 2)
  const count = `${findings} ${findings === 1 ? 'finding' : 'findings'}`
  const facts = findings === 0 ? '' : ` (${count}, score ${score.toFixed(1)})`
  return `${paint(level, name)}  ${visible(path)}${facts}`
}

function reasonOf({ruleId, findings, first}: Reason, width: number): string {
  const text = `${indent}${ruleId} ×${findings}, line ${first.line ?? 1}: ${visible(first.reason)}`
  const characters = Array.from(text)
  const most = Math.max(narrowest, width)
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`
}
