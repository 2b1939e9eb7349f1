import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {existsSync, readdirSync} from 'node:fs'
import {mkdir, readdir, readFile, rm, symlink, truncate, utimes, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {presets, rules} from '../rules/index.js'
import {openCache} from '../src/cache.js'
import {encodeConfig} from '../src/encoded-config.js'
import {formatNames} from '../src/report/formats.js'
import {defineRule} from '../src/rule.js'
import {cli, runBuilt} from './helpers/built.js'
import {bad, catalogue, command, folderWith, type RunOptions} from './helpers/command.js'

/** Rules that count the paragraphs that they see, each of which says its own text. */
function counting() {
  const seen: string[] = []
  const rule = defineRule({
    ...bad.definition,
    paragraph(paragraph, report, context) {
      seen.push(paragraph.text)
      bad.definition.paragraph?.(paragraph, report, context)
    },
  })
  const [, ...others] = catalogue.rules
  const run = async (cwd: string, argv: readonly string[], options: RunOptions = {}) => {
    seen.length = 0
    const ran = await command(cwd, argv, {
      ...options,
      catalogue: {rules: [rule, ...others], presets: catalogue.presets},
    })
    return {...ran, linted: seen.splice(0).sort()}
  }
  return run
}

const strategies = ['metadata', 'content'] as const

/** All files of the cache in a folder. */
function entriesIn(cwd: string, location = '.mtlintcache'): string[] {
  const names = readdirSync(join(cwd, location), {recursive: true, encoding: 'utf8'})
  return names.filter((name) => /[\\/][0-9a-f]{32}$/.test(name)).map((name) => join(cwd, location, name))
}

describe.each(strategies)('the cache by %s', (strategy) => {
  const argv = ['.', '--cache', `--cache-strategy=${strategy}`, '--format=json']

  it('lints a file once, and again when its text has changed', async () => {
    const cwd = await folderWith({'a.txt': 'A bad day.', 'b/b.txt': 'A good day.', 'c.txt': ''})
    const run = counting()
    const first = await run(cwd, argv)
    expect(first.linted).toEqual(['A bad day.', 'A good day.'])
    expect(await run(cwd, argv)).toEqual({...first, linted: []})
    expect(await run(join(cwd, 'b'), ['../.', '--cache', '--cache-location=../.mtlintcache'])).toMatchObject({
      linted: [],
    })
    await writeFile(join(cwd, 'a.txt'), 'A sad day.')
    expect(await run(cwd, argv)).toMatchObject({status: 0, linted: ['A sad day.']})
    await writeFile(join(cwd, 'b/b.txt'), 'A bad day. ')
    const {linted, status} = await run(cwd, argv)
    expect([linted, status]).toEqual([['A bad day.'], 1])
    expect(await run(cwd, argv)).toMatchObject({status: 1, linted: []})
  })

  it('lints again under another config, and remembers both', async () => {
    const cwd = await folderWith({'a.txt': 'A bad day.', 'b.txt': 'A bad one.', '.mtlintrc.json': '{"allow": ["x"]}'})
    const run = counting()
    await run(cwd, argv)
    await writeFile(join(cwd, '.mtlintrc.json'), '{"allow": ["a bad day"]}')
    expect((await run(cwd, argv)).linted).toEqual(['A bad day.', 'A bad one.'])
    for (const more of ['--rule=bad-word:warning', '--rule=odd-word:off', '--report-unused-disable-directives']) {
      expect((await run(cwd, [...argv, more])).linted).toHaveLength(2)
      expect((await run(cwd, [...argv, more])).linted).toEqual([])
    }
    await writeFile(
      join(cwd, '.mtlintrc.json'),
      '{"allow": ["a bad day"], "overrides": [{"files": ["b.txt"], "rules": {"bad-word": ["error", {"limit": 0}]}}]}',
    )
    expect(await run(cwd, argv)).toMatchObject({status: 0, linted: ['A bad one.']})
  })

  it('does not lint what was only touched or came back', async () => {
    const cwd = await folderWith({'a.txt': 'A bad day.'})
    const run = counting()
    await run(cwd, argv)
    await utimes(join(cwd, 'a.txt'), new Date(), new Date(1e9))
    expect(await run(cwd, argv)).toMatchObject({status: 1, linted: []})
    await rm(join(cwd, 'a.txt'))
    await writeFile(join(cwd, 'a.txt'), 'A bad day.')
    expect(await run(cwd, argv)).toMatchObject({status: 1, linted: []})
  })

  it('sees a change of the same size and time', async () => {
    const cwd = await folderWith({'a.txt': 'A good day'})
    const file = join(cwd, 'a.txt')
    const time = new Date(1e12)
    await utimes(file, time, time)
    const run = counting()
    await run(cwd, argv)
    await writeFile(file, 'A bad day.')
    await utimes(file, time, time)
    expect(await run(cwd, argv)).toMatchObject({status: 1, linted: ['A bad day.']})
  })

  it.each([
    ['random bytes', () => Buffer.from(Array.from({length: 999}, (_, index) => (index * 7919) % 256))],
    ['nothing', () => ''],
    ['half of it', (text: string) => text.slice(0, text.length / 2)],
    ['another letter', (text: string) => text.replace('Unexpected', 'Uuexpected')],
    ['JSON of others', () => '{"hash":"","messages":[]}'],
    ['an entry that says nothing was found', (text: string) => text.replace(/"messages":.*/, '"messages":[]}')],
  ])('ignores and rewrites an entry of %s', async (_, change) => {
    const cwd = await folderWith({'a.txt': 'A bad day.'})
    const run = counting()
    const first = await run(cwd, argv)
    const [entry = ''] = entriesIn(cwd)
    const text = await readFile(entry, 'utf8')
    await writeFile(entry, change(text))
    expect(await run(cwd, argv)).toEqual(first)
    expect(await run(cwd, argv)).toEqual({...first, linted: []})
  })

  it('works on with an entry that is a folder or a location that is none, and says so once', async () => {
    const cwd = await folderWith({'a.txt': 'A bad day.', 'b.txt': 'A bad one.', file: ''})
    const run = counting()
    const first = await run(cwd, argv)
    for (const entry of entriesIn(cwd)) {
      await rm(entry)
      await mkdir(join(entry, 'x'), {recursive: true})
    }
    const again = await run(cwd, argv)
    expect({...again, stderr: ''}).toEqual(first)
    expect(again.stderr.trim().split('\n')).toHaveLength(1)
    const {stderr, ...rest} = await run(cwd, [...argv, '--cache-location=file'])
    expect(rest).toMatchObject({status: 1, stdout: first.stdout})
    expect(stderr).toMatch(/^mtlint: the cache cannot be written: .*\n$/)
  })
})

describe('the cache', () => {
  it('does not read an unchanged file in which nothing was found, where times tell that', async () => {
    const cwd = await folderWith({'a.txt': 'A good day.', 'b.txt': 'A bad day.'})
    const folder = join(cwd, 'cache')
    const open = () =>
      openCache({folder, strategy: 'metadata', version: '1', info: catalogue, log: (line) => expect(line).toBe('')})
    const path = join(cwd, 'a.txt')
    const config = encodeConfig({rules: []})
    const cache = open()
    expect(cache.read(path, config)).toBe(undefined)
    cache.write(path, {before: 'A good day.', messages: [], fixed: 0})
    // Changed just now: the times are not trusted, and the text is read.
    expect(open().read(path, config)?.before).toBe('A good day.')
    await new Promise((done) => setTimeout(done, 2100))
    expect(open().read(path, config)?.before).toBe('A good day.')
    expect(open().read(path, config)?.before).toBe('')
  })

  it('is another one for another version, and other lists of words', async () => {
    const listed = {
      rules: [
        {
          definition: {
            id: 'x',
            group: 'words' as const,
            summary: '',
            options: {defaults: {}, schema: {lists: {format: 'path'}}},
          },
        },
      ],
      presets: {},
    }
    const cwd = await folderWith({'a.txt': 'Text.', 'lists/phrases.txt': 'a > b'})
    const path = join(cwd, 'a.txt')
    const config = JSON.stringify({rules: [{id: 'x', severity: 'error', options: {lists: join(cwd, 'lists')}}]})
    const open = (version: string) =>
      openCache({folder: join(cwd, 'cache'), strategy: 'content', version, info: listed, log: () => {}})
    const cache = open('1')
    cache.read(path, config)
    cache.write(path, {before: 'Text.', messages: [], fixed: 0})
    expect(open('1').read(path, config)).toBeDefined()
    expect(open('2').read(path, config)).toBe(undefined)
    await writeFile(join(cwd, 'lists/phrases.txt'), 'a > c')
    expect(open('1').read(path, config)).toBe(undefined)
    await writeFile(join(cwd, 'lists/phrases.txt'), 'a > b')
    expect(open('1').read(path, config)).toBeDefined()
    await writeFile(join(cwd, 'lists/swaps.txt'), 'd > e')
    expect(open('1').read(path, config)).toBe(undefined)
  })

  it('does as ESLint with --fix: what may be mended is linted again, what was mended is not kept', async () => {
    const cwd = await folderWith({'a.txt': 'A bad day.', 'b.txt': 'An odd day.', 'c.txt': 'A good day.'})
    const run = counting()
    const found = await run(cwd, ['.', '--cache'])
    expect((await run(cwd, ['.', '--cache', '--fix-dry-run'])).linted).toEqual(['A bad day.', 'A good day.'])
    expect(await run(cwd, ['.', '--cache'])).toEqual({...found, linted: []})
    expect((await run(cwd, ['.', '--cache', '--fix'])).linted).toEqual(['A bad day.', 'A good day.'])
    expect(await readFile(join(cwd, 'a.txt'), 'utf8')).toBe('A good day.')
    expect((await run(cwd, ['.', '--cache', '--fix'])).linted).toEqual(['A good day.'])
    expect(await run(cwd, ['.', '--cache', '--fix'])).toMatchObject({status: 0, linted: []})
  })

  it('keeps nothing of a file that is not UTF-8, cannot be read, or is standard input', async () => {
    const cwd = await folderWith({'a.txt': Buffer.from([0x62, 0xff]), 'b.txt': 'a\0'})
    const run = counting()
    const first = await run(cwd, ['.', '--cache'])
    expect(first.stderr).toContain('a.txt: is not UTF-8')
    expect(await run(cwd, ['.', '--cache'])).toEqual(first)
    expect(await run(cwd, ['-', '--cache'], {stdin: 'bad'})).toMatchObject({status: 1, linted: ['bad']})
    expect(existsSync(join(cwd, '.mtlintcache'))).toBe(false)
  })

  it('leaves it to the run to say that a file it knows cannot be read', async () => {
    const cwd = await folderWith({'a.txt': 'A bad day.'})
    await command(cwd, ['.', '--cache'])
    await rm(join(cwd, 'a.txt'))
    await symlink('a.txt', join(cwd, 'a.txt'))
    const plain = await command(cwd, ['a.txt'])
    expect(plain.status).toBe(2)
    expect(await command(cwd, ['a.txt', '--cache'])).toEqual(plain)
  })

  it('keeps out of git a folder that it has made, and no other', async () => {
    const cwd = await folderWith({'a.txt': 'A good day.', 'there/mine': ''})
    await command(cwd, ['.', '--cache'])
    expect(await readFile(join(cwd, '.mtlintcache/.gitignore'), 'utf8')).toBe('*\n')
    await command(cwd, ['.', '--cache', '--cache-location=there'])
    expect((await readdir(join(cwd, 'there'))).filter((name) => !name.startsWith('mtlint-'))).toEqual(['mine'])
  })

  it('is rid of what no run has used for a month, and of nothing that is not its own', async () => {
    const cwd = await folderWith({
      'a.txt': 'A good day.',
      '.mtlintcache/mtlint-0123456789abcdef/x': '',
      '.mtlintcache/mtlint-1123456789abcdef/x': '',
      '.mtlintcache/0123456789abcdef/x': '',
    })
    for (const name of ['mtlint-0123456789abcdef', '0123456789abcdef']) {
      await utimes(join(cwd, '.mtlintcache', name), 1, 1)
    }
    await command(cwd, ['.', '--cache'])
    const left = await readdir(join(cwd, '.mtlintcache'))
    expect(left).toHaveLength(3)
    expect(left).toEqual(expect.arrayContaining(['0123456789abcdef', 'mtlint-1123456789abcdef']))
    expect(existsSync(join(cwd, '.mtlintcache/mtlint-0123456789abcdef'))).toBe(false)
  })

  it('loses nothing when two runs write it at once', async () => {
    const names = Array.from({length: 60}, (_, index) => `${index}.txt`)
    const cwd = await folderWith(Object.fromEntries(names.map((name) => [name, `A bad day ${name}`])))
    const run = counting()
    const other = counting()
    const [one, two] = await Promise.all([
      run(cwd, [...names.slice(0, 40), '--cache', '--format=json']),
      other(cwd, [...names.slice(20), '--cache', '--format=json']),
    ])
    expect([one.stderr, two.stderr]).toEqual(['', ''])
    const all = await run(cwd, ['.', '--cache', '--format=json'])
    expect(all.linted).toEqual([])
    expect(all.stdout).toBe((await run(cwd, ['.', '--format=json'])).stdout)
  })
})

const draft = [
  '\uFEFF# The U. S. economy\r\n\r\n',
  'The harbour lies behind a wall that was built in 1911. The harbour lies behind a wall that was built in 1911.\r\n\r\n',
  '<!-- mtlint-disable-next-line repeated-words -->\r\nIt was the the end , he said. 😀 “No. “\r\n\r\n',
  '<!-- mtlint-disable closing-quote -->\r\n\r\nThey looked for bosom malignancies ]]> ::error %0A \uD800 </script>.\n',
].join('')

describe('reports', {timeout: 20_000}, () => {
  const files = {'a.md': draft, 'b.txt': draft.slice(30), 'c.html': `<p>${draft}</p>`, 'd.txt': 'Fine.\n', 'e.txt': ''}
  const own = {catalogue: {rules, presets}}

  it.each(formatNames)('as %s are the same out of the cache, byte for byte', async (format) => {
    const cwd = await folderWith(files)
    const argv = ['.', `--format=${format}`, '--report-unused-disable-directives']
    const plain = await command(cwd, argv, own)
    expect(await command(cwd, [...argv, '--cache'], own)).toEqual(plain)
    expect(entriesIn(cwd)).toHaveLength(5)
    for (const strategy of strategies) {
      for (const more of [[], ['--quiet'], ['--max-warnings=3'], ['--rule=closing-quote:info']]) {
        const cached = ['--cache', `--cache-strategy=${strategy}`]
        const expected = await command(cwd, [...argv, ...more], own)
        for (let times = 0; times < 2; times++) {
          expect(await command(cwd, [...argv, ...more, ...cached], own)).toEqual(expected)
        }
      }
    }
  })

  it('under a baseline are so too', async () => {
    const cwd = await folderWith(files)
    const argv = ['.', '--format=json', '--baseline=base.json']
    await command(cwd, [...argv, '--update-baseline'], own)
    const text = await readFile(join(cwd, 'base.json'), 'utf8')
    await writeFile(join(cwd, 'd.txt'), 'The the new one.\n')
    const plain = await command(cwd, argv, own)
    expect(plain.stdout).toContain('repeated-words')
    for (let times = 0; times < 2; times++) expect(await command(cwd, [...argv, '--cache'], own)).toEqual(plain)
    await writeFile(join(cwd, 'd.txt'), 'Fine.\n')
    await command(cwd, [...argv, '--cache', '--update-baseline'], own)
    expect(await readFile(join(cwd, 'base.json'), 'utf8')).toBe(text)
  })
})

describe('the built command', () => {
  const paragraphs = (count: number) => `${draft}\n\n${'The harbour was quiet and the boats came home. '.repeat(count)}`
  const files = (count: number) =>
    Object.fromEntries(Array.from({length: 60}, (_, index) => [`${index}.md`, `${index} ${paragraphs(count)}`]))

  it('loads no rule when everything is in the cache', {timeout: 20_000}, async () => {
    const cwd = await folderWith({...files(1), '.mtlintrc.json': '{"rules": {"closing-quote": "warning"}}'})
    const argv = ['.', '--cache', '--format=json', '--concurrency=off']
    const first = runBuilt(cwd, argv)
    const loader = `data:text/javascript,${encodeURIComponent(
      `export async function load(url, context, next) {
        if (/dist\\/rules|retext|unified/.test(url)) throw new Error('loads ' + url)
        return next(url, context)
      }`,
    )}`
    const hook = `data:text/javascript,${encodeURIComponent(
      `import {register} from 'node:module'; register(${JSON.stringify(loader)})`,
    )}`
    const env = {...process.env, NODE_OPTIONS: `--import=${hook}`}
    const again = runBuilt(cwd, argv, {env})
    expect(again.stderr).toBe('')
    expect(again).toEqual(first)
    expect(runBuilt(cwd, ['.', '--format=json'], {env}).stderr).toContain('loads file:')
  })

  it('leaves a whole cache when it is killed', {timeout: 60_000}, async () => {
    const cwd = await folderWith(files(60))
    const plain = runBuilt(cwd, ['.', '--format=json'])
    for (const concurrency of ['off', '2']) {
      const argv = ['.', '--cache', '--format=json', `--concurrency=${concurrency}`]
      const child = spawn(process.execPath, [cli, ...argv], {cwd, stdio: ['ignore', 'pipe', 'inherit']})
      await once(child.stdout, 'data')
      child.kill('SIGKILL')
      await once(child, 'close')
      const count = entriesIn(cwd).length
      expect(count).toBeGreaterThan(0)
      expect(count).toBeLessThan(60)
      for (let times = 0; times < 2; times++) expect(runBuilt(cwd, argv)).toEqual(plain)
      expect(entriesIn(cwd)).toHaveLength(60)
      await rm(join(cwd, '.mtlintcache'), {recursive: true})
    }
  })

  it('mends a cache that was cut', {timeout: 20_000}, async () => {
    const cwd = await folderWith(files(1))
    const argv = ['.', '--cache', '--format=json']
    const first = runBuilt(cwd, argv)
    for (const entry of entriesIn(cwd)) await truncate(entry, 100)
    expect(runBuilt(cwd, argv)).toEqual(first)
    expect(runBuilt(cwd, argv)).toEqual(first)
  })
})
