import {spawnSync} from 'node:child_process'
import {existsSync, rmSync} from 'node:fs'
import {chmod, readdir, readFile, stat, symlink, writeFile} from 'node:fs/promises'
import {join, resolve} from 'node:path'
import {PassThrough, Readable, Writable} from 'node:stream'
import {describe, expect, it} from 'vitest'
import type {JsonFile} from '../src/index.js'
import * as api from '../src/index.js'
import {createOutput, createProgress, useColor} from '../src/output.js'
import {defineRule} from '../src/rule.js'
import {run} from '../src/run.js'
import {bad, catalogue, command, folderWith} from './helpers/command.js'

const parse = (stdout: string) => JSON.parse(stdout) as JsonFile[]

describe('exit status', () => {
  it('is 0 without errors, 1 with errors', async () => {
    const cwd = await folderWith({
      'good.txt': 'Fine.',
      'odd.txt': 'An odd day.',
      'bad.txt': 'A bad day.',
      'empty.txt': '',
    })
    expect(await command(cwd, ['good.txt', 'empty.txt'])).toEqual({
      status: 0,
      stdout: '✔ no issues found in 2 files\n',
      stderr: '',
    })
    expect((await command(cwd, ['odd.txt'])).status).toBe(0)
    expect((await command(cwd, ['.'])).status).toBe(1)
  })

  it('is 1 with more warnings than --max-warnings', async () => {
    const cwd = await folderWith({'odd.txt': 'odd odd'})
    expect((await command(cwd, ['odd.txt', '--max-warnings', '2'])).status).toBe(0)
    const {status, stdout, stderr} = await command(cwd, ['odd.txt', '--max-warnings=1', '--quiet'])
    expect([status, stdout, stderr]).toEqual([1, '', 'mtlint: too many warnings (2, at most 1)\n'])
  })

  it('is 2 when a file cannot be read, after the others', async () => {
    const cwd = await folderWith({'a.txt': 'bad', 'b.txt': Buffer.from([0x62, 0xff]), 'c.txt': 'a\0', 'd.txt': 'odd'})
    const {status, stdout, stderr} = await command(cwd, ['.', 'no.txt', '--format', 'json'])
    expect(status).toBe(2)
    expect(parse(stdout).map(({path, messages}) => [path, messages.length])).toEqual([
      ['a.txt', 1],
      ['b.txt', 0],
      ['d.txt', 1],
    ])
    expect(stderr).toBe(
      'mtlint: no.txt: no such file or folder: check the name\n' +
        'mtlint: b.txt: is not UTF-8 at byte offset 1: save it as UTF-8\n' +
        'mtlint: c.txt: is not text, it has a NUL byte at offset 1: ignore it, or save it as UTF-8\n',
    )
  })

  it.each([
    [['--fux'], "unknown option '--fux'"],
    [
      ['--format', 'xml', 'a.txt'],
      'one of pretty, json, jsonl, sarif, github, gitlab, junit, checkstyle, html, markdown, did you mean `html`?',
    ],
    [['--format', 'srif=a', 'a.txt'], 'did you mean `sarif`?'],
    [['--format', 'pretty,', 'a.txt'], 'checkstyle, html'],
    [['--format', 'json=', 'a.txt'], 'Write the file like `json=FILE`'],
    [['--format', 'json,pretty', 'a.txt'], 'Only one report can go to standard output, write `json=FILE`'],
    [['--format=pretty', '--format=pretty', 'a.txt'], 'Only one report can go to standard output'],
    [['--format=github,pretty,github', 'a.txt'], 'Only one report can go to standard output'],
    [['--format=sarif=x', '--format=json=x', 'a.txt'], 'Only one report can go to `x`'],
    [['--max-warnings', '-1', 'a.txt'], 'It must be a whole number'],
    [['--rule', 'bad-wrod:off', 'a.txt'], 'There is no rule `bad-wrod`, did you mean `bad-word`?'],
    [['--rule', 'bad-word:warn', 'a.txt'], 'off, info, warning, error, did you mean `warning`?'],
    [['--rule', 'bad-word', 'a.txt'], 'The severity must be one of'],
    [['--ext', ',.', 'a.txt'], 'Write them like `.md,.txt`'],
    [['--fix', '--fix-dry-run', 'a.txt'], 'cannot be used with'],
    [['--fix-dry-run', '--format=json', 'a.txt'], '--fix-dry-run prints a diff, not json'],
    [['--config', 'none.json', 'a.txt'], 'none.json: no such config file'],
    [['--ignore-path', 'none', 'a.txt'], 'none: no such file'],
    [['--stdin-filename', 'b.txt', 'a.txt'], 'standard input and files do not go together'],
    [['--explain', 'bad-wrod'], 'there is no rule `bad-wrod`, did you mean `bad-word`?'],
    [['--explain', 'x\u001B[31m'], 'x\\x1b[31m'],
    [[], 'no files given'],
  ])('is 2 for %j', async (argv, message) => {
    const cwd = await folderWith({'a.txt': ''})
    const {status, stdout, stderr} = await command(cwd, argv)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^mtlint: /)
    expect(stderr).toContain(message)
  })

  it('is 2 for a broken config, which is named once, and the other files are linted', async () => {
    const cwd = await folderWith({'a/.mtlintrc.json': '{"ruls": {}}', 'a/a.txt': '', 'a/b.txt': '', 'c.txt': 'bad'})
    const {status, stdout, stderr} = await command(cwd, ['.', '--format=json'])
    expect(status).toBe(2)
    expect(stderr).toBe(`mtlint: ${cwd}/a/.mtlintrc.json: unknown key \`ruls\`, did you mean \`rules\`?\n`)
    expect(parse(stdout).map(({path}) => path)).toEqual(['c.txt'])
  })

  it('is 2 when a rule or a parser fails', async () => {
    const broken = defineRule({
      ...bad.definition,
      paragraph({text}) {
        const place = text.includes('line') ? {line: 3, column: 4} : {}
        throw Object.assign(new Error('it failed'), place)
      },
    })
    const cwd = await folderWith({'a.txt': 'x', 'b.txt': 'a line'})
    const options = {catalogue: {rules: [broken], presets: catalogue.presets}}
    const {status, stderr} = await command(cwd, ['.'], options)
    expect([status, stderr]).toEqual([2, 'mtlint: a.txt: it failed\nmtlint: b.txt:3:4: it failed\n'])
  })
})

describe('report', () => {
  it('is in the order of the paths, whatever that of the arguments', async () => {
    const cwd = await folderWith({'b.txt': 'bad', 'a.txt': 'bad', 'c/a.md': 'fine'})
    const {stdout} = await command(cwd, ['c', 'b.txt', 'a.txt', '--format', 'json'])
    expect(parse(stdout).map(({path}) => path)).toEqual(['a.txt', 'b.txt', 'c/a.md'])
    expect((await command(cwd, ['.'])).stdout).toBe(
      [
        'a.txt',
        '1:1-1:4 error Unexpected `bad` bad-word',
        '    1 │ bad',
        '      │ ^^^',
        '',
        'b.txt',
        '1:1-1:4 error Unexpected `bad` bad-word',
        '    1 │ bad',
        '      │ ^^^',
        '',
        '✖ 2 errors in 3 files',
        '2 can be fixed with --fix',
        '',
      ].join('\n'),
    )
  })

  it('has only errors with --quiet', async () => {
    const cwd = await folderWith({'a.txt': 'bad odd'})
    const [file] = parse((await command(cwd, ['a.txt', '--quiet', '--format=json'])).stdout)
    expect(file?.messages.map(({actual}) => actual)).toEqual(['bad'])
  })

  it('is coloured on a terminal, and says paths without escapes', async () => {
    const cwd = await folderWith({'\u001B[2J.txt': 'bad'})
    const {stdout, stderr} = await command(cwd, ['.', '\u009Bno.txt'], {tty: true, columns: 100})
    expect(stdout).toContain('\u001B[31m')
    expect(stdout).not.toContain('\u001B[2J')
    expect(stderr).toContain('\\x9bno.txt')
    expect((await command(cwd, ['.', '--no-color'], {tty: true})).stdout).not.toContain('\u001B')
    expect((await command(cwd, ['.', '--color'])).stdout).toContain('\u001B[31m')
  })

  it('follows --rule, --config, --no-config and overrides', async () => {
    const cwd = await folderWith({
      'a.txt': 'bad odd note',
      '.mtlintrc.yml': 'rules: {odd-word: off}\nallow: [bad odd]\noverrides: [{files: b.txt}]',
      'strict.json': '{"extends": "strict"}',
    })
    const found = async (...argv: string[]) => {
      const {stdout} = await command(cwd, ['a.txt', '--format=json', ...argv])
      return parse(stdout).flatMap(({messages}) => messages.map(({actual, severity}) => `${actual} ${severity}`))
    }
    await writeFile(join(cwd, '.mtlintrc.yml'), 'rules: {odd-word: off}\nallow: [bad odd]')
    expect(await found()).toEqual([])
    expect(await found('--no-config')).toEqual(['bad error', 'odd warning'])
    expect(await found('--config', 'strict.json')).toEqual(['bad error', 'odd error', 'note info'])
    expect(await found('--no-config', '--rule', 'bad-word:off', '--rule=noted-word:warning')).toEqual([
      'odd warning',
      'note warning',
    ])
  })

  it('has unused comments when asked', async () => {
    const rules = ['--report-unused-disable-directives', '--max-warnings=0']
    const cwd = await folderWith({'a.txt': 'Fine.\n\n<!-- mtlint-disable-next-line -->\nFine.\n'})
    expect((await command(cwd, ['a.txt'])).status).toBe(0)
    const {status, stdout} = await command(cwd, ['a.txt', ...rules])
    expect(status).toBe(1)
    expect(stdout).toContain('unused-disable-directive')
  })

  it('obeys comments in plain text', async () => {
    const cwd = await folderWith({'a.txt': 'A bad day.\n\n<!-- mtlint-disable bad-word -->\n\nA bad day.\n'})
    expect(parse((await command(cwd, ['a.txt', '--format=json'])).stdout)[0]?.messages).toMatchObject([{line: 1}])
  })
})

describe('ignored files', () => {
  const files = {
    '.mtlintignore': 'draft.txt',
    '.mtlintrc.json': '{"ignore": ["old"]}',
    'draft.txt': 'bad',
    'old/a.txt': 'bad',
    'a.txt': '',
  }

  it('are left out, and those that were named are said', async () => {
    const cwd = await folderWith(files)
    expect(await command(cwd, ['.', '--format=json'])).toEqual({
      status: 0,
      stdout: '[\n{"path":"a.txt","messages":[]}\n]\n',
      stderr: '',
    })
    expect(await command(cwd, ['draft.txt', 'old/a.txt', 'a.txt', '--ignore-pattern=a.*', '--format=json'])).toEqual({
      status: 0,
      stdout: '[]\n',
      stderr: `mtlint: a.txt: ignored by --ignore-pattern\nmtlint: draft.txt: ignored by .mtlintignore\nmtlint: old/a.txt: ignored by --ignore-pattern\n`,
    })
  })

  it('may be left out by an argument', async () => {
    const cwd = await folderWith({'docs/a.txt': '', 'docs/old/b.txt': '', 'c.md': ''})
    const {stdout} = await command(cwd, ['.', '!./docs/old', '!*.md', '--format=json'])
    expect(parse(stdout).map(({path}) => path)).toEqual(['docs/a.txt'])
  })

  it('are linted where a pattern says so', async () => {
    const cwd = await folderWith(files)
    const {stdout} = await command(cwd, ['.', '--format=json', '--ignore-pattern', '!draft.txt'])
    expect(parse(stdout).map(({path}) => path)).toEqual(['a.txt', 'draft.txt'])
  })

  it('go through --fix on standard input as they are', async () => {
    const cwd = await folderWith(files)
    expect(await command(cwd, ['--fix', '--stdin-filename', 'old/x.txt'], {stdin: 'bad'})).toEqual({
      status: 0,
      stdout: 'bad',
      stderr: `mtlint: old/x.txt: ignored by ${cwd}/.mtlintrc.json\nno file was linted\n`,
    })
  })
})

describe('--fix', () => {
  it('writes what changed and reports what is left', async () => {
    const cwd = await folderWith({'a.txt': '\uFEFFA bad odd day.\r\n', 'b.txt': 'fine'})
    await chmod(join(cwd, 'a.txt'), 0o600)
    await symlink('a.txt', join(cwd, 'link.txt'))
    const before = await stat(join(cwd, 'b.txt'))
    const {status, stdout} = await command(cwd, ['--fix', '.'])
    expect(status).toBe(0)
    expect(stdout).toBe(
      'a.txt: written\n1:9-1:12 warning Unexpected `odd` odd-word\n    1 │ A good odd day.\n      │        ^^^\n\n⚠ 1 warning in 2 files\n1 fixed\n',
    )
    expect(await readFile(join(cwd, 'a.txt'), 'utf8')).toBe('\uFEFFA good odd day.\r\n')
    expect((await stat(join(cwd, 'a.txt'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(cwd, 'b.txt'))).ino).toBe(before.ino)
    expect((await readdir(cwd)).sort()).toEqual(['a.txt', 'b.txt', 'link.txt'])
  })

  it('prints a diff and writes nothing with --fix-dry-run', async () => {
    const cwd = await folderWith({'a.txt': 'A bad day.\n', 'b.txt': 'An odd day.\n'})
    expect(await command(cwd, ['--fix-dry-run', '.'])).toEqual({
      status: 0,
      stdout: '--- a/a.txt\n+++ b/a.txt\n@@ -1,1 +1,1 @@\n-A bad day.\n+A good day.\n',
      stderr: '',
    })
    expect(await readFile(join(cwd, 'a.txt'), 'utf8')).toBe('A bad day.\n')
  })

  it('says that a file cannot be written, and goes on', async () => {
    const cwd = await folderWith({'a.txt': 'bad', 'b.txt': 'bad'})
    const vanishing = defineRule({
      ...bad.definition,
      id: 'vanishing',
      end: () => rmSync(join(cwd, 'a.txt'), {force: true}),
    })
    const rules = [bad, vanishing]
    const presets = {recommended: {'bad-word': 'error', vanishing: 'error'}} as const
    const {status, stderr} = await command(cwd, ['--fix', '.'], {catalogue: {rules, presets}})
    expect([status, stderr]).toEqual([2, 'mtlint: a.txt: cannot be written: no such file or folder: check the name\n'])
    expect(await readdir(cwd)).toEqual(['b.txt'])
    expect(await readFile(join(cwd, 'b.txt'), 'utf8')).toBe('good')
  })
})

describe('standard input', () => {
  it('is read for `-`, for --stdin-filename, and when it is piped', async () => {
    const cwd = await folderWith({
      '.mtlintrc.json': '{"overrides": [{"files": ["*.md"], "rules": {"bad-word": "off"}}]}',
    })
    const path = async (...argv: string[]) => {
      const [file] = parse((await command(cwd, [...argv, '--format=json'], {stdin: 'bad'})).stdout)
      return [file?.path, file?.messages.length]
    }
    expect(await path('-')).toEqual(['<stdin>', 1])
    expect(await path()).toEqual(['<stdin>', 1])
    expect(await path('--stdin-filename', './docs/../a.html')).toEqual(['a.html', 1])
    expect(await path('--stdin-filename', 'docs/a.md')).toEqual(['docs/a.md', 0])
  })

  it('may be empty, and must be text', async () => {
    const cwd = await folderWith({})
    expect((await command(cwd, ['-'], {stdin: ''})).status).toBe(0)
    const {status, stderr} = await command(cwd, ['-'], {stdin: Buffer.from([0xff])})
    expect([status, stderr]).toEqual([0, 'mtlint: <stdin>: is not UTF-8 at byte offset 0: save it as UTF-8\n'])
  })

  it('is linted but not mended where bytes are not UTF-8', async () => {
    const bytes = Buffer.from([0x62, 0x61, 0x64, 0x20, 0xff])
    const cwd = await folderWith({'a.txt': bytes})
    const {status, stdout} = await command(cwd, ['a.txt', '--format', 'json'])
    expect([status, parse(stdout)[0]?.messages.length]).toEqual([1, 1])
    expect((await command(cwd, ['a.txt', '--fix'])).status).toBe(2)
    expect(await readFile(join(cwd, 'a.txt'))).toEqual(bytes)
  })

  it('is mended to standard output', async () => {
    const cwd = await folderWith({})
    const {status, stdout, stderr} = await command(cwd, ['-', '--fix'], {stdin: 'A bad odd day.\r\n'})
    expect([status, stdout]).toEqual([0, 'A good odd day.\r\n'])
    expect(stderr).toContain('odd-word')
    expect((await command(cwd, ['--fix'], {stdin: 'Fine.'})).stdout).toBe('Fine.')
    expect((await command(cwd, ['--fix-dry-run'], {stdin: 'bad\n'})).stdout).toContain('--- a/<stdin>\n')
  })
})

describe('what else it does', () => {
  it('lists and explains rules', async () => {
    const list = await command('/', ['--list-rules'])
    expect(list.stdout.split('\n')[2]).toBe('noted-word  nursery       Find \\bnote\\b.')
    expect(list.stdout).toContain('bad-word    error    fix ')
    const {stdout} = await command('/', ['--explain', 'bad-word'])
    expect(stdout).toContain('bad-word (words, error, recommended, fixed by --fix)')
    expect(stdout).toContain('  limit: 1000')
    expect(stdout).toContain('  One bad word.\n  Another line.\n    Unexpected `bad`\n    > One good word.\n')
    expect(stdout).toContain('  A good word.\n  Another one.\n')
    expect((await command('/', ['--explain', 'noted-word'])).stdout).toContain('off unless asked for')
  })

  it('prints the settings of a file', async () => {
    const cwd = await folderWith({
      '.mtlintrc.json': '{"rules": {"odd-word": "off"}, "allow": ["x"], "ignore": ["a.txt"]}',
    })
    const {stdout} = await command(cwd, ['--print-config', 'a.txt'])
    expect(JSON.parse(stdout)).toEqual({
      config: join(cwd, '.mtlintrc.json'),
      ignored: true,
      rules: {'bad-word': ['error', {limit: 1000}], 'odd-word': 'off', 'noted-word': 'off'},
      allow: ['x'],
    })
    expect(JSON.parse((await command(cwd, ['--print-config', 'a.txt', '--no-config'])).stdout).config).toBe(null)
  })

  it('writes a config to begin with, once', async () => {
    const cwd = await folderWith({'node_modules/mtlint/schema.json': '{}'})
    expect(await command(cwd, ['--init'])).toEqual({status: 0, stdout: '', stderr: 'mtlint: wrote .mtlintrc.json\n'})
    expect(JSON.parse(await readFile(join(cwd, '.mtlintrc.json'), 'utf8'))).toEqual({
      $schema: './node_modules/mtlint/schema.json',
      extends: 'recommended',
      rules: {},
      allow: [],
    })
    expect((await command(cwd, ['--init'])).stderr).toBe('mtlint: .mtlintrc.json: is there already\n')
    expect((await command('/nowhere', ['--init'])).stderr).toContain('ENOENT')
  })

  it('says its version and how to use it', async () => {
    const {version} = JSON.parse(await readFile(resolve('package.json'), 'utf8')) as {version: string}
    expect(await command('/', ['--version'])).toEqual({status: 0, stdout: `${version}\n`, stderr: ''})
    const {status, stdout} = await command('/', ['--help'])
    expect(status).toBe(0)
    expect(stdout).toContain('Usage: mtlint [options] [files...]')
  })
})

describe('output', () => {
  const closing = (code: string) =>
    new Writable({
      write(_chunk, _encoding, done) {
        done(Object.assign(new Error('write failed'), {code}))
      },
    })

  it('ends quietly when its reader has gone, and says so when the disk is full', async () => {
    const cwd = await folderWith({'a.txt': 'bad', 'b.txt': 'bad'})
    for (const [code, status, message] of [
      ['EPIPE', 1, ''],
      ['ENOSPC', 2, 'mtlint: the report cannot be written: write failed\n'],
    ] as const) {
      const stderr = new PassThrough()
      const io = {stdin: Readable.from([]), stdout: closing(code), stderr, env: {}, cwd: () => cwd}
      expect(await run(['a.txt', 'b.txt'], io, catalogue)).toBe(status)
      expect((stderr.read() as Buffer | null)?.toString() ?? '').toBe(message)
    }
  })

  it('does not write after that', async () => {
    const output = createOutput(closing('EPIPE'))
    await output.write('x')
    await output.flush()
    await output.write('y')
    expect([output.closed, output.error]).toEqual([true, undefined])
  })

  it('is coloured by option, environment and terminal, in this order', () => {
    const terminal = Object.assign(new PassThrough(), {isTTY: true})
    const file = new PassThrough()
    expect(useColor(false, {FORCE_COLOR: '1'}, terminal)).toBe(false)
    expect(useColor(true, {NO_COLOR: '1'}, file)).toBe(true)
    expect(useColor(undefined, {FORCE_COLOR: '1', NO_COLOR: '1'}, file)).toBe(true)
    expect(useColor(undefined, {FORCE_COLOR: '0'}, terminal)).toBe(false)
    expect(useColor(undefined, {NO_COLOR: '1'}, terminal)).toBe(false)
    expect(useColor(undefined, {NO_COLOR: ''}, terminal)).toBe(true)
    expect(useColor(undefined, {TERM: 'dumb'}, terminal)).toBe(false)
    expect(useColor(undefined, {}, file)).toBe(false)
  })

  it('shows progress on a terminal after a second', () => {
    const stream = Object.assign(new PassThrough(), {isTTY: true, columns: 12})
    let time = 0
    const progress = createProgress(stream, () => time)
    const shown = () => (stream.read() as Buffer | null)?.toString() ?? ''
    progress.next('early.txt')
    progress.start(9)
    progress.next('a.txt')
    expect(shown()).toBe('')
    time = 1000
    progress.next('a-long-name.txt')
    expect(shown()).toBe('\r\u001B[K3/9 a-long-')
    progress.next('c.txt')
    expect(shown()).toBe('')
    progress.clear()
    progress.clear()
    expect(shown()).toBe('\r\u001B[K')
  })
})

describe('the package', () => {
  it('exports what its users need', async () => {
    expect(Object.keys(api).sort()).toEqual(
      ['configSchema', 'defineRule', 'fix', 'formatOf', 'lint', 'presets', 'resolveConfig', 'rules', 'toJson'].sort(),
    )
  })

  it.skipIf(!existsSync('dist/src/cli.js'))('has a command', async () => {
    const cwd = await folderWith({'a.txt': 'Text.\n'})
    const cli = resolve('dist/src/cli.js')
    const linted = spawnSync(process.execPath, [cli, '--format=json', 'a.txt'], {cwd, encoding: 'utf8'})
    expect(linted).toMatchObject({status: 0, stdout: '[\n{"path":"a.txt","messages":[]}\n]\n', stderr: ''})
    expect(spawnSync(process.execPath, [cli, '--fux'], {cwd, encoding: 'utf8'}).status).toBe(2)
  })
})
