import {readFileSync} from 'node:fs'
import {decodeTable, type Table} from './table.js'

/**
 * Reads the built table of words that lies beside this file.
 *
 * @throws {Error} When it has not been built.
 */
export function loadTable(): Table {
  return decodeTable(readFileSync(new URL('words.bin', import.meta.url)))
}
