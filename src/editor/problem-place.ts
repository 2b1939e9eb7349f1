import type {Range} from 'vscode-languageserver/node'
import {TextDocument} from 'vscode-languageserver-textdocument'

/** Where in a config file a problem is: at the place it names, or at the first word of those in its backticks. */
export function placeOfProblem(text: string, problem: string): Range {
  const document = TextDocument.create('file:///config', 'json', 0, text)
  const [, line, column] = /(?:at|line) (\d+)(?::|, column )(\d+)/.exec(problem) ?? []
  if (line && column) {
    const start = {line: Number(line) - 1, character: Number(column) - 1}
    const offset = document.offsetAt(start)
    return {start: document.positionAt(offset), end: document.positionAt(offset + 1)}
  }
  for (const [, name = ''] of problem.matchAll(/`([^`]+)`/g)) {
    const word = name.split('.').at(-1) ?? ''
    const at = word === '' ? -1 : text.indexOf(word)
    if (at !== -1) return {start: document.positionAt(at), end: document.positionAt(at + word.length)}
  }
  return {start: {line: 0, character: 0}, end: document.positionAt(text.split('\n', 1)[0]?.length ?? 0)}
}
