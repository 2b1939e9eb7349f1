import {isBelow, levelNames, type Verdict, type VerdictLevel} from '../gate.js'
import type {PlainMessage} from '../message.js'
import {type Reporter, severityOf, type Totals} from './report.js'
import {visible} from './visible.js'

export type MarkdownOptions = {
  /** Gives a path relative to the root of the repository. */
  repositoryPath(path: string): string
  /** What each draft must be, where they are judged. */
  gate?: VerdictLevel | undefined
}

/** A job summary may have 1 MiB; nobody reads so much. */
const mostRows = 200
/** In UTF-16 code units. */
const longestText = 300

/** A summary of a run in the Markdown of GitHub: for the summary of a job, or a comment on a pull request. */
export function createMarkdownReporter({repositoryPath, gate}: MarkdownOptions): Reporter {
  const verdicts: string[] = []
  const rows: string[] = []
  let found = 0
  let below = 0
  return {
    file(report) {
      const path = codeOf(repositoryPath(report.path))
      if (gate !== undefined && report.verdict && isBelow(report.verdict.level, gate)) {
        below++
        if (verdicts.length < mostRows) verdicts.push(verdictRow(path, report.verdict))
      }
      found += report.messages.length
      for (const message of report.messages.slice(0, mostRows - rows.length)) rows.push(findingRow(path, message))
      return ''
    },
    end(totals) {
      const parts = [`### mtlint\n\n${sumOf(totals)}\n`]
      if (below > 0) parts.push(table(['Draft', 'Verdict', 'Why'], verdicts, below))
      if (found > 0) parts.push(table(['Place', 'Level', 'Finding', 'Rule'], rows, found))
      return parts.join('\n')
    },
  }
}

function verdictRow(path: string, {level, score, reasons}: Verdict): string {
  const why = reasons.map(({ruleId, findings}) => `${codeOf(ruleId)} ×${findings}`).join(', ')
  return rowOf([path, `${levelNames[level]} (${score.toFixed(1)})`, why])
}

function findingRow(path: string, message: PlainMessage): string {
  const {ruleId, line = 1, reason, url} = message
  const rule = url === undefined ? codeOf(ruleId) : `[${codeOf(ruleId)}](${url})`
  return rowOf([`${path}:${line}`, severityOf(message), proseOf(reason), rule])
}

function table(head: readonly string[], rows: readonly string[], all: number): string {
  const lines = [rowOf(head), rowOf(head.map(() => '---')), ...rows]
  const more = all > rows.length ? `\nAnd ${all - rows.length} more.\n` : ''
  return `${lines.join('\n')}\n${more}`
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function sumOf({files, errors, warnings, infos}: Totals): string {
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`
  const parts = [count(errors, 'error'), count(warnings, 'warning'), `${infos} info`]
  return errors + warnings + infos === 0
    ? `No issues found in ${count(files, 'file')}.`
    : `${parts.join(', ')} in ${count(files, 'file')}.`
}

/** Text in which what stands in backticks is code. */
function proseOf(text: string): string {
  return shorten(text)
    .split(/`([^`]*)`/)
    .map((part, index) => (index % 2 === 1 ? codeOf(part) : escapeMarks(part)))
    .join('')
}

/** Code in a form that holds whatever stands in it; nobody is mentioned by it and nothing is linked. */
function codeOf(text: string): string {
  return `<code>${escapeMarks(shorten(text))}</code>`
}

/** Every mark of ASCII as a reference, so that none can be read as Markdown or as HTML. */
function escapeMarks(text: string): string {
  return (
    visible(text)
      .replace(/[!-/:-@[-`{-~]/g, (mark) => `&#${mark.charCodeAt(0)};`)
      // Mentions and issues are looked for in the page that comes of it.
      .replace(/&#(?:35|64);/g, '<span>$&</span>')
  )
}

function shorten(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)}…`
}
