/**
 * Where the characters of a text stand in its source: triples of `text index, source start, source end`, in order.
 * A piece reaches to the index of the next one. Where both lengths agree it is a copy and its characters stand one by
 * one in the source; otherwise it stands as a whole for its place there (`&eacute;` for `é`).
 */
export type SourceMap = readonly number[]

/** Index in `map` of the piece that holds the character at `index`. */
function pieceAt(map: SourceMap, index: number): number {
  let low = 0
  let high = map.length / 3 - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((map[middle * 3] as number) <= index) low = middle
    else high = middle - 1
  }
  return low * 3
}

/** Maps the character at `index` to the source; `length` is that of the whole text. */
function characterAt(map: SourceMap, length: number, index: number): {start: number; end: number} {
  const piece = pieceAt(map, index)
  const from = map[piece] as number
  const start = map[piece + 1] as number
  const end = map[piece + 2] as number
  const next = map[piece + 3] ?? length
  if (end - start !== next - from) return {start, end}
  return {start: start + index - from, end: start + index - from + 1}
}

/**
 * Maps a range of the text to its place in the source.
 *
 * @throws {RangeError} When the range is empty or outside the text.
 */
export function toSource(map: SourceMap, length: number, start: number, end: number): {start: number; end: number} {
  if (start < 0 || end > length || start >= end) throw new RangeError(`No text at ${start}-${end} of ${length}`)
  return {start: characterAt(map, length, start).start, end: characterAt(map, length, end - 1).end}
}

/**
 * Whether a range of the text can be replaced in the source without losing anything: nothing stands between its
 * characters there that the text does not show, and no opaque character is among them.
 */
export function isPlain(map: SourceMap, text: string, start: number, end: number): boolean {
  for (let piece = pieceAt(map, start); piece < map.length; piece += 3) {
    const next = map[piece + 3] ?? text.length
    if (next - (map[piece] as number) === 1 && text[map[piece] as number] === OPAQUE) return false
    if (next >= end) return true
    if (map[piece + 2] !== map[piece + 4]) return false
  }
  return true
}

/** Stands in a text for what has a place in the sentence but no words for us: code, a URL, a formula. */
export const OPAQUE = '\uFFFC'
