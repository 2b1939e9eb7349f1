import {mkdir, readdir, readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {PassThrough, Readable, Writable} from 'node:stream'
import type {Log} from 'sarif'
import {describe, expect, it} from 'vitest'
import {run} from '../src/run.js'
import {catalogue, command, folderWith} from './helpers/command.js'

const actions = {GITHUB_ACTIONS: 'true'}

describe('--format', () => {
  it('writes several reports, in files and on standard output', async () => {
    const cwd = await folderWith({'a.txt': 'A bad day.', 'b.txt': 'Fine.'})
    const formats = ['--format', 'json,sarif=out/deep/a.sarif', '--format', 'junit=out/junit.xml,jsonl=b=c.jsonl']
    const {status, stdout, stderr} = await command(cwd, ['a.txt', 'b.txt', ...formats])
    expect([status, stderr]).toEqual([1, ''])
    expect(stdout).toBe((await command(cwd, ['a.txt', 'b.txt', '--format=json'])).stdout)
    const log = JSON.parse(await readFile(join(cwd, 'out/deep/a.sarif'), 'utf8')) as Log
    expect(log.runs[0]?.results?.map(({ruleId}) => ruleId)).toEqual(['bad-word'])
    expect(await readFile(join(cwd, 'out/junit.xml'), 'utf8')).toContain(
      '<testsuite name="a.txt" tests="1" failures="1"',
    )
    expect((await readFile(join(cwd, 'b=c.jsonl'), 'utf8')).split('\n').length).toBe(3)
    expect((await readdir(cwd)).sort()).toEqual(['a.txt', 'b.txt', 'b=c.jsonl', 'out'])
  })

  it.each(['pretty', 'json', 'jsonl', 'sarif', 'github', 'gitlab', 'junit', 'checkstyle', 'html'])(
    'knows %s',
    async (name) => {
      const cwd = await folderWith({'a.txt': 'A bad day.'})
      const {status, stdout, stderr} = await command(cwd, ['a.txt', `--format=${name}`])
      expect([status, stderr]).toEqual([1, ''])
      expect(stdout).toContain('bad-word')
    },
  )

  it('prints nothing when all reports go to files, which have no colors', async () => {
    const cwd = await folderWith({'a.txt': 'A bad day.'})
    const {stdout} = await command(cwd, ['a.txt', '--format', 'pretty=report.txt'], {tty: true, columns: 30})
    expect(stdout).toBe('')
    const report = await readFile(join(cwd, 'report.txt'), 'utf8')
    expect(report).toMatch(/^a\.txt\n1:3-1:6 error Unexpected `bad` bad-word\n {4}1 │ A bad day\.\n/)
    await command(cwd, ['a.txt', '--format', 'pretty=report.txt', '--color'])
    expect(await readFile(join(cwd, 'report.txt'), 'utf8')).toContain('\u001B[31m')
  })

  it('writes the others and ends with 2 when a file cannot be written, of which nothing is left', async () => {
    const cwd = await folderWith({'a.txt': 'A bad day.', 'old.json': 'old'})
    await mkdir(join(cwd, 'folder'))
    const formats = '--format=pretty,json=folder,sarif=a.txt/a.sarif,jsonl=old.json'
    const {status, stdout, stderr} = await command(cwd, ['a.txt', formats])
    expect(status).toBe(2)
    expect(stdout).toContain('✖ 1 error in 1 file')
    expect(stderr.split('\n')).toEqual([
      'mtlint: folder: the report cannot be written: is a folder',
      expect.stringMatching(/^mtlint: a\.txt\/a\.sarif: the report cannot be written: /),
      '',
    ])
    expect(await readFile(join(cwd, 'old.json'), 'utf8')).toMatch(/^\{"path":"a\.txt"/)
    expect((await readdir(cwd)).sort()).toEqual(['a.txt', 'folder', 'old.json'])
    expect(await readdir(join(cwd, 'folder'))).toEqual([])
  })

  it('keeps to --quiet and --fix', async () => {
    const cwd = await folderWith({'a.txt': 'A bad odd day.'})
    const argv = ['a.txt', '--format=gitlab=a.json']
    const found = async () =>
      (JSON.parse(await readFile(join(cwd, 'a.json'), 'utf8')) as {check_name: string}[]).map((one) => one.check_name)
    await command(cwd, [...argv, '--quiet'])
    expect(await found()).toEqual(['bad-word'])
    await command(cwd, [...argv, '--fix'])
    expect(await found()).toEqual(['odd-word'])
  })

  it('writes files beside the diff of --fix-dry-run and the text of --fix', async () => {
    const cwd = await folderWith({'a.txt': 'A bad day.\n'})
    const {stdout} = await command(cwd, ['a.txt', '--fix-dry-run', '--format=pretty,jsonl=a.jsonl'])
    expect(stdout).toMatch(/^--- a\/a\.txt\n/)
    expect(await readFile(join(cwd, 'a.jsonl'), 'utf8')).toBe('{"path":"a.txt","messages":[]}\n')
    const mended = await command(cwd, ['--fix', '--format=jsonl,json=b.json'], {stdin: 'A bad day.'})
    expect([mended.stdout, mended.stderr]).toEqual(['A good day.', '{"path":"<stdin>","messages":[]}\n'])
    expect(JSON.parse(await readFile(join(cwd, 'b.json'), 'utf8'))).toMatchObject([{path: '<stdin>'}])
  })

  it('goes on for its files when nobody reads standard output', async () => {
    const cwd = await folderWith({'a.txt': 'bad', 'b.txt': 'bad'})
    const stdout = new Writable({write: (_chunk, _encoding, done) => done(Object.assign(new Error(), {code: 'EPIPE'}))})
    const io = {stdin: Readable.from([]), stdout, stderr: new PassThrough(), env: {}, cwd: () => cwd}
    expect(await run(['a.txt', 'b.txt', '--format=pretty,jsonl=out.jsonl'], io, catalogue)).toBe(1)
    expect((await readFile(join(cwd, 'out.jsonl'), 'utf8')).match(/"path":"\w/g)?.length).toBe(2)
  })
})

describe('on GitHub Actions', () => {
  it('github comes on beside pretty, unless a format is given', async () => {
    const cwd = await folderWith({'a.txt': 'A bad day.'})
    const {stdout} = await command(cwd, ['a.txt'], {env: actions})
    expect(stdout).toBe(
      `${(await command(cwd, ['a.txt'])).stdout}::error file=a.txt,line=1,endLine=1,col=3,endColumn=6,title=mtlint bad-word::Unexpected \`bad\`\n`,
    )
    expect((await command(cwd, ['a.txt', '--format=pretty,github'])).stdout).toBe(stdout)
    expect((await command(cwd, ['a.txt', '--format=pretty'], {env: actions})).stdout).not.toContain('::error')
    expect((await command(cwd, ['a.txt', '--format=json'], {env: actions})).stdout).not.toContain('::error')
    expect((await command(cwd, ['a.txt'], {env: {GITHUB_ACTIONS: 'false'}})).stdout).not.toContain('::error')
  })

  it('a name or a draft can say no command', async () => {
    const cwd = await folderWith({' ::error::boo.txt': '::error::bad\n##[error]bad'})
    const {stdout, stderr} = await command(cwd, ['.', '::error::no', '##[error]no'], {env: actions})
    const lines = `${stdout}${stderr}`.split('\n')
    expect(lines.filter((line) => /^\s*::/.test(line)).length).toBe(2)
    expect(lines.filter((line) => /^\s*::(?!error file= %3A%3Aerror%3A%3Aboo\.txt,)/.test(line))).toEqual([])
    expect(lines.filter((line) => line.includes('##['))).toEqual([])
  })

  it('the diff stops commands by a word that nobody can guess', async () => {
    const cwd = await folderWith({'a.txt': '::error::boo\nbad\n'})
    const words = new Set<string>()
    for (const _ of [1, 2]) {
      const {stdout} = await command(cwd, ['a.txt', '--fix-dry-run'], {env: actions})
      const [, word = ''] = /^::stop-commands::([\w-]{20,})\n--- a\/a\.txt\n[\s\S]*\n::\1::\n$/.exec(stdout) ?? []
      expect(word).not.toBe('')
      words.add(word)
    }
    expect(words.size).toBe(2)
  })
})

describe('paths', () => {
  it('are those of the repository where a CI service reads them', async () => {
    const cwd = await folderWith({'docs/a.txt': 'A bad day.', 'b.txt': 'A bad day.'})
    const docs = join(cwd, 'docs')
    const print = async (name: string, env: Record<string, string>, path = 'a.txt') =>
      (await command(docs, [path, `--format=${name}`], {env})).stdout
    expect(await print('github', {GITHUB_WORKSPACE: cwd})).toContain('file=docs/a.txt,')
    expect(await print('github', {GITHUB_WORKSPACE: docs})).toContain('file=a.txt,')
    expect(await print('github', {GITHUB_WORKSPACE: docs}, '../b.txt')).toContain('file=../b.txt,')
    expect(await print('github', {})).toContain('file=a.txt,')
    expect(await print('sarif', {GITHUB_WORKSPACE: cwd})).toContain('"uri":"docs/a.txt"')
    expect(await print('gitlab', {CI_PROJECT_DIR: cwd}, '../b.txt')).toContain('"path":"b.txt"')
    expect(await print('pretty', {GITHUB_WORKSPACE: cwd})).toMatch(/^a\.txt\n/)
  })
})
