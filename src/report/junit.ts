import {type JsonMessage, toJson} from './json.js'
import {type Reporter, textOf} from './report.js'
import {visibleLine} from './visible.js'
import {attributesOf, escapeXml, xmlDeclaration} from './xml.js'

/**
 * The form of JUnit as Jenkins and GitLab read it: a suite for each file, a case for each finding. As with the exit
 * status, only errors fail; what warnings and infos say is the output of cases that pass.
 */
export function createJunitReporter(): Reporter {
  let begun = false
  const begin = () => {
    const text = begun ? '' : `${xmlDeclaration}<testsuites name="mtlint">\n`
    begun = true
    return text
  }
  return {
    file(report) {
      const {path, messages} = toJson(report)
      const suite = {
        name: path,
        tests: Math.max(1, messages.length),
        failures: messages.filter(({severity}) => severity === 'error').length,
        errors: 0,
        skipped: 0,
        time: 0,
      }
      // A suite without cases is taken for a run that broke off.
      const cases =
        messages.length === 0
          ? `<testcase${attributesOf({name: 'no findings', classname: path})}/>\n`
          : messages.map((message) => testcase(path, message)).join('')
      return `${begin()}<testsuite${attributesOf(suite)}>\n${cases}</testsuite>\n`
    },
    end: () => `${begin()}</testsuites>\n`,
  }
}

function testcase(path: string, message: JsonMessage): string {
  const {ruleId, severity, line, column, reason, note, url} = message
  const name = `${ruleId} (${line}:${column})`
  const lines = [`${path}:${line}:${column}: ${reason}`, note, url].filter((part) => part !== undefined)
  const body = lines.map((line) => escapeXml(visibleLine(line))).join('\n')
  const result =
    severity === 'error'
      ? `<failure${attributesOf({type: severity, message: textOf(message)})}>${body}</failure>`
      : `<system-out>${severity}: ${body}</system-out>`
  return `<testcase${attributesOf({name, classname: path})}>${result}</testcase>\n`
}
