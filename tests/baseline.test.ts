import {spawnSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {mkdir, readFile, rename, rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import type {JsonFile} from '../src/index.js'
import {command, folderWith} from './helpers/command.js'

const paragraph = 'It was early on that bad day when the odd ferry left the old harbour.'

/** What is new in each file. */
async function fresh(cwd: string, ...argv: string[]) {
  const {status, stdout, stderr} = await command(cwd, ['.', '--format=json', '--baseline=base.json', ...argv])
  const files = JSON.parse(stdout) as JsonFile[]
  return {
    status,
    stderr,
    found: files.flatMap(({path, messages}) => messages.map(({line, actual}) => `${path}:${line} ${actual}`)),
  }
}

const update = (cwd: string, ...argv: string[]) =>
  command(cwd, [...(argv.length > 0 ? argv : ['.']), '--baseline=base.json', '--update-baseline'])

const read = (cwd: string) => readFile(join(cwd, 'base.json'), 'utf8')

const entriesOf = async (cwd: string) =>
  (JSON.parse(await read(cwd)) as {path: string; rule: string; hash: string}[]).slice(1)

describe('a baseline', () => {
  it('lets only what is new through, and the exit status with it', async () => {
    const cwd = await folderWith({'a.txt': paragraph, 'b.txt': 'A bad one.'})
    expect(await update(cwd)).toEqual({
      status: 0,
      stdout: '✔ no issues found in 2 files\n',
      stderr: 'mtlint: wrote base.json: 3 entries, 0 removed\n',
    })
    expect(await fresh(cwd, '--max-warnings=0')).toEqual({status: 0, stderr: '', found: []})
    await writeFile(join(cwd, 'b.txt'), 'A bad one.\n\nOne more bad one.')
    expect(await fresh(cwd)).toEqual({status: 1, stderr: '', found: ['b.txt:3 bad']})
  })

  it('has a line for each entry, sorted, with slashes, and a hash that is no place', async () => {
    const cwd = await folderWith({'z.txt': 'bad', 'a/b/c.md': 'odd and bad', 'a.txt': 'bad'})
    await update(cwd)
    const text = await read(cwd)
    expect(text).toMatch(/^\[\{"mtlint":"baseline","version":1\}\n(?:,\{.*\}\n){4}\]\n$/)
    const lines = text.split('\n').slice(1, -2)
    expect(lines).toEqual([...lines].sort())
    expect((await entriesOf(cwd)).map(({path, rule}) => `${path} ${rule}`)).toEqual([
      'a.txt bad-word',
      'a/b/c.md bad-word',
      'a/b/c.md odd-word',
      'z.txt bad-word',
    ])
    for (const {hash} of await entriesOf(cwd)) expect(hash).toMatch(/^[0-9a-f]{20}$/)
    expect((await update(cwd)).stderr).toBe('mtlint: left base.json: 4 entries, 0 removed\n')
    expect(await read(cwd)).toBe(text)
  })

  it('is the same from whatever folder it is used', async () => {
    const cwd = await folderWith({'docs/a.txt': 'bad', 'docs/b.txt': 'odd', 'ci/none': ''})
    await update(cwd)
    const text = await read(cwd)
    const ran = await command(join(cwd, 'docs'), ['a.txt', '--baseline=../base.json', '--format=jsonl'])
    expect(ran).toEqual({status: 0, stdout: '{"path":"a.txt","messages":[]}\n', stderr: ''})
    await command(join(cwd, 'ci'), ['../docs', '--baseline', '../base.json', '--update-baseline'])
    expect(await read(cwd)).toBe(text)
  })

  it.each([
    ['lines before it', `New.\n\nMore of it.\n\n${paragraph}`],
    ['lines wrapped anew', paragraph.replaceAll(' ', '\n')],
    ['carriage returns', `Yes.\r\n\r\n${paragraph.replace(' the', '\r\nthe')}\r\n`],
    ['a byte order mark', `\uFEFF${paragraph}`],
    ['words farther off', paragraph.replace('It was', 'Was it not').replace('old harbour', 'new quay')],
    ['the next paragraph', `${paragraph}\n\nAnother one.`],
    ['a paragraph before', `Another one.\n\n${paragraph}`],
    ['marks and case beside it', paragraph.replace('day when', 'day – When')],
  ])('survives %s', async (_, text) => {
    const cwd = await folderWith({'a.txt': paragraph})
    await update(cwd)
    await writeFile(join(cwd, 'a.txt'), text)
    expect(await fresh(cwd)).toEqual({status: 0, stderr: '', found: []})
  })

  it('survives another list item, heading or table row beside it', async () => {
    const cwd = await folderWith({'a.md': '- one\n- bad day\n- two\n\n# A bad one\nText.\n'})
    await update(cwd)
    await writeFile(join(cwd, 'a.md'), '- uno\n- bad day\n- due\n- tre\n\n# A bad one\n# Other\nText.\n')
    expect(await fresh(cwd)).toEqual({status: 0, stderr: '', found: []})
  })

  it('knows a finding by its neighbours', async () => {
    const cwd = await folderWith({'a.txt': paragraph})
    await update(cwd)
    await writeFile(join(cwd, 'a.txt'), `${paragraph}\n\nThen came another bad night.`)
    expect((await fresh(cwd)).found).toEqual(['a.txt:3 bad'])
  })

  it('counts two identical findings twice', async () => {
    const cwd = await folderWith({'a.txt': `${paragraph}\n\n${paragraph}`})
    await update(cwd)
    expect(new Set((await entriesOf(cwd)).map(({hash}) => hash)).size).toBe(4)
    await writeFile(join(cwd, 'a.txt'), `${paragraph}\n\n${paragraph}\n\n${paragraph}`)
    expect((await fresh(cwd)).found).toEqual(['a.txt:5 bad', 'a.txt:5 odd'])
    await writeFile(join(cwd, 'a.txt'), paragraph)
    expect((await fresh(cwd)).stderr).toContain('2 entries match nothing any more')
  })

  it('says which entries match nothing any more, and is rid of them when it is written', async () => {
    const cwd = await folderWith({'a.txt': 'bad', 'b.txt': 'bad, odd', 'gone.txt': 'odd', 'same.txt': 'bad'})
    await update(cwd)
    await writeFile(join(cwd, 'b.txt'), 'Mended.')
    await rm(join(cwd, 'gone.txt'))
    const before = await read(cwd)
    expect(await fresh(cwd)).toEqual({
      status: 0,
      stderr:
        'mtlint: base.json: 3 entries match nothing any more, --update-baseline removes them:\n' +
        'mtlint:   b.txt: bad-word, odd-word\n' +
        'mtlint:   gone.txt: odd-word\n',
      found: [],
    })
    expect(await read(cwd)).toBe(before)
    expect((await update(cwd)).stderr).toBe('mtlint: wrote base.json: 2 entries, 3 removed\n')
    expect((await entriesOf(cwd)).map(({path}) => path)).toEqual(['a.txt', 'same.txt'])
  })

  it('keeps the entries of files that were not linted or could not be', async () => {
    const cwd = await folderWith({'a.txt': 'bad', 'b.txt': 'bad', 'c.txt': 'bad'})
    await update(cwd)
    await writeFile(join(cwd, 'a.txt'), 'Mended.')
    await writeFile(join(cwd, 'c.txt'), 'a\0')
    expect((await update(cwd, 'a.txt', 'c.txt')).status).toBe(2)
    expect((await entriesOf(cwd)).map(({path}) => path)).toEqual(['b.txt', 'c.txt'])
  })

  it('is about all findings, whatever --quiet leaves out', async () => {
    const cwd = await folderWith({'a.txt': paragraph})
    await update(cwd, '.', '--quiet')
    expect(await fresh(cwd)).toMatchObject({found: []})
  })

  it('is compared with what --fix leaves', async () => {
    const cwd = await folderWith({'a.txt': 'bad odd'})
    await update(cwd, '.', '--fix')
    expect((await entriesOf(cwd)).map(({rule}) => rule)).toEqual(['odd-word'])
    expect(await readFile(join(cwd, 'a.txt'), 'utf8')).toBe('good odd')
  })

  it('holds for standard input', async () => {
    const cwd = await folderWith({'a.txt': 'bad'})
    await update(cwd)
    const argv = ['--stdin-filename=a.txt', '--baseline=base.json', '--format=jsonl']
    const {stdout} = await command(cwd, argv, {stdin: 'bad\n\nA bad day'})
    expect((JSON.parse(stdout) as JsonFile).messages.map(({line}) => line)).toEqual([3])
  })

  it('names no more than ten files', async () => {
    const files = Object.fromEntries(Array.from({length: 13}, (_, index) => [`${index + 10}.txt`, 'bad']))
    const cwd = await folderWith(files)
    await update(cwd)
    for (const name of Object.keys(files)) await writeFile(join(cwd, name), '')
    const {stderr} = await fresh(cwd)
    expect(stderr.trim().split('\n')).toHaveLength(12)
    expect(stderr).toContain('mtlint:   and in 3 more files\n')
  })
})

describe('a baseline that is none', () => {
  it.each([
    ['', 'base.json: is not JSON: '],
    ['[{"mtlint":"baseline",', 'base.json: is not JSON: '],
    ['{}', 'base.json: is no baseline of mtlint'],
    ['[null]', 'base.json: is no baseline of mtlint'],
    ['[{"mtlint":"baseline","version":2}]', 'base.json: is a baseline of another version of mtlint: '],
    ['[{"mtlint":"baseline","version":1},{"path":"a"}]', 'base.json: {"path":"a"} is no entry of a baseline: '],
    ['[{"mtlint":"baseline","version":1}\n<<<<<<< HEAD\n]', 'base.json: has conflict markers of git: '],
  ])('is said and left alone: %j', async (text, message) => {
    const cwd = await folderWith({'a.txt': 'bad', 'base.json': text})
    for (const more of [[], ['--update-baseline']]) {
      const {status, stdout, stderr} = await command(cwd, ['.', '--baseline=base.json', ...more])
      expect([status, stdout]).toEqual([2, ''])
      expect(stderr).toContain(`mtlint: ${message}`)
      expect(await read(cwd)).toBe(text)
    }
  })

  it('is said when it is missing, a folder, or not named', async () => {
    const cwd = await folderWith({'a.txt': 'bad'})
    expect(await command(cwd, ['.', '--baseline=none.json'])).toEqual({
      status: 2,
      stdout: '',
      stderr: 'mtlint: none.json: no such baseline, --update-baseline writes it\n',
    })
    await mkdir(join(cwd, 'folder'))
    expect((await command(cwd, ['.', '--baseline=folder', '--update-baseline'])).stderr).toContain(
      'folder: is a folder',
    )
    const {status, stderr} = await command(cwd, ['.', '--update-baseline'])
    expect([status, stderr]).toEqual([2, 'mtlint: --update-baseline needs --baseline FILE\n'])
  })

  it('that cannot be written is said after the report', async () => {
    const cwd = await folderWith({'a.txt': 'bad', file: ''})
    const {status, stdout, stderr} = await command(cwd, ['.', '--baseline=file/base.json', '--update-baseline'])
    expect([status, stderr.startsWith('mtlint: file/base.json: ')]).toEqual([2, true])
    expect(stdout).toBe('')
  })
})

describe('in git', () => {
  const hasGit = spawnSync('git', ['--version']).status === 0

  async function repository(files: Record<string, string>) {
    const cwd = await folderWith(files)
    const git = (...args: string[]) =>
      spawnSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...args], {cwd, encoding: 'utf8'})
    git('init', '-q', '-b', 'main')
    const commit = async () => {
      await update(cwd)
      git('add', '-A')
      expect(git('commit', '-qm', 'x').status).toBe(0)
    }
    await commit()
    return {cwd, git, commit}
  }

  it.skipIf(!hasGit)('is merged where two branches change it', async () => {
    const names = ['a', 'c', 'e', 'g', 'i']
    const {cwd, git, commit} = await repository(Object.fromEntries(names.map((name) => [`${name}.txt`, 'bad'])))
    git('checkout', '-qb', 'other')
    await writeFile(join(cwd, 'z.txt'), 'bad')
    await rm(join(cwd, 'c.txt'))
    await commit()
    git('checkout', '-q', 'main')
    await writeFile(join(cwd, '0.txt'), 'odd')
    await rename(join(cwd, 'g.txt'), join(cwd, 'h.txt'))
    await commit()
    expect(git('merge', 'other', '-m', 'merge')).toMatchObject({status: 0})
    expect(await fresh(cwd)).toEqual({status: 0, stderr: '', found: []})
    const merged = await read(cwd)
    await update(cwd)
    expect(await read(cwd)).toBe(merged)
  })

  it.skipIf(!hasGit)('is merged with `merge=union` even where both add in one place', async () => {
    const {cwd, git, commit} = await repository({'a.txt': 'bad', '.gitattributes': 'base.json merge=union\n'})
    git('checkout', '-qb', 'other')
    await writeFile(join(cwd, 'c.txt'), 'bad')
    await writeFile(join(cwd, 'same.txt'), 'bad')
    await commit()
    git('checkout', '-q', 'main')
    await writeFile(join(cwd, 'b.txt'), 'odd')
    await writeFile(join(cwd, 'same.txt'), 'bad')
    await commit()
    expect(git('merge', 'other', '-m', 'merge')).toMatchObject({status: 0})
    expect(await fresh(cwd)).toEqual({status: 0, stderr: '', found: []})
    expect(existsSync(join(cwd, 'c.txt'))).toBe(true)
  })
})
