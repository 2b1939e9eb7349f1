import {type CodeAction, CodeActionKind, type Range} from 'vscode-languageserver/node'
import type {TextDocument} from 'vscode-languageserver-textdocument'
import type {LintMessage} from '../rule.js'
import type {Checked} from './checker.js'
import {toDiagnostic} from './diagnostics.js'
import type {Positions} from './positions.js'

/** What can be done about the findings that a range touches. */
export function quickFixes(
  {messages}: Checked,
  document: TextDocument,
  range: Range,
  positions: Positions,
): CodeAction[] {
  const start = positions.toOffset(document, range.start)
  const end = positions.toOffset(document, range.end)
  return messages
    .filter(({span}) => span.start <= end && span.end >= start)
    .flatMap((message) => repairs(message, document, positions))
}

/** One action for each text that may stand in the place of a finding. */
function repairs(message: LintMessage, document: TextDocument, positions: Positions): CodeAction[] {
  const {fix, expected, span, actual} = message
  if (fix === 'none') return []
  const range = positions.toRange(document, span)
  return (expected ?? []).map((newText, index) => ({
    title: newText === '' ? `Remove \`${shorten(actual)}\`` : `Replace with \`${shorten(newText)}\``,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(message, document, positions)],
    ...(fix === 'safe' && index === 0 ? {isPreferred: true} : {}),
    edit: {changes: {[document.uri]: [{range, newText}]}},
  }))
}

/** A text in one line, cut where it is too long for a menu. */
function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 59).replace(/[\uD800-\uDBFF]$/, '')}…` : line
}
