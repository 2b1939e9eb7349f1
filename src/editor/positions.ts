import {type Position, PositionEncodingKind, type Range} from 'vscode-languageserver/node'
import {TextDocument, type TextDocumentContentChangeEvent} from 'vscode-languageserver-textdocument'

export type Encoding = 'utf-8' | 'utf-16' | 'utf-32'

const encodings: readonly string[] = [PositionEncodingKind.UTF8, PositionEncodingKind.UTF16, PositionEncodingKind.UTF32]

/** The first of a client's encodings that is known here; without any, what the protocol began with. */
export function chooseEncoding(offered: readonly string[] = []): Encoding {
  return (offered.find((name) => encodings.includes(name)) ?? PositionEncodingKind.UTF16) as Encoding
}

/** Converts between offsets in UTF-16 code units and the positions of a client. */
export type Positions = {
  /** Offsets outside of the document, and positions outside of a line, are moved to its edge. */
  toOffset(document: TextDocument, position: Position): number
  toPosition(document: TextDocument, offset: number): Position
  toRange(document: TextDocument, span: {start: number; end: number}): Range
  /** Applies the changes of a client to a document, in their order. */
  update(document: TextDocument, changes: TextDocumentContentChangeEvent[], version: number): TextDocument
}

export function createPositions(encoding: Encoding): Positions {
  const toOffset = (document: TextDocument, {line, character}: Position): number => {
    if (encoding === 'utf-16') return document.offsetAt({line, character})
    const start = document.offsetAt({line, character: 0})
    const text = document.getText({start: {line, character: 0}, end: {line, character: Number.MAX_SAFE_INTEGER}})
    return start + unitsIn(text, character, encoding)
  }
  const toPosition = (document: TextDocument, offset: number): Position => {
    const {line, character} = document.positionAt(offset)
    if (encoding === 'utf-16') return {line, character}
    const text = document.getText({start: {line, character: 0}, end: {line, character}})
    return {line, character: lengthIn(text, encoding)}
  }
  return {
    toOffset,
    toPosition,
    toRange: (document, {start, end}) => ({start: toPosition(document, start), end: toPosition(document, end)}),
    update(document, changes, version) {
      for (const change of changes) {
        if (!('range' in change)) {
          TextDocument.update(document, [change], version)
          continue
        }
        // What lies outside of the document would spoil its index of lines.
        const place = (position: Position) => document.positionAt(toOffset(document, position))
        const range = {start: place(change.range.start), end: place(change.range.end)}
        TextDocument.update(document, [{range, text: change.text}], version)
      }
      return document
    },
  }
}

function lengthIn(text: string, encoding: Encoding): number {
  if (encoding === 'utf-8') return Buffer.byteLength(text)
  let count = 0
  for (const _ of text) count++
  return count
}

/** How many UTF-16 code units of a text make up the first `count` units of an encoding; a character is never split. */
function unitsIn(text: string, count: number, encoding: Encoding): number {
  let units = 0
  let rest = count
  for (const character of text) {
    rest -= encoding === 'utf-8' ? Buffer.byteLength(character) : 1
    if (rest < 0) break
    units += character.length
  }
  return units
}
