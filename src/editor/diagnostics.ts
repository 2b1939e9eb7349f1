import {type Diagnostic, DiagnosticSeverity, DiagnosticTag} from 'vscode-languageserver/node'
import type {TextDocument} from 'vscode-languageserver-textdocument'
import {severityOf} from '../report/report.js'
import type {LintMessage} from '../rule.js'
import type {Positions} from './positions.js'

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const

/** A message as editors show it. */
export function toDiagnostic(message: LintMessage, document: TextDocument, positions: Positions): Diagnostic {
  const {ruleId, reason, note, url, span, expected, related} = message
  return {
    range: positions.toRange(document, span),
    severity: severities[severityOf(message)],
    code: ruleId,
    ...(url ? {codeDescription: {href: url}} : {}),
    source: 'mtlint',
    message: note ? `${reason}\n${note}` : reason,
    ...(expected?.[0] === '' ? {tags: [DiagnosticTag.Unnecessary]} : {}),
    ...(related
      ? {
          relatedInformation: [
            {location: {uri: document.uri, range: positions.toRange(document, related.span)}, message: related.message},
          ],
        }
      : {}),
  }
}
