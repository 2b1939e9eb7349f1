import {toJson} from './json.js'
import {type Reporter, textOf} from './report.js'
import {attributesOf, xmlDeclaration} from './xml.js'

/** The form of Checkstyle, which many services read: files, and the findings in each. */
export function createCheckstyleReporter(): Reporter {
  let begun = false
  const begin = () => {
    const text = begun ? '' : `${xmlDeclaration}<checkstyle version="4.3">\n`
    begun = true
    return text
  }
  return {
    file(report) {
      const {path, messages} = toJson(report)
      const errors = messages.map((message) => {
        const {line, column, severity, ruleId} = message
        return `<error${attributesOf({line, column, severity, message: textOf(message), source: `mtlint.${ruleId}`})}/>\n`
      })
      return `${begin()}<file${attributesOf({name: path})}>\n${errors.join('')}</file>\n`
    },
    end: () => `${begin()}</checkstyle>\n`,
  }
}
