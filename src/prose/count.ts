import {toSource} from '../language/source-map.js'
import type {Format} from '../rule.js'
import {readProse} from './read.js'

const word = /[\p{L}\p{N}]\p{M}*(?:['’-]?[\p{L}\p{N}]\p{M}*)*/gu

/**
 * Counts the words of prose in a source.
 *
 * @param counts Whether the word that begins at an offset counts; without it all do.
 */
export async function countWords(
  source: string,
  format: Format,
  counts?: (offset: number) => boolean,
): Promise<number> {
  let count = 0
  for (const {text, map} of (await readProse(source, format)).blocks) {
    for (const {index} of text.matchAll(word)) {
      if (!counts || counts(toSource(map, text.length, index, index + 1).start)) count++
    }
  }
  return count
}
