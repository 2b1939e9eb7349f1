import type {Format} from '../rule.js'
import type {Edit} from './edits.js'
import {commentOf} from './language.js'

/**
 * The edit that has a finding ignored where it stands: a comment on a line of its own before it, or at the end of its
 * line where a line of its own would break a paragraph, a list or a table in two.
 *
 * @param start Offset of the finding.
 * @returns undefined where the language has no comment for it.
 */
export function ignoreHere(
  source: string,
  start: number,
  ruleId: string,
  languageId: string,
  format: Format,
): Edit | undefined {
  const lineStart = Math.max(source.lastIndexOf('\n', start - 1), source.lastIndexOf('\r', start - 1)) + 1
  const end = source.slice(start).search(/[\r\n]/)
  const line = source.slice(lineStart, end === -1 ? source.length : start + end)
  const isMarkdown = format === 'markdown' || format === 'mdx'
  const standsAlone =
    !isMarkdown || (isFirst(source, lineStart) && !/^\uFEFF?(?:\s|[-*+>|=]|\d+[.)]|\[\^)|\|/.test(line))
  if (standsAlone) {
    const comment = commentOf(languageId, format, `mtlint-disable-next-line ${ruleId}`)
    const at = lineStart + (/^\uFEFF?\s*/.exec(line)?.[0].length ?? 0)
    const indent = source.slice(lineStart, at).replace('\uFEFF', '')
    return comment === undefined ? undefined : {start: at, end: at, text: `${comment}${lineEnd(source)}${indent}`}
  }
  const comment = commentOf(languageId, format, `mtlint-disable-line ${ruleId}`)
  const at = lineStart + line.replace(/\\?\s*$/, '').length
  return comment === undefined ? undefined : {start: at, end: at, text: ` ${comment}`}
}

/** Whether a line is the first one of its paragraph. */
function isFirst(source: string, lineStart: number): boolean {
  return /(?:^\uFEFF?|(?:\r\n?|\n)[ \t]*(?:\r\n?|\n))$/.test(source.slice(Math.max(0, lineStart - 1000), lineStart))
}

function lineEnd(source: string): string {
  return /\r\n|\r|\n/.exec(source)?.[0] ?? '\n'
}
