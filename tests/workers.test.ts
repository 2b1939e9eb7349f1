import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {cp, readdir, readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {afterEach, describe, expect, it, vi} from 'vitest'
import {breakEven, inOrder, type Step} from '../src/in-order.js'
import type {Outcome, Task} from '../src/lint-file.js'
import {formatNames} from '../src/report/formats.js'
import {cli, runBuilt} from './helpers/built.js'
import {command, folderWith} from './helpers/command.js'

const sentence = 'It was the the end , he said. “No. “ The U. S. economy grew. '

/** Files of very different lengths, some of which cannot be linted. */
function files(): Record<string, string | Uint8Array> {
  const drafts = Array.from({length: 40}, (_, index) => [
    `drafts/${index}.md`,
    `# Draft ${index}\n\n${`${sentence}\n\n`.repeat(index % 7 === 0 ? 40 : index % 3)}\n`,
  ])
  return {
    ...Object.fromEntries(drafts),
    'drafts/10.txt': Buffer.from([0x74, 0x68, 0x65, 0x20, 0x74, 0x68, 0x65, 0xff]),
    'drafts/20.txt': 'a\0',
    'drafts/lists/.mtlintrc.json': '{"rules": {"odd-word": ["warning", {"lists": "../../words"}]}}',
    'words/swaps.txt': 'no swap',
    'drafts/lists/a.txt': sentence,
    'drafts/wrong/.mtlintrc.json': '{"rulse": {}}',
    'drafts/wrong/a.txt': '',
    'drafts/own/.mtlintrc.yml': 'rules: {repeated-words: [error, {ignore: [the]}]}\nallow: [U. S.]\nignore: [old.txt]',
    'drafts/own/a.txt': sentence,
    'drafts/own/old.txt': sentence,
  }
}

describe('workers', {timeout: 60_000}, () => {
  it('report as one thread does, in its order, in every format', async () => {
    const cwd = await folderWith(files())
    const run = async (concurrency: string) => {
      const format = formatNames.map((name) => (name === 'pretty' ? name : `${name}=${concurrency}/${name}`)).join()
      const argv = ['drafts', 'drafts/own/old.txt', `--format=${format}`, '--report-unused-disable-directives']
      const ran = runBuilt(cwd, [...argv, `--concurrency=${concurrency}`])
      const names = await readdir(join(cwd, concurrency))
      const reports = names.map(async (name) => [name, await readFile(join(cwd, concurrency, name), 'utf8')])
      return {...ran, reports: await Promise.all(reports)}
    }
    const one = await run('off')
    expect(one.status).toBe(2)
    const said = ['10.txt', '20.txt', 'lists/a.txt', 'own/old.txt', 'wrong/.mtlintrc.json']
    expect(one.stderr.trim().split('\n')).toEqual(said.map((name) => expect.stringContaining(`drafts/${name}: `)))
    expect(one.reports).toHaveLength(formatNames.length - 1)
    expect(await run('2')).toEqual(one)
  })

  it('do so whatever their number', async () => {
    const cwd = await folderWith(files())
    const [one, ...others] = ['off', '1', '3', '8', 'auto'].map((number) =>
      runBuilt(cwd, ['drafts', '--format=json', `--concurrency=${number}`]),
    )
    for (const other of others) expect(other).toEqual(one)
  })

  it('mend as one thread does, and fill the cache', async () => {
    const cwd = await folderWith(files())
    await cp(join(cwd, 'drafts'), join(cwd, 'mended'), {recursive: true})
    const argv = ['--fix', '--format=json', '--cache']
    const one = runBuilt(join(cwd, 'drafts'), ['.', ...argv, '--concurrency=off'])
    expect(runBuilt(join(cwd, 'mended'), ['.', ...argv, '--concurrency=2'])).toEqual({
      ...one,
      stderr: one.stderr.replaceAll(`${cwd}/drafts`, `${cwd}/mended`),
    })
    for (const {name} of (await readdir(join(cwd, 'drafts'), {withFileTypes: true})).filter((file) => file.isFile())) {
      expect(await readFile(join(cwd, 'mended', name))).toEqual(await readFile(join(cwd, 'drafts', name)))
    }
    expect(await readFile(join(cwd, 'mended/1.md'), 'utf8')).toContain('The U.S. economy grew.')
    const cached = runBuilt(join(cwd, 'mended'), ['.', '--format=json', '--cache'])
    expect(cached).toEqual(runBuilt(join(cwd, 'mended'), ['.', '--format=json']))
  })

  it.skipIf(process.platform === 'win32')('need few file handles, however many files there are', async () => {
    const cwd = await folderWith(
      Object.fromEntries(Array.from({length: 3000}, (_, index) => [`${index % 50}/${index}.txt`, 'Fine.\n'])),
    )
    for (const argv of ['--concurrency=2 --cache', '--concurrency=off']) {
      const child = spawn('sh', ['-c', `ulimit -n 128 && exec "$0" "$1" . ${argv}`, process.execPath, cli], {cwd})
      const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)]
      expect(await once(child, 'close')).toEqual([0, null])
      expect([await stdout, await stderr]).toEqual(['✔ no issues found in 3000 files\n', ''])
    }
  })

  it.skipIf(process.platform === 'win32').each([
    ['2', [130, null]],
    // Which is 130 for shells.
    ['off', [null, 'SIGINT']],
  ])('end at once on Ctrl-C, with no file half written: %s', async (concurrency, end) => {
    const text = `${sentence.repeat(300)}\n`
    const cwd = await folderWith(
      Object.fromEntries(Array.from({length: 200}, (_, index) => [`drafts/${100 + index}.txt`, text])),
    )
    const argv = ['drafts', '--fix', `--concurrency=${concurrency}`, '--format=pretty,json=out.json']
    const child = spawn(process.execPath, [cli, ...argv, '--baseline=base.json', '--update-baseline'], {cwd})
    child.stderr.resume()
    await once(child.stdout, 'data')
    const started = performance.now()
    child.kill('SIGINT')
    expect(await once(child, 'exit')).toEqual(end)
    expect(performance.now() - started).toBeLessThan(2000)
    expect(await readdir(cwd)).toEqual(['drafts'])
    const names = await readdir(join(cwd, 'drafts'))
    expect(names.filter((name) => !/^\d{3}\.txt$/.test(name))).toEqual([])
    const lengths = await Promise.all(
      names.map(async (name) => (await readFile(join(cwd, 'drafts', name), 'utf8')).length),
    )
    expect(new Set(lengths).size).toBe(2)
    expect(lengths).toContain(text.length)
  })

  it('are told apart from what they are not', async () => {
    const cwd = await folderWith({'a.txt': ''})
    for (const number of ['0', '-1', '1.5', 'many', '1000', '']) {
      const {status, stderr} = await command(cwd, ['a.txt', `--concurrency=${number}`])
      expect([status, stderr]).toEqual([2, expect.stringContaining('It must be auto, off or a number from 1')])
    }
  })
})

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

const pool = vi.hoisted(() => ({opened: [] as number[], closed: 0, running: 0, most: 0, cores: 4}))

vi.mock('../src/workers.js', () => ({
  openPool(threads: number) {
    pool.opened.push(threads)
    return {
      threads,
      lint: async ({path}: Task): Promise<Outcome> => {
        pool.most = Math.max(pool.most, ++pool.running)
        await new Promise((done) => setTimeout(done, Math.random() * 3))
        pool.running--
        return {problem: `pool ${path}`}
      },
      close: async () => void pool.closed++,
    }
  },
}))

vi.mock('node:os', async (original) => ({...(await original<object>()), availableParallelism: () => pool.cores}))

describe('auto', () => {
  afterEach(() => Object.assign(pool, {opened: [], closed: 0, running: 0, most: 0, cores: 4}))

  /** Gives results for files of the given sizes; those of -1 are known already. */
  async function order(sizes: readonly number[], concurrency: 'auto' | number = 'auto', stopAt = sizes.length) {
    const ahead: number[] = []
    let prepared = 0
    const got: string[] = []
    const results = inOrder<number, {known: number}>(
      sizes.map((_, index) => index),
      {
        async prepare(index): Promise<Step<{known: number}>> {
          prepared++
          const bytes = sizes[index] ?? 0
          const task = {path: String(index), absolute: '', config: '', mend: false}
          return bytes < 0 ? {result: {known: index}} : {task, bytes}
        },
        lint: async ({path}) => ({problem: `here ${path}`}),
        concurrency,
      },
    )
    for await (const [source, result] of results) {
      ahead.push(prepared - got.length)
      got.push('known' in result ? `known ${result.known}` : 'problem' in result ? result.problem : '')
      expect(got.at(-1)?.split(' ')[1]).toBe(String(source))
      if (got.length === stopAt) break
    }
    return {got, ahead: Math.max(0, ...ahead)}
  }

  const kinds = ({got}: {got: string[]}) => [...new Set(got.map((line) => line.split(' ')[0]))]

  it.each([
    ['nothing', []],
    ['one file, however large', [100 * breakEven]],
    ['a large file beside small ones', [100 * breakEven, ...Array<number>(50).fill(100)]],
    ['a few files', Array<number>(10).fill(breakEven / 10)],
    ['many small files', Array<number>(1000).fill(breakEven / 1000)],
    ['little that is not in the cache', [...Array<number>(5000).fill(-1), 100, 100, ...Array<number>(5000).fill(-1)]],
  ])('stays in one thread for %s', async (_, sizes) => {
    expect((await order(sizes)).got).toHaveLength(sizes.length)
    expect(pool.opened).toEqual([])
  })

  it.each([
    ['two large files and more', Array<number>(3).fill(breakEven), [2]],
    ['many small files', Array<number>(3000).fill(breakEven / 900), [3]],
    ['a lot', Array<number>(2000).fill(10_000), [4]],
    ['a lot that is not in the cache', [...Array<number>(500).fill(-1), ...Array<number>(2000).fill(10_000)], [4]],
  ])('starts workers for %s', async (_, sizes, opened) => {
    expect((await order(sizes)).got).toHaveLength(sizes.length)
    expect([pool.opened, pool.closed]).toEqual([opened, 1])
  })

  it('starts no more of them than there are cores, and than there is memory for', async () => {
    for (const cores of [1, 2, 64]) {
      pool.cores = cores
      await order(Array<number>(2000).fill(10_000))
    }
    expect(pool.opened).toEqual([2, 8])
  })

  it('holds no more than a few files at a time', async () => {
    const some = await order(Array<number>(2000).fill(10_000), 2)
    expect([kinds(some), some.ahead, pool.most]).toEqual([['pool'], 16, 16])
    // Large files wait for one another.
    expect((await order(Array<number>(20).fill(1 << 25), 2)).ahead).toBe(2)
    expect((await order(Array<number>(5000).fill(1))).ahead).toBe(256)
    expect((await order(Array<number>(5000).fill(-1))).ahead).toBe(1)
    expect((await order(Array<number>(5000).fill(10_000), 1)).ahead).toBe(1)
  })

  it('starts the workers that were asked for, but none for nothing', async () => {
    await order([1, 1, 1], 2)
    await order([1, 1, 1], 9)
    await order([-1, -1, -1], 9)
    await order([1], 9)
    await order([1, 1, 1], 1)
    expect([pool.opened, pool.closed]).toEqual([[2, 3], 2])
  })

  it('closes them when nobody wants the rest', async () => {
    await order(Array<number>(100).fill(breakEven), 'auto', 3)
    expect([pool.opened, pool.closed]).toEqual([[4], 1])
  })
})

describe('a pool', () => {
  it('says of which file its worker failed', async () => {
    const {openPool} = await vi.importActual<typeof import('../src/workers.js')>('../src/workers.js')
    // Beside the sources there is no built worker.
    const broken = openPool(1)
    const outcome = await broken.lint({path: 'a.txt', absolute: '', config: '', mend: false})
    expect(outcome).toEqual({problem: expect.stringMatching(/^a\.txt: .*worker\.js/)})
    await broken.close()
    expect(process.listeners('SIGINT').some((listener) => listener.name === 'interrupt')).toBe(false)
  })
})
