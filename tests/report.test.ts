import {VFile} from 'vfile'
import {describe, expect, it} from 'vitest'
import {lint} from '../src/lint.js'
import {createDiffReporter} from '../src/report/diff.js'
import {createJsonReporter, toJson} from '../src/report/json.js'
import {createPrettyReporter, type PrettyOptions} from '../src/report/pretty.js'
import type {FileReport, Totals} from '../src/report/report.js'
import {columnsOf, visible, visibleLine} from '../src/report/visible.js'
import {defineRule, type Rule} from '../src/rule.js'
import {bad, configOf, note, odd, wordRule} from './helpers/command.js'

const none: Totals = {files: 1, errors: 0, warnings: 0, infos: 0, fixable: 0, fixed: 0}

async function reportOf(source: string, path = 'a.txt', rules: Rule[] = [bad, odd, note]): Promise<FileReport> {
  const messages = await lint(new VFile({value: source, path}), configOf(rules))
  return {path, before: source, source, messages, written: false}
}

async function pretty(source: string, options: Partial<PrettyOptions> = {}, rules?: Rule[]): Promise<string[]> {
  const reporter = createPrettyReporter({color: false, width: 60, quiet: false, ...options})
  return (await reporter.file(await reportOf(source, 'a.txt', rules))).split('\n')
}

/** Reports the second copy of the word, and the first as its cause. */
const again = defineRule({
  ...bad.definition,
  id: 'again',
  paragraph({text, span}, report) {
    const first = text.indexOf('bad')
    const second = text.indexOf('bad', first + 1)
    if (second === -1) return
    report(span(second, second + 3), {
      message: 'Unexpected copy',
      note: 'Said before.',
      related: {span: span(first, first + 3), message: 'first copy'},
    })
  },
})

describe('json', () => {
  it('has all fields of the design', async () => {
    expect(toJson(await reportOf('\uFEFFIt was\r\na bad day.'))).toEqual({
      path: 'a.txt',
      messages: [
        {
          ruleId: 'bad-word',
          severity: 'error',
          reason: 'Unexpected `bad`',
          note: undefined,
          url: expect.stringMatching(/#bad-word$/),
          line: 2,
          column: 3,
          endLine: 2,
          endColumn: 6,
          offset: 11,
          endOffset: 14,
          actual: 'bad',
          expected: ['good'],
          fix: 'safe',
        },
      ],
    })
  })

  it('says warnings, infos and related places', async () => {
    const {messages} = toJson(await reportOf('odd note bad\nbad', 'a.txt', [odd, note, again]))
    expect(messages.map(({severity}) => severity)).toEqual(['warning', 'info', 'error'])
    expect(messages[2]).toMatchObject({
      note: 'Said before.',
      related: {message: 'first copy', line: 1, column: 10, endLine: 1, endColumn: 13, offset: 9, endOffset: 12},
    })
  })

  it('is one array of all files', async () => {
    const reporter = createJsonReporter()
    const text = [
      await reporter.file(await reportOf('bad')),
      await reporter.file(await reportOf('fine', 'b.txt')),
      reporter.end(none),
    ]
    expect(JSON.parse(text.join(''))).toMatchObject([
      {path: 'a.txt', messages: [{actual: 'bad'}]},
      {path: 'b.txt', messages: []},
    ])
    expect(createJsonReporter().end(none)).toBe('[]\n')
  })

  it('escapes what a terminal would act upon', async () => {
    const path = 'a\u001B[31m\u009B\u202E.txt'
    const text = await createJsonReporter().file(await reportOf('', path))
    expect(text).toBe('[\n{"path":"a\\u001b[31m\\u009b\\u202e.txt","messages":[]}')
    expect(JSON.parse(text.slice(1)).path).toBe(path)
  })
})

describe('pretty', () => {
  it('is that of vfile-reporter with the line and a mark', async () => {
    expect(await pretty('A bad day.\nAn odd note.')).toEqual([
      'a.txt',
      '1:3-1:6  error   Unexpected `bad`  bad-word',
      '    1 │ A bad day.',
      '      │   ^^^',
      '2:4-2:7  warning Unexpected `odd`  odd-word',
      '    2 │ An odd note.',
      '      │    ^^^',
      '2:8-2:12 info    Unexpected `note` noted-word',
      '    2 │ An odd note.',
      '      │        ^^^^',
      '',
    ])
  })

  it('says nothing of a file without messages, unless it was written', async () => {
    const reporter = createPrettyReporter({color: false, width: 60, quiet: false})
    const report = await reportOf('fine')
    expect(await reporter.file(report)).toBe('')
    expect(await reporter.file({...report, written: true})).toBe('a.txt: written\n')
    expect(await reporter.file(await reportOf('note'))).toMatch(/^\na\.txt\n1:1-1:5 info/)
  })

  it('names the related place', async () => {
    expect(await pretty('bad\nbad', {}, [again])).toContain('    first copy (1:1)')
  })

  it('cuts a long line around the finding', async () => {
    const lines = await pretty(`${'so '.repeat(1000)}bad ${'it '.repeat(1000)}`, {width: 50})
    expect(lines[2]).toBe('    1 │ …o so so so bad it it it it it it it it …')
    expect(lines[3]).toBe('      │             ^^^')
    expect((await pretty(`bad ${'it '.repeat(1000)}`, {width: 40}))[2]).toBe('    1 │ bad it it it it it it it it it…')
    expect((await pretty(`${'so '.repeat(1000)}bad`, {width: 40}))[2]).toBe('    1 │ …so so so so so so so so so bad')
  })

  it('shows only the beginning of a long finding', async () => {
    const long = wordRule({id: 'long', find: /x+/g})
    const lines = await pretty(`a ${'x'.repeat(500)} b`, {width: 40}, [long])
    expect(lines[1]).toMatch(/^1:3-1:503 error Unexpected `x{68}…x{79}` long$/)
    expect(lines[2]).toBe(`    1 │ ${'x'.repeat(30)}…`)
    expect(lines[3]).toBe(`      │ ${'^'.repeat(31)}`)
  })

  it('marks a finding of several lines on its first line', async () => {
    const across = wordRule({id: 'across', find: /one\s+two/g})
    expect((await pretty('say one\r\ntwo three', {}, [across])).slice(2, 4)).toEqual([
      '    1 │ say one',
      '      │     ^^^',
    ])
  })

  it('marks the right columns after wide and combining characters', async () => {
    expect((await pretty('日本 e\u0301 😀 bad')).slice(2, 4)).toEqual([
      '    1 │ 日本 e\u0301 😀 bad',
      '      │           ^^^',
    ])
    expect((await pretty('\uFEFF\tbad')).slice(2, 4)).toEqual(['    1 │  bad', '      │  ^^^'])
  })

  it('names a file once, however many messages it has', async () => {
    const lines = await pretty('bad note\n\n'.repeat(1500), {width: 0})
    expect(lines.length).toBe(3002)
    expect(lines.filter((line) => line === 'a.txt')).toEqual(['a.txt'])
    expect(lines.filter((line) => line.includes('noted-word')).length).toBe(1500)
  })

  it('shows no line on a narrow terminal', async () => {
    expect(await pretty('bad', {width: 39})).toEqual(['a.txt', '1:1-1:4 error Unexpected `bad` bad-word', ''])
  })

  it('colors', async () => {
    const text = (await pretty('bad odd', {color: true})).join('\n')
    expect(text).toContain('\u001B[31mbad\u001B[39m')
    expect(text).toContain('\u001B[33m^^^\u001B[39m')
  })

  it('lets no escape through', async () => {
    const hostile = '\u001B]0;title\u0007bad\u202E\u009B2J'
    const rule = wordRule({id: 'all', find: /.*bad.*/g})
    const reporter = createPrettyReporter({color: false, width: 80, quiet: false})
    const text = await reporter.file(await reportOf(hostile, `${hostile}.txt`, [rule]))
    expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/)
    expect(text).toContain('\\x1b]0;title\\x07bad\\u202e\\x9b2J')
  })

  it('sums up', () => {
    const end = (totals: Partial<Totals>, quiet = false) =>
      createPrettyReporter({color: false, width: 80, quiet}).end({...none, ...totals})
    expect(end({files: 0})).toBe('no file was linted\n')
    expect(end({files: 3})).toBe('✔ no issues found in 3 files\n')
    expect(end({}, true)).toBe('')
    expect(end({errors: 1}, true)).toBe('✖ 1 error in 1 file\n')
    expect(end({errors: 2, warnings: 1, infos: 3, fixable: 2, fixed: 1})).toBe(
      '✖ 2 errors, ⚠ 1 warning, 3 info in 1 file\n1 fixed\n2 can be fixed with --fix\n',
    )
  })

  it('stands apart from the files', async () => {
    const reporter = createPrettyReporter({color: false, width: 80, quiet: false})
    await reporter.file(await reportOf('bad'))
    expect(reporter.end(none)).toMatch(/^\n/)
  })
})

describe('diff', () => {
  const report = {
    path: 'a b.txt',
    before: 'one\r\nbad\u001B[0m\r\n',
    source: 'one\r\ngood\u001B[0m\r\n',
    messages: [],
    written: false,
  }

  it('is a patch', async () => {
    const reporter = createDiffReporter({color: false, escape: false})
    expect(await reporter.file(report)).toBe(
      '--- a/a b.txt\n+++ b/a b.txt\n@@ -1,2 +1,2 @@\n one\r\n-bad\u001B[0m\r\n+good\u001B[0m\r\n',
    )
    expect(await reporter.file({...report, source: report.before})).toBe('')
    expect(reporter.end(none)).toBe('')
  })

  it('says nothing to GitHub Actions but to stop', async () => {
    const reporter = createDiffReporter({color: false, escape: false, stopWord: 'guess'})
    expect(await reporter.file({...report, source: report.before})).toBe('')
    expect(reporter.end(none)).toBe('')
    expect(await reporter.file(report)).toMatch(/^::stop-commands::guess\n--- a\/a b\.txt\n/)
    expect(await reporter.file(report)).toMatch(/^--- a\/a b\.txt\n/)
    expect(reporter.end(none)).toBe('::guess::\n')
  })

  it('is safe and coloured on a terminal', async () => {
    const lines = (await createDiffReporter({color: true, escape: true}).file(report)).split('\n')
    expect(lines.slice(2)).toEqual([
      '\u001B[36m@@ -1,2 +1,2 @@\u001B[39m',
      ' one',
      '\u001B[31m-bad\\x1b[0m\u001B[39m',
      '\u001B[32m+good\\x1b[0m\u001B[39m',
      '',
    ])
  })
})

describe('visible', () => {
  it('shows what cannot be seen', () => {
    expect(visible('a\tb\r\n\u0000\u001B\u007F\u009B\u200B\u2066\uFEFF\u{E0041}\uD800')).toBe(
      'a\\tb\\r\\n\\x00\\x1b\\x7f\\x9b\\u200b\\u2066\\ufeff\\u{e0041}\\ud800',
    )
  })

  it('shows commands of CI services', () => {
    expect(visible('##[error]a ###vso[b]c ## [d] #[e]')).toBe('#\\x23[error]a ##\\x23vso[b]c ## [d] #[e]')
    expect(visibleLine(' ::error::a::b')).toBe(' \\x3a:error::a::b')
    expect(visibleLine('a ::error::')).toBe('a ::error::')
  })

  it('leaves text alone', () => {
    const text = 'é“”…—日本 👩\u200D👩 e\u0301'
    expect(visible(text)).toBe(text)
  })

  it('knows the width of characters', () => {
    expect(['a', 'é', '\u0301', '日', '😀', '“', '\u200D'].map(columnsOf)).toEqual([1, 1, 0, 2, 2, 1, 0])
  })
})
