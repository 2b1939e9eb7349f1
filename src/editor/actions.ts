import {type CodeAction, CodeActionKind, type Range} from 'vscode-languageserver/node'
import type {TextDocument} from 'vscode-languageserver-textdocument'
import {fix} from '../fix.js'
import type {LintMessage} from '../rule.js'
import type {Checked} from './checker.js'
import {toDiagnostic} from './diagnostics.js'
import {type Edit, editsBetween} from './edits.js'
import {ignoreHere} from './ignore-here.js'
import type {Positions} from './positions.js'

/** Mends all that can be mended safely; editors ask for it when they save. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.mtlint`

/** Commands that change the config of a project. Their arguments: the document, and a phrase or a rule. */
export const commands = {allow: 'mtlint.server.allow', turnOff: 'mtlint.server.turnOff'} as const

/** A finding as long as this is no phrase. */
const longestPhrase = 60

type Request = {checked: Checked; document: TextDocument; positions: Positions}

/**
 * What can be done about the findings that a range touches, and about all of them.
 *
 * @param only The kinds that the editor asks for; undefined for all.
 */
export async function codeActions(
  request: Request,
  range: Range,
  only: readonly string[] | undefined,
): Promise<CodeAction[]> {
  const asksFor = (kind: string) =>
    only === undefined || only.some((one) => one === '' || `${kind}.`.startsWith(`${one}.`))
  const {document, positions, checked} = request
  const start = positions.toOffset(document, range.start)
  const end = positions.toOffset(document, range.end)
  const near = checked.messages.filter(({span}) => span.start <= end && span.end >= start)
  const quick = asksFor(CodeActionKind.QuickFix)
    ? [
        ...near.flatMap((message) => repairs(message, request)),
        ...near.flatMap((message) => dismissals(message, request)),
      ]
    : []
  return [...quick, ...(asksFor(fixAllKind) ? await fixAll(request) : [])]
}

/** The edits that mend a document as `--fix` does, no larger than they have to be. */
export async function safeEdits({checked}: Request): Promise<Edit[]> {
  const {source, messages, resolved, format, path, memory} = checked
  if (!messages.some((message) => message.fix === 'safe')) return []
  const {text} = await fix(source, resolved.lint, {path, format, memory})
  return editsBetween(source, text)
}

/** One action for each text that may stand in the place of a finding. */
function repairs(message: LintMessage, request: Request): CodeAction[] {
  const {fix, expected, span, actual} = message
  if (fix === 'none') return []
  return (expected ?? []).map((text, index) => ({
    title: text === '' ? `Remove \`${shorten(actual)}\`` : `Replace with \`${shorten(text)}\``,
    ...quickFix(message, request),
    ...(fix === 'safe' && index === 0 ? {isPreferred: true} : {}),
    edit: {changes: changesOf([{start: span.start, end: span.end, text}], request)},
  }))
}

/** Ways to have a finding no more: here, for its words, or for its rule. */
function dismissals(message: LintMessage, request: Request): CodeAction[] {
  const {ruleId, actual, span} = message
  const {checked, document} = request
  const edit = ignoreHere(checked.source, span.start, ruleId, document.languageId, checked.format)
  const phrase = actual.trim().replace(/\s+/g, ' ')
  const isPhrase = phrase.length <= longestPhrase && /\p{L}/u.test(phrase)
  const command = (title: string, name: string, value: string): CodeAction => ({
    title,
    ...quickFix(message, request),
    command: {title, command: name, arguments: [document.uri, value]},
  })
  return [
    ...(edit
      ? [
          {
            title: `Ignore \`${ruleId}\` here`,
            ...quickFix(message, request),
            edit: {changes: changesOf([edit], request)},
          },
        ]
      : []),
    ...(isPhrase ? [command(`Allow \`${phrase}\` in the project`, commands.allow, phrase)] : []),
    command(`Turn the rule \`${ruleId}\` off`, commands.turnOff, ruleId),
  ]
}

function quickFix(message: LintMessage, {document, positions}: Request): Pick<CodeAction, 'kind' | 'diagnostics'> {
  return {kind: CodeActionKind.QuickFix, diagnostics: [toDiagnostic(message, document, positions)]}
}

async function fixAll(request: Request): Promise<CodeAction[]> {
  const edits = await safeEdits(request)
  if (edits.length === 0) return []
  return [{title: 'Fix all safe problems', kind: fixAllKind, edit: {changes: changesOf(edits, request)}}]
}

function changesOf(edits: readonly Edit[], {document, positions}: Request) {
  return {[document.uri]: edits.map((edit) => ({range: positions.toRange(document, edit), newText: edit.text}))}
}

/** A text in one line, cut where it is too long for a menu. */
function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 59).replace(/[\uD800-\uDBFF]$/, '')}…` : line
}
