import type {Severity} from '../rule.js'
import {type JsonMessage, toJson} from './json.js'
import {type Reporter, severityOf} from './report.js'
import {visible} from './visible.js'

const commands: Record<Severity, string> = {error: 'error', warning: 'warning', info: 'notice'}

/** The service drops what a step has more of one level. */
const most = 10

/** Workflow commands, of which GitHub Actions makes annotations: errors first, as many of each level as it keeps. */
export function createGithubReporter(options: {
  /** Gives a path relative to the root of the repository. */
  repositoryPath(path: string): string
}): Reporter {
  const lines: Record<Severity, string[]> = {error: [], warning: [], info: []}
  const left: Record<Severity, number> = {error: 0, warning: 0, info: 0}
  return {
    file(report) {
      const room = {error: most, warning: most, info: most}
      for (const severity of Object.keys(room) as Severity[]) room[severity] -= lines[severity].length
      const kept = report.messages.filter((message) => {
        const severity = severityOf(message)
        if (room[severity]-- > 0) return true
        left[severity]++
        return false
      })
      const path = options.repositoryPath(report.path)
      for (const message of toJson({...report, messages: kept}).messages) {
        lines[message.severity].push(commandOf(path, message))
      }
      return ''
    },
    end: () => [...lines.error, ...lines.warning, ...lines.info, more(left)].join(''),
  }
}

function commandOf(path: string, message: JsonMessage): string {
  const {ruleId, severity, reason, note, line, column, endLine, endColumn} = message
  const properties = {
    file: path,
    line,
    endLine,
    // Columns are lawful on a single line only.
    ...(line === endLine ? {col: column, endColumn} : {}),
    title: `mtlint ${ruleId}`,
  }
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(visible(String(value)))}`)
  const text = [reason, note].filter((part) => part !== undefined).map(visible)
  return `::${commands[severity]} ${list.join(',')}::${escapeData(text.join('\n'))}\n`
}

/** Says how many findings have no annotation: in plain text, since an annotation would be one too many. */
function more({error, warning, info}: Record<Severity, number>): string {
  const parts = [
    error > 0 ? `${error} more ${error === 1 ? 'error' : 'errors'}` : '',
    warning > 0 ? `${warning} more ${warning === 1 ? 'warning' : 'warnings'}` : '',
    info > 0 ? `${info} more info` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? '' : `mtlint: without an annotation: ${parts.join(', ')}\n`
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
