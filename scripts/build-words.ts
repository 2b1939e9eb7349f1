/**
 * Builds the table of words from its text files: `node dist/scripts/build-words.js [--attested DIR]…`
 *
 * With `--attested`, reads every text in the folder and adds to `exceptions.txt` the phrases that the lists would report
 * there, for a person to look at.
 */
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {compileTable, type Lists} from '../rules/odd-word/compile.js'
import {encodeTable} from '../rules/odd-word/table.js'

/** Reads the lists of a folder: `expressions/`, `swaps/` and `phrases/`, one file a field, and `exceptions.txt`. */
export function readLists(folder: string): Lists {
  const read = (kind: string) =>
    readdirSync(path.join(folder, kind))
      .filter((name) => name.endsWith('.txt'))
      .sort()
      .map((name) => ({field: path.basename(name, '.txt'), lines: linesOf(path.join(folder, kind, name))}))
  return {
    expressions: read('expressions'),
    swaps: read('swaps'),
    phrases: read('phrases'),
    exceptions: linesOf(path.join(folder, 'exceptions.txt')),
    usage: linesOf(path.join(folder, 'usage.txt')),
  }
}

function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}

/** Builds the table of the lists in `folder` and writes it to `file`. */
export function buildWords(folder: string, file: string): number {
  const bytes = encodeTable(compileTable(readLists(folder)))
  mkdirSync(path.dirname(file), {recursive: true})
  writeFileSync(file, bytes)
  return bytes.length
}
