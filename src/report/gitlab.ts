import type {Severity} from '../rule.js'
import {createFingerprints} from './fingerprint.js'
import {createJsonList, toJson} from './json.js'
import {type Reporter, textOf} from './report.js'
import {visible} from './visible.js'

const severities: Record<Severity, 'major' | 'minor' | 'info'> = {error: 'major', warning: 'minor', info: 'info'}

/** The Code Quality report of GitLab. */
export function createGitlabReporter(options: {
  /** Gives a path relative to the root of the repository. */
  repositoryPath(path: string): string
}): Reporter {
  const list = createJsonList()
  return {
    file(report) {
      const path = options.repositoryPath(report.path)
      const fingerprint = createFingerprints(path)
      return toJson(report)
        .messages.map((message) =>
          list.add({
            description: visible(textOf(message)),
            check_name: message.ruleId,
            fingerprint: fingerprint(message),
            severity: severities[message.severity],
            location: {path, lines: {begin: message.line, end: message.endLine}},
          }),
        )
        .join('')
    },
    end: list.end,
  }
}
