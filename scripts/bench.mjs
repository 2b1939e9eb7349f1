/**
 * Measures mtlint side by side with what it is compared with, whole processes, one after the other in turns, and prints
 * medians and ratios. Times on a busy machine are noisy; ratios within one run are less so.
 *
 *   npm run bench [-- FOLDER]     FOLDER: prose to measure on (.txt); else sentences of the nlp-corpus package
 */
import {spawnSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

const cli = fileURLToPath(new URL('../dist/src/cli.js', import.meta.url))
const dir = mkdtempSync(path.join(tmpdir(), 'mtlint-bench-'))
const rounds = 5
const megabyte = 1_000_000

/** Paragraphs of prose, in a fixed order. */
function paragraphs() {
  const folder = process.argv[2]
  if (!folder) {
    const corpus = fileURLToPath(new URL('../node_modules/nlp-corpus/builds', import.meta.url))
    const sentences = readdirSync(corpus).flatMap((name) => JSON.parse(readFileSync(path.join(corpus, name), 'utf8')))
    return Array.from({length: Math.floor(sentences.length / 5)}, (_, index) =>
      sentences
        .slice(index * 5, index * 5 + 5)
        .join(' ')
        .replace(/\s+/g, ' '),
    )
  }
  const walk = (name) =>
    statSync(name).isDirectory()
      ? readdirSync(name)
          .sort()
          .flatMap((child) => walk(path.join(name, child)))
      : name.endsWith('.txt')
        ? [name]
        : []
  return walk(folder)
    .flatMap((name) => readFileSync(name, 'utf8').split(/\n\s*\n/))
    .filter((text) => text.length > 200)
}

const all = paragraphs()
let next = 0
/** About so many characters of prose, each time other ones as long as there are any. */
function prose(size) {
  const parts = []
  for (let length = 0; length < size; next = (next + 1) % all.length) {
    parts.push(all[next])
    length += all[next].length + 2
  }
  return `${parts.join('\n\n')}\n`
}

const hook = `data:text/javascript,process.on('exit',()=>process.stderr.write('\\nmemory '+process.resourceUsage().maxRSS))`

/** Wall time in seconds and peak memory in MB of a run of node, which may have so many file handles. */
function measure(args, handles = 'unlimited') {
  const start = process.hrtime.bigint()
  const command = [
    '-c',
    `ulimit -n ${handles} 2>/dev/null; exec "$@"`,
    'sh',
    process.execPath,
    '--import',
    hook,
    ...args,
  ]
  const run = spawnSync('sh', command, {encoding: 'utf8', maxBuffer: 1 << 30})
  const seconds = Number(process.hrtime.bigint() - start) / 1e9
  if (run.error || (run.status ?? 3) > 1) throw new Error(`${args.join(' ')}: ${run.error ?? run.stderr.slice(0, 500)}`)
  return {seconds, megabytes: Number(/memory (\d+)$/.exec(run.stderr)?.[1]) / 1024}
}

const percentile = (values, share) => [...values].sort((a, b) => a - b)[Math.floor(values.length * share)]
const median = (values) => percentile(values, 0.5)

/** Prose with the markup that a Markdown document has: headings, emphasis, links, code, lists and quotations. */
function markup(text) {
  return text
    .split('\n\n')
    .map((paragraph, index) => {
      if (index % 12 === 0) return `## Part ${index / 12 + 1}\n\n${paragraph}`
      const marked = paragraph.replace(/ (\w+) (\w+) (\w+) /, ' *$1* [$2](https://example.org/a) `$3` ')
      return index % 7 === 0 ? `- ${marked}` : index % 11 === 0 ? `> ${marked}` : marked
    })
    .join('\n\n')
}

/** Medians of several commands that take turns. */
function compare(commands, times = rounds) {
  const runs = commands.map(() => [])
  for (let round = 0; round < times; round++) {
    commands.forEach((args, index) => {
      runs[index].push(measure(args))
    })
  }
  return runs.map((list) => ({
    seconds: median(list.map((run) => run.seconds)),
    megabytes: median(list.map((run) => run.megabytes)),
  }))
}

function write(name, text) {
  const file = path.join(dir, name)
  mkdirSync(path.dirname(file), {recursive: true})
  writeFileSync(file, text)
  return file
}

function say(what, value, bound, side = 'at most') {
  console.log(`${what.padEnd(66)} ${value.padStart(9)}${bound ? `   (${side} ${bound})` : ''}`)
}

const run = (...args) => [cli, '--no-config', '--format', 'json', ...args]
const lint = (...args) => run('--concurrency', 'off', ...args)

try {
  const one = write('one.txt', prose(megabyte))
  const parse = write(
    'parse.mjs',
    `import {readFileSync} from 'node:fs'
import {unified} from ${JSON.stringify(import.meta.resolve('unified'))}
import retextEnglish from ${JSON.stringify(import.meta.resolve('retext-english'))}
unified().use(retextEnglish).parse(readFileSync(process.argv[2], 'utf8'))
`,
  )
  const article = write('article.txt', prose(6500))

  const [ours, theirs, without] = compare([lint(one), [parse, one], lint('--rule', 'odd-word:off', one)])
  say('1 MB of prose, all rules: s', ours.seconds.toFixed(2))
  say('1 MB of prose, parsed whole by retext-english: s', theirs.seconds.toFixed(2))
  say('  ratio', (ours.seconds / theirs.seconds).toFixed(2), '0.60')
  say('  memory of mtlint: MB', ours.megabytes.toFixed(0), '150')
  say('  memory of the parse: MB', theirs.megabytes.toFixed(0))
  say('odd-word: share of the whole run', ((ours.seconds - without.seconds) / ours.seconds).toFixed(2), '0.15')

  const table = new URL('../dist/rules/odd-word/words.bin', import.meta.url)
  const {loadTable} = await import('../dist/rules/odd-word/load.js')
  const loads = Array.from({length: 9}, () => {
    const start = performance.now()
    // What is packed is unpacked when it is asked for.
    Object.values(loadTable())
    return performance.now() - start
  })
  say('odd-word: table, MB', (statSync(table).size / megabyte).toFixed(2), '3.00')
  say('odd-word: loading all of it, ms', median(loads).toFixed(1), '15.0')

  const [draft, bare] = compare([lint(article), ['-e', '0']], 9)
  say('an article of 6.5 KB: s', draft.seconds.toFixed(3))
  say('  three times node -e 0, and 0.15 s', (3 * bare.seconds + 0.15).toFixed(3))

  const {typing} = await import('./bench-editor.mjs')
  const draft200 = prose(200_000)
  const drafts = [
    ['text', 'plaintext', draft200],
    ['markdown', 'markdown', markup(draft200)],
  ]
  for (const [format, languageId, text] of drafts) {
    const {times, wholes} = await typing(text, languageId, format)
    say(`typing in 200 KB of ${format}: ms to the diagnostics, median`, median(times).toFixed(1), '50')
    say('  95th percentile', percentile(times, 0.95).toFixed(1), '150')
    say('  a whole run: ms', median(wholes).toFixed(1))
    say('  ratio of the median to a whole run', (median(times) / median(wholes)).toFixed(2))
  }

  for (let index = 0; index < 2000; index++) write(`many/${index}.txt`, prose(10_000))
  const large = write('large.txt', prose(20 * megabyte))
  const folder = path.join(dir, 'many')
  const [many, two] = compare([lint(folder), run('--concurrency', '2', folder)], 3)
  const single = measure(lint(large))
  say('20 MB in 2,000 files: s a MB', (many.seconds / 20).toFixed(3))
  say('  memory: MB', many.megabytes.toFixed(0))
  say('  two workers: times as fast as one thread', (many.seconds / two.seconds).toFixed(2), '1.70', 'at least')
  say('  memory: MB', two.megabytes.toFixed(0))
  say('20 MB in one file: s a MB', (single.seconds / 20).toFixed(3))
  say('  memory: MB', single.megabytes.toFixed(0))

  for (let index = 0; index < 20_000; index++) write(`small/${index % 100}/${index}.txt`, prose(800))
  const small = measure(run('--concurrency', '2', path.join(dir, 'small')), 256)
  say(
    '20,000 files with 256 file handles: memory, of that for 2,000',
    (small.megabytes / two.megabytes).toFixed(2),
    '1.30',
  )

  for (let index = 0; index < 2000; index++) write(`cached/${index}.txt`, prose(5000))
  const cached = run('--cache', '--cache-location', path.join(dir, 'cache'), path.join(dir, 'cached'))
  const first = measure(cached)
  const [again] = compare([cached])
  say('2,000 files of 5 KB with --cache: s', first.seconds.toFixed(2))
  say('  unchanged, of that', (again.seconds / first.seconds).toFixed(3), '0.100')
} finally {
  rmSync(dir, {recursive: true, force: true})
}
