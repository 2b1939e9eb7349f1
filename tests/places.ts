import {expect} from 'vitest'
import type {Block} from '../src/language/paragraph.js'
import {toSource} from '../src/language/source-map.js'

/** Checks that every place is certain: see the source map. */
export function checkPlaces(source: string, blocks: readonly Block[]) {
  for (const {text, map} of blocks) {
    expect(text).toBe(text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ''))
    expect(text).not.toMatch(/\n[ \t]*\n/)
    let last = 0
    for (let piece = 0; piece < map.length; piece += 3) {
      const [from, start, end] = map.slice(piece, piece + 3) as [number, number, number]
      const to = map[piece + 3] ?? text.length
      expect(from).toBeLessThan(to)
      expect(start).toBeGreaterThanOrEqual(last)
      expect(end).toBeGreaterThan(start)
      expect(end).toBeLessThanOrEqual(source.length)
      last = end
      if (end - start === to - from) expect(source.slice(start, end)).toBe(text.slice(from, to))
    }
    let before = {start: 0, end: 0}
    for (let index = 0; index < text.length; index++) {
      const span = toSource(map, text.length, index, index + 1)
      expect(span.start).toBeGreaterThanOrEqual(before.start)
      expect(span.end).toBeGreaterThanOrEqual(before.end)
      before = span
    }
  }
}
