/**
 * Builds the table of words of odd-word from its lists: `npm run build:words [-- --attested DIR]…`
 *
 * With `--attested`, first reads every text in the folders and writes what is usual in them: `usage.txt`, how many kinds
 * of company each word keeps, `exceptions.txt`, what the lists would find there, and into `patterns.txt`, how often the
 * likely patterns do. Texts that people wrote, please.
 */
import {readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'
import {compileTable, type List, type Lists} from '../rules/odd-word/compile.js'
import {basesOf} from '../rules/odd-word/inflection.js'
import {matcherOf} from '../rules/odd-word/load.js'
import {createPatternMatcher, indexOf} from '../rules/odd-word/pattern-matcher.js'
import {parsePatterns} from '../rules/odd-word/patterns.js'
import {encodeTable, wordsIn} from '../rules/odd-word/table.js'
import {isWordlike} from '../rules/odd-word/vocabulary.js'
import {type Token, tokensOf} from '../src/language/tokens.js'
import {formatOf} from '../src/lint.js'
import {readProse} from '../src/prose/read.js'

/** Reads the lists of a folder: `expressions/`, `swaps/`, `phrases/` and `markers/`, and what is known of usual text. */
export function readLists(folder: string): Lists {
  const read = (kind: string): List[] =>
    readdirSync(path.join(folder, kind))
      .filter((name) => name.endsWith('.txt'))
      .sort()
      .map((name) => ({field: path.basename(name, '.txt'), lines: linesOf(path.join(folder, kind, name))}))
  return {
    expressions: read('expressions'),
    swaps: read('swaps'),
    phrases: read('phrases'),
    markers: read('markers'),
    patterns: readFileSync(path.join(folder, 'patterns.txt'), 'utf8'),
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
export function buildWords(folder: string, file: string): void {
  writeFileSync(file, encodeTable(compileTable(readLists(folder))))
}

/** The blocks of all texts in some folders, as tokens. */
async function* blocksOf(folders: readonly string[]): AsyncGenerator<{tokens: Token[]; text: string}> {
  const walk = (name: string): string[] =>
    statSync(name).isDirectory()
      ? readdirSync(name)
          .sort()
          .flatMap((child) => walk(path.join(name, child)))
      : [name]
  for (const file of folders.flatMap(walk)) {
    const {blocks} = await readProse(readFileSync(file, 'utf8'), formatOf(file))
    for (const {text} of blocks) yield {tokens: tokensOf(text), text}
  }
}

/** How many kinds of company a word keeps, as it is kept in the table. */
function scaled(count: number): number {
  return Math.min(255, Math.round(16 * Math.log10(1 + count)))
}

async function attest(folder: string, folders: readonly string[]): Promise<void> {
  const plain = {...readLists(folder), exceptions: [], usage: []}
  const vocabulary = new Set(wordsIn(compileTable(plain)).filter((word) => word !== ''))
  const numbers = new Map<string, number>()
  const numbersOf = new Map<string, number[]>()
  const basesIn = (lower: string): number[] => {
    let found = numbersOf.get(lower)
    if (!found) {
      const bases = new Set(basesOf(lower).flatMap(({base}) => (vocabulary.has(base) ? [base] : [])))
      found = (bases.size > 0 ? [...bases] : [lower]).map((base) => {
        if (!numbers.has(base)) numbers.set(base, numbers.size)
        return numbers.get(base) as number
      })
      numbersOf.set(lower, found)
    }
    return found
  }
  const seen = new Set<number>()
  const followers: number[] = []
  const predecessors: number[] = []
  for await (const {tokens} of blocksOf(folders)) {
    tokens.forEach((token, index) => {
      const next = tokens[index + 1]?.text === '-' ? tokens[index + 2] : tokens[index + 1]
      if (!next || !isWordlike(token) || !isWordlike(next)) return
      for (const a of basesIn(token.lower)) {
        for (const b of basesIn(next.lower)) {
          const pair = a * 4_194_304 + b
          if (seen.has(pair)) continue
          seen.add(pair)
          followers[a] = (followers[a] ?? 0) + 1
          predecessors[b] = (predecessors[b] ?? 0) + 1
        }
      }
    })
  }
  const usage = [...vocabulary].sort().flatMap((word) => {
    const number = numbers.get(word)
    return number === undefined
      ? []
      : [`${word} ${scaled(followers[number] ?? 0)} ${scaled(predecessors[number] ?? 0)}`]
  })
  const match = matcherOf(compileTable({...plain, usage}))
  const exceptions = new Set<string>()
  const patterns = parsePatterns(plain.patterns).map((pattern) => ({...pattern, note: `${pattern.line}`}))
  const findPatterns = createPatternMatcher(indexOf(patterns))
  const hits = new Map<number, number>()
  let words = 0
  for await (const {tokens, text} of blocksOf(folders)) {
    words += tokens.length
    for (const {note} of findPatterns(tokens, text, false)) hits.set(Number(note), (hits.get(Number(note)) ?? 0) + 1)
    for (const found of match(tokens, text, true)) if (found.kind !== 'pattern') exceptions.add(found.bases)
  }
  const write = (name: string, comment: string, lines: readonly string[]) =>
    writeFileSync(path.join(folder, name), `# ${comment}\n${lines.join('\n')}\n`)
  write(
    'usage.txt',
    'Words in base form, and 16 × log10 of 1 + the different words that people write behind and before them.',
    usage,
  )
  write(
    'exceptions.txt',
    'Phrases in base form that people write, though the lists could make others of them.',
    [...exceptions].sort(),
  )
  writeFileSync(path.join(folder, 'patterns.txt'), withCounts(plain.patterns, hits, words))
}

/** A list of patterns with the hits of its lines in a number of words, as counts in ten million. */
function withCounts(patterns: string, hits: ReadonlyMap<number, number>, words: number): string {
  return patterns
    .split('\n')
    .map((line, index) =>
      line.replace(/^likely(?: \d+)?:/, `likely ${Math.ceil(((hits.get(index + 1) ?? 0) * 10_000_000) / words)}:`),
    )
    .join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const {values} = parseArgs({options: {attested: {type: 'string', multiple: true}}})
  const lists = fileURLToPath(new URL('../../rules/odd-word/lists', import.meta.url))
  if (values.attested) await attest(lists, values.attested)
  buildWords(lists, fileURLToPath(new URL('../rules/odd-word/words.bin', import.meta.url)))
}
