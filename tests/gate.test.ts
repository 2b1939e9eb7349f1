import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {createResolver} from '../src/config.js'
import {defaultGate, gateOf, isBelow, judge} from '../src/gate.js'
import type {PlainMessage} from '../src/message.js'
import {countWords} from '../src/prose/count.js'
import {createVerdictReporter} from '../src/report/verdict.js'
import type {Group} from '../src/rule.js'
import {type Shard, shardOf} from '../src/shard.js'
import {catalogue, command, folderWith} from './helpers/command.js'

const messageOf = (ruleId: string, actual: string, line = 1) =>
  ({ruleId, actual, line, reason: `Unexpected \`${actual}\``}) as PlainMessage
const many = (count: number, ruleId = 'words') =>
  Array.from({length: count}, (_, n) => messageOf(ruleId, `w${n}`, n + 1))
const kindOf = (ruleId: string) => (ruleId === 'none' ? undefined : (ruleId as Group))
const levelOf = (messages: PlainMessage[], words: number, settings = defaultGate) =>
  judge(messages, words, {kindOf, settings}).level

describe('the verdict', () => {
  it('comes of findings per 1,000 words', () => {
    expect(levelOf([], 0)).toBe('ready')
    expect(levelOf(many(4), 1000)).toBe('ready')
    expect(levelOf(many(5), 1000)).toBe('edit')
    expect(levelOf(many(14), 1000)).toBe('edit')
    expect(levelOf(many(15), 1000)).toBe('raw')
    expect(levelOf(many(15), 10_000)).toBe('ready')
    expect(judge(many(6), 2000, {kindOf, settings: defaultGate}).score).toBe(3)
  })

  it('is not that of one finding, however short the draft', () => {
    for (const words of [0, 1, 10, 250]) {
      expect(levelOf(many(1), words)).toBe('ready')
      expect(levelOf(many(2), words)).toBe('edit')
      expect(levelOf(many(3), words)).toBe('edit')
      expect(levelOf(many(4), words)).toBe('raw')
    }
  })

  it('weighs findings by their kind', () => {
    const scoreOf = (kind: string) => judge(many(2, kind), 1000, {kindOf, settings: defaultGate}).score
    expect(['words', 'spacing', 'consistency', 'none'].map(scoreOf)).toEqual([2, 1, 0.5, 0])
  })

  it('takes the same finding over and over for a habit', () => {
    const same = Array.from({length: 50}, () => messageOf('spacing', 'Same')).concat(messageOf('spacing', 'same'))
    expect(judge(same, 1000, {kindOf, settings: defaultGate})).toMatchObject({
      level: 'ready',
      score: 1.5,
      findings: 51,
      reasons: [{ruleId: 'spacing', findings: 51, score: 1.5}],
    })
  })

  it('names the three worst rules', () => {
    const messages = [...many(2, 'quotes'), ...many(9, 'spacing'), ...many(3, 'words'), ...many(1, 'sentences')]
    const {reasons} = judge(messages, 1000, {kindOf, settings: defaultGate})
    expect(reasons.map(({ruleId, score}) => [ruleId, score])).toEqual([
      ['spacing', 4.5],
      ['words', 3],
      ['quotes', 2],
    ])
    expect(reasons[1]?.first).toBe(messages[11])
  })

  it('is below a better one', () => {
    expect([isBelow('ready', 'ready'), isBelow('edit', 'ready'), isBelow('edit', 'edit')]).toEqual([false, true, false])
    expect([isBelow('raw', 'edit'), isBelow('ready', 'edit')]).toEqual([true, false])
  })
})

describe('settings of the gate', () => {
  it('are laid over those that a config extends', async () => {
    expect(gateOf([])).toBe(defaultGate)
    const cwd = await folderWith({
      'base.json': '{"extends": [], "gate": {"edit": 1, "raw": 9, "weights": {"words": 2, "quotes": 0}}}',
      '.mtlintrc.json': '{"extends": "./base.json", "gate": {"edit": 3, "weights": {"quotes": 4}}}',
    })
    const {gate} = await createResolver({cwd, catalogue})('a.txt')
    expect(gate).toEqual({edit: 3, raw: 9, words: 250, weights: {...defaultGate.weights, words: 2, quotes: 4}})
  })

  it('are checked', async () => {
    const cwd = await folderWith({
      '.mtlintrc.json': '{"gate": {"edits": 1, "raw": -1, "weights": {"wrods": 1}}}',
      'a.txt': '',
    })
    const {status, stderr} = await command(cwd, ['gate', 'a.txt'])
    expect(status).toBe(2)
    expect(stderr).toContain('unknown key `edits`, did you mean `edit`?')
    expect(stderr).toContain('`gate.raw` must be >= 0')
    expect(stderr).toContain('unknown key `wrods`, did you mean `words`?')
  })
})

describe('words', () => {
  it('are those of the prose', async () => {
    expect(await countWords("It's a well-known fact: 3,5 cafe\u0301s’ naïve owners—", 'text')).toBe(9)
    expect(
      await countWords('---\na: b\n---\n# One\n\n```\nno no no\n```\n\n[two](x.md) `no` three\n', 'markdown'),
    ).toBe(3)
    expect(await countWords('<p>One <b>t</b>wo &eacute;t</p><script>no</script>', 'html')).toBe(3)
    expect(await countWords('one two three', 'text', (offset) => offset >= 4)).toBe(2)
    expect(await countWords('', 'text')).toBe(0)
  })
})

describe('mtlint gate', () => {
  const drafts = {
    'edit.txt': 'It was a bad day, and as bad as it gets.',
    'fine.txt': 'A fine day.',
    'one.txt': 'A bad day.',
    'raw.txt': 'Bad, bad; a bad day. What an odd one, note: an ODD end.',
  }

  it('has a line for each draft and its worst reasons', async () => {
    const cwd = await folderWith(drafts)
    expect(await command(cwd, ['gate', '.'])).toEqual({
      status: 1,
      stderr: '',
      stdout: [
        '⚠ needs an edit       edit.txt (2 findings, score 8.0)',
        '    bad-word ×2, line 1: Unexpected `bad`',
        '✔ ready               fine.txt',
        '✔ ready               one.txt (1 finding, score 4.0)',
        '✖ raw machine output  raw.txt (5 findings, score 20.0)',
        '    bad-word ×3, line 1: Unexpected `Bad`',
        '    odd-word ×2, line 1: Unexpected `odd`',
        '',
        '✔ 2 ready, ⚠ 1 needs an edit, ✖ 1 raw machine output',
        '',
      ].join('\n'),
    })
  })

  it('fails below the wanted level', async () => {
    const cwd = await folderWith(drafts)
    const status = async (...argv: string[]) => (await command(cwd, ['gate', ...argv])).status
    expect([await status('fine.txt', 'one.txt'), await status('edit.txt'), await status('raw.txt')]).toEqual([0, 1, 1])
    expect([await status('--level=edit', 'edit.txt'), await status('--level=edit', 'raw.txt')]).toEqual([0, 1])
    expect(await status('--level=raw', 'fine.txt')).toBe(2)
    expect(await status('--fix', 'raw.txt', 'edit.txt')).toBe(1)
    expect((await command(cwd, ['--level=edit', 'fine.txt'])).status).toBe(2)
  })

  it('says only what is below the level with --quiet', async () => {
    const cwd = await folderWith(drafts)
    expect((await command(cwd, ['gate', '--quiet', 'fine.txt', 'one.txt'])).stdout).toBe('')
    expect((await command(cwd, ['gate', '--quiet', '--level=edit', '.'])).stdout).toMatch(/^✖ raw.*raw\.txt/)
  })

  it('puts the verdict into the JSON formats, beside all others', async () => {
    const cwd = await folderWith(drafts)
    const {stdout} = await command(cwd, ['gate', '--format=json,html=out.html,sarif=out.sarif,junit=out.xml', '.'])
    expect(JSON.parse(stdout)[0]).toMatchObject({
      path: 'edit.txt',
      messages: [{ruleId: 'bad-word'}, {ruleId: 'bad-word'}],
      verdict: {
        level: 'edit',
        score: 8,
        reasons: [{ruleId: 'bad-word', findings: 2, score: 8, reason: 'Unexpected `bad`', line: 1}],
      },
    })
    expect((await command(cwd, ['--format=json', 'edit.txt'])).stdout).not.toContain('verdict')
  })

  it('judges what is not in the baseline', async () => {
    const cwd = await folderWith(drafts)
    const baseline = ['--baseline', 'base.json']
    await command(cwd, [...baseline, '--update-baseline', '.'])
    expect((await command(cwd, ['gate', ...baseline, '.'])).status).toBe(0)
  })

  it('judges the same whatever comes from the cache', async () => {
    const cwd = await folderWith(drafts)
    const argv = ['gate', '--cache', '--cache-strategy=content', '--format=json', '.']
    const {stdout} = await command(cwd, argv)
    expect((await command(cwd, argv)).stdout).toBe(stdout)
  })

  it('lets nothing through that a terminal or a CI service would act upon', async () => {
    const hostile = '\u001B[2J::error::x\n##[error]y'
    const reporter = createVerdictReporter({color: false, width: 200, quiet: false, wanted: 'ready'})
    const first = {...messageOf('bad', ''), reason: hostile}
    const verdict = {
      level: 'raw',
      score: 20,
      findings: 5,
      reasons: [{ruleId: 'bad', findings: 5, score: 20, first}],
    } as const
    const report = {path: hostile, before: '', source: '', messages: [], written: false}
    const text = await reporter.file({...report, verdict: {...verdict, reasons: [...verdict.reasons]}})
    expect(text.split('\n').length).toBe(3)
    expect(text).not.toMatch(/[\u001B\u007F-\u009F]|^\s*::|##\[/m)
  })

  it('is in the help', async () => {
    const cwd = await folderWith({})
    expect((await command(cwd, ['--help'])).stdout).toContain('mtlint gate --help')
    expect((await command(cwd, ['gate', '--help'])).stdout).toMatch(/^Usage: mtlint gate \[options\]/)
  })
})

describe('--shard', () => {
  it('splits into parts that are disjoint, complete and of one size', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), fc.integer({min: 1, max: 9}), (items, count) => {
        const parts = Array.from({length: count}, (_, n) => shardOf(items, {index: n + 1, count}, (item) => item))
        expect(parts.flat().sort()).toEqual([...items].sort())
        const sizes = parts.map((part) => part.length)
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
        for (const part of parts) expect(items.filter((item) => part.includes(item))).toEqual(part)
      }),
    )
  })

  it('moves few files when there is one more', () => {
    const items = Array.from({length: 1000}, (_, n) => `drafts/${n}.txt`)
    const partsOf = (list: string[]) =>
      new Map(
        [1, 2, 3, 4].flatMap((index) =>
          shardOf(list, {index, count: 4} satisfies Shard, (one) => one).map((item) => [item, index] as const),
        ),
      )
    const before = partsOf(items)
    const after = partsOf(['drafts/0a.txt', ...items])
    expect(items.filter((item) => before.get(item) !== after.get(item)).length).toBeLessThanOrEqual(3)
  })

  it('splits the files of a run', async () => {
    const cwd = await folderWith(Object.fromEntries(Array.from({length: 10}, (_, n) => [`${n}.txt`, 'bad'])))
    const names = async (shard: string) => {
      const {stdout} = await command(cwd, ['.', '--format=jsonl', `--shard=${shard}`])
      return stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).path as string)
    }
    const parts = [await names('1/3'), await names('2/3'), await names('3/3')]
    expect(parts.map((part) => part.length)).toEqual([3, 3, 4])
    expect(parts.flat().sort()).toEqual(Array.from({length: 10}, (_, n) => `${n}.txt`))
    expect(await names('1/1')).toEqual(parts.flat().sort())
    const empty = await command(cwd, ['1.txt', '--shard=1/9'])
    expect([empty.status, empty.stdout]).toEqual([0, 'no file was linted\n'])
    for (const shard of ['0/3', '4/3', '1', 'a/b', '1/0', '-1/2', '1/1.5']) {
      const {status, stderr} = await command(cwd, ['.', `--shard=${shard}`])
      expect([status, stderr]).toEqual([2, expect.stringContaining('Write it like `1/4`')])
    }
  })
})
