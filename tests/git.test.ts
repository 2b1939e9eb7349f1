import {mkdir, readFile, rm, symlink, unlink} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {rangesOf, shiftRanges, touches} from '../src/changed.js'
import {readPatch} from '../src/patch.js'
import type {JsonFile} from '../src/report/json.js'
import {defineRule} from '../src/rule.js'
import {bad, catalogue, command, folderWith, type RunOptions} from './helpers/command.js'
import {commit, git, isGitHere, repositoryWith, write} from './helpers/repository.js'

/** Where something was reported: `path:line:column`. */
async function found(cwd: string, argv: readonly string[], options?: RunOptions): Promise<string[]> {
  const {stdout, stderr} = await command(cwd, [...argv, '--format=json'], options)
  expect(stderr).toBe('')
  const files = JSON.parse(stdout) as JsonFile[]
  return files.flatMap(({path, messages}) => messages.map(({line, column}) => `${path}:${line}:${column}`))
}

async function complaint(cwd: string, ...argv: string[]): Promise<string> {
  const {status, stdout, stderr} = await command(cwd, argv)
  expect([status, stdout]).toEqual([2, ''])
  return stderr
}

const old = 'One bad day.\nTwo bad days.\nThree bad days.\n'

describe('a patch', () => {
  const read = (text: string) =>
    readPatch(
      (async function* () {
        yield* Buffer.from(text).toString('latin1').split('\n')
      })(),
    )

  it('tells which lines were written', async () => {
    const patch = [
      'diff --git a/a.txt b/a.txt',
      '--- a/a.txt',
      '+++ b/a.txt',
      '@@ -1 +1 @@',
      '-x',
      '+y',
      '@@ -3,2 +3,0 @@ section',
      '-x',
      '-y',
      '@@ -7,0 +6,2 @@',
      '+x',
      '+y',
      '\\ No newline at end of file',
      'diff --git a/gone b/gone',
      '--- a/gone',
      '+++ /dev/null',
      '@@ -1 +0,0 @@',
      '-x',
    ]
    expect(await read(patch.join('\n'))).toEqual(
      new Map([
        [
          'a.txt',
          [
            {first: 1, count: 1},
            {first: 6, count: 2},
          ],
        ],
      ]),
    )
  })

  it('takes nothing of a file for a header', async () => {
    const patch = ['+++ b/a.txt', '@@ -1,2 +1,2 @@', '--- a/x', '-@@ -1 +9,9 @@', '+++ b/evil.txt', '+@@ -1 +9,9 @@']
    expect(await read(patch.join('\n'))).toEqual(new Map([['a.txt', [{first: 1, count: 2}]]]))
  })

  it('reads quoted names', async () => {
    const names = ['"b/a\\tb\\n\\"\\\\\\303\\251.txt"', 'b/two words.txt\t', 'b/é.txt']
    const patch = names.map((name) => `+++ ${name}\n@@ -0,0 +1 @@\n+x`)
    expect(Array.from((await read(patch.join('\n'))).keys())).toEqual(['a\tb\n"\\é.txt', 'two words.txt', 'é.txt'])
  })
})

describe('changed ranges', () => {
  it('count lines as git does', () => {
    expect(
      rangesOf('a\rb\r\nc\u2028d\ne', [
        {first: 2, count: 1},
        {first: 3, count: 1},
      ]),
    ).toEqual([
      {start: 5, end: 9},
      {start: 9, end: 10},
    ])
    expect(rangesOf('ab', 'all')).toEqual([{start: 0, end: 2}])
    expect(rangesOf('', [{first: 1, count: 1}])).toEqual([{start: 0, end: 0}])
  })

  it('meet a finding or the place that explains it', () => {
    const ranges = [
      {start: 10, end: 20},
      {start: 30, end: 40},
    ]
    const at = (start: number, end: number) => ({start, end, plain: true})
    expect(touches({span: at(5, 10)}, ranges)).toBe(false)
    expect(touches({span: at(5, 11)}, ranges)).toBe(true)
    expect(touches({span: at(20, 30)}, ranges)).toBe(false)
    expect(touches({span: at(39, 50)}, ranges)).toBe(true)
    expect(touches({span: at(50, 60)}, ranges)).toBe(false)
    expect(touches({span: at(50, 60), related: {span: at(12, 13), message: ''}}, ranges)).toBe(true)
    expect(touches({span: at(0, 9)}, [])).toBe(false)
  })

  it('move with edits', () => {
    const ranges = [
      {start: 10, end: 20},
      {start: 30, end: 40},
    ]
    const edits = [
      {start: 0, end: 2, length: 0},
      {start: 12, end: 14, length: 5},
      {start: 38, end: 44, length: 1},
    ]
    expect(shiftRanges(ranges, edits)).toEqual([
      {start: 8, end: 21},
      {start: 31, end: 40},
    ])
    expect(shiftRanges(ranges, [])).toEqual(ranges)
  })
})

describe.skipIf(!isGitHere())('--since', () => {
  it('reports what was written since the branches parted, committed or not', async () => {
    const cwd = await repositoryWith({'a.txt': old, 'b.txt': old, 'c.txt': old})
    await commit(cwd, {'a.txt': old.replace('Two bad', 'Two very bad')})
    await write(cwd, {'b.txt': `${old}Four bad days.\n`, 'new.txt': 'A bad one.\n', 'staged.txt': 'Bad.\n'})
    git(cwd, 'add', 'staged.txt')
    // What others did on main is not ours.
    git(cwd, 'stash', '-q', '-u')
    git(cwd, 'checkout', '-q', 'main')
    await commit(cwd, {'c.txt': 'All bad.\n'})
    git(cwd, 'checkout', '-q', 'topic')
    git(cwd, 'stash', 'pop', '-q', '--index')
    const expected = ['a.txt:2:10', 'b.txt:4:6', 'new.txt:1:3', 'staged.txt:1:1']
    expect(await found(cwd, ['--since', 'main'])).toEqual(expected)
    expect(await found(cwd, ['--since', 'main'], {stdin: ''})).toEqual(expected)
    expect(await found(cwd, ['--since', 'main', 'a.txt', 'c.txt'])).toEqual(['a.txt:2:10'])
    expect(await found(cwd, ['--since=HEAD', '.'])).toEqual(expected.slice(1))
    expect(await found(cwd, ['--since=HEAD', 'a.txt'])).toEqual([])
  })

  it('knows a renamed file again, and leaves out deleted and ignored ones', async () => {
    const long = `${'A fine line.\n'.repeat(20)}A bad line.\n`
    const cwd = await repositoryWith({'a.txt': long, 'gone.txt': old, '.gitignore': 'draft.txt\n'})
    git(cwd, 'mv', 'a.txt', 'b.txt')
    await write(cwd, {'b.txt': `Bad.\n${long}`, 'draft.txt': 'Bad.'})
    await unlink(join(cwd, 'gone.txt'))
    expect(await found(cwd, ['--since', 'main', '.'])).toEqual(['b.txt:1:1'])
  })

  it('reports from a folder of the repository', async () => {
    const cwd = await repositoryWith({'a.txt': old, 'in/deep/b.txt': old})
    await write(cwd, {'a.txt': 'Bad.', 'in/deep/b.txt': `Bad.\n${old}`, 'in/c.txt': 'bad'})
    expect(await found(join(cwd, 'in'), ['--since', 'main'])).toEqual(['c.txt:1:1', 'deep/b.txt:1:1'])
    expect(await found(join(cwd, 'in'), ['--since', 'main', '..'])).toEqual([
      '../a.txt:1:1',
      'c.txt:1:1',
      'deep/b.txt:1:1',
    ])
  })

  it('takes any name', async () => {
    const names = ['two words.txt', 'a\nb.txt', 'é日.txt', '"q"\t\\.txt', '-n.txt', ' -> b.txt', ':(top)x.txt', '*.txt']
    const files = (text: string) => Object.fromEntries(names.map((name) => [name, text]))
    const cwd = await repositoryWith(files(old))
    await write(cwd, files(`${old}Bad.\n`))
    const places = names.map((name) => `${name}:4:1`).sort()
    expect((await found(cwd, ['--since', 'main', '.'])).sort()).toEqual(places)
    await rm(join(cwd, '.git'), {recursive: true})
    git(cwd, 'init', '-q')
    await commit(cwd)
    await write(cwd, Object.fromEntries(names.map((name) => [`in/${name}`, 'bad'])))
    expect((await found(cwd, ['--since', 'HEAD', '.'])).sort()).toEqual(names.map((name) => `in/${name}:1:1`).sort())
  })

  it('does not depend on how git is configured', async () => {
    const cwd = await repositoryWith({'a.txt': `${old}\n\n${old}`, '.gitattributes': '*.txt -diff diff=upper\n'})
    const settings = [
      'color.ui=always',
      'core.quotePath=true',
      'diff.noprefix=true',
      'diff.mnemonicPrefix=true',
      'diff.external=false',
      'diff.interHunkContext=9',
      'diff.context=5',
      'diff.relative=true',
      'diff.wsErrorHighlight=all',
      'diff.upper.textconv=rev',
      'diff.upper.command=false',
      'diff.suppressBlankEmpty=true',
    ]
    for (const setting of settings) git(cwd, 'config', ...(setting.split('=', 2) as [string, string]))
    await write(cwd, {'a.txt': `Bad.\n${old}\n\n${old}Bad.\n`, 'é.txt': 'bad'})
    expect(await found(cwd, ['--since', 'main', '.'])).toEqual(['a.txt:1:1', 'a.txt:10:1', 'é.txt:1:1'])
  })

  it('reports a finding whose related place was written', async () => {
    const again = defineRule({
      ...bad.definition,
      end(report, {source}) {
        const [first = 0, second = 0] = Array.from(source.matchAll(/bad/g), ({index}) => index)
        const at = (start: number) => ({start, end: start + 3, plain: true})
        report(at(second), {message: 'Again', related: {span: at(first), message: 'first'}})
      },
      paragraph() {},
    })
    const options = {catalogue: {rules: [again], presets: {recommended: {'bad-word': 'error'}}}} as const
    const cwd = await repositoryWith({'a.txt': 'fine\nfine\nbad\n', 'b.txt': 'bad\nfine\nbad\n'})
    await write(cwd, {'a.txt': 'bad\nfine\nbad\n', 'b.txt': 'bad\nFine\nbad\n'})
    expect(await found(cwd, ['--since', 'main', '.'], options)).toEqual(['a.txt:3:1'])
  })

  it('fixes what is reported and nothing else', async () => {
    const cwd = await repositoryWith({'a.txt': old})
    await write(cwd, {'a.txt': `Bad, bad.\n${old.replace('Three', '3')}`})
    const {stdout} = await command(cwd, ['--since', 'main', '--fix', 'a.txt'])
    expect(stdout).toContain('3 fixed')
    expect(await readFile(join(cwd, 'a.txt'), 'utf8')).toBe('good, good.\nOne bad day.\nTwo bad days.\n3 good days.\n')
  })

  it('goes with a baseline and a cache', async () => {
    const cwd = await repositoryWith({'a.txt': old, '.gitignore': '.mtlintcache\nbase.json\n'})
    await command(cwd, ['--baseline', 'base.json', '--update-baseline', 'a.txt'])
    await write(cwd, {'a.txt': `${old.replace('Two bad', 'Two  bad')}\nA bad, bad end.\n`})
    const argv = ['--since', 'main', '--baseline', 'base.json', '--cache', '--cache-strategy', 'content', 'a.txt']
    // The second line was written, but what was found in it was known.
    expect(await found(cwd, argv)).toEqual(['a.txt:5:3', 'a.txt:5:8'])
    expect(await found(cwd, argv)).toEqual(['a.txt:5:3', 'a.txt:5:8'])
    expect(await found(cwd, argv.toSpliced(0, 2))).toEqual(['a.txt:5:3', 'a.txt:5:8'])
    expect(await found(cwd, ['--cache', '--cache-strategy', 'content', 'a.txt'])).toHaveLength(5)
  })

  it('leaves submodules to themselves', async () => {
    const inner = await repositoryWith({'s.txt': old})
    const cwd = await repositoryWith({'a.txt': old})
    git(cwd, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', inner, 'sub')
    await commit(cwd)
    await write(cwd, {'sub/s.txt': 'Bad.\n', 'a.txt': 'Bad.\n'})
    expect(await found(cwd, ['--since', 'main', '.'])).toEqual(['a.txt:1:1'])
    expect(await found(join(cwd, 'sub'), ['--since', 'HEAD', '.'])).toEqual(['s.txt:1:1'])
  })

  it('says what is missing', async () => {
    const cwd = await repositoryWith({'a.txt': old})
    for (const ref of ['nope', '--output=x', '-h', '', 'HEAD:a.txt', 'a\u001B[31mb']) {
      expect(await complaint(cwd, `--since=${ref}`, 'a.txt')).toMatch(
        /^mtlint: --since .*: git knows no such commit\n$/,
      )
    }
    expect(await complaint(cwd, '--since=a\u001B[31mb', 'a.txt')).toContain('a\\x1b[31mb')
    git(cwd, 'checkout', '-q', '--orphan', 'other')
    await commit(cwd, {'other.txt': ''})
    expect(await complaint(cwd, '--since', 'main', 'a.txt')).toBe(
      'mtlint: --since main: it has no commit in common with HEAD\n',
    )
    expect(await complaint(cwd, '--since', 'main', '-')).toContain('not about standard input')
    expect(await complaint(await folderWith({'a.txt': ''}), '--since', 'main', 'a.txt')).toMatch(
      /^mtlint: git: not a git repository/,
    )
  })

  it('says that a clone is shallow', async () => {
    const origin = await repositoryWith({'a.txt': old})
    await commit(origin, {'a.txt': 'bad'})
    git(origin, 'checkout', '-q', 'main')
    await commit(origin, {'b.txt': 'b'})
    const cwd = join(await folderWith({}), 'clone')
    git(origin, 'clone', '-q', '--depth=1', '--branch=topic', `file://${origin}`, cwd)
    expect(await complaint(cwd, '--since', 'origin/main', 'a.txt')).toMatch(
      /no such commit: the clone is shallow, fetch/,
    )
    git(cwd, 'fetch', '-q', '--depth=1', 'origin', 'main:refs/remotes/origin/main')
    expect(await complaint(cwd, '--since', 'origin/main', 'a.txt')).toMatch(
      /HEAD: the clone is shallow, fetch its history/,
    )
    git(cwd, 'fetch', '-q', '--unshallow', 'origin')
    expect(await found(cwd, ['--since', 'origin/main', 'a.txt'])).toEqual(['a.txt:1:1'])
  })

  it('says that there is no git', async () => {
    const cwd = await repositoryWith({'a.txt': old})
    const {PATH} = process.env
    try {
      process.env.PATH = cwd
      expect(await complaint(cwd, '--since', 'main', 'a.txt')).toMatch(/git cannot be found.*install it/)
    } finally {
      process.env.PATH = PATH
    }
  })
})

describe.skipIf(!isGitHere())('--staged', () => {
  it('reads what is staged, not what is in the work tree', async () => {
    const cwd = await repositoryWith({'a.txt': old, 'b.txt': old, 'same.txt': old})
    await write(cwd, {'a.txt': `Bad, é.\n${old}`, 'b.txt': `${old}Bad.\n`, 'gone.txt': 'So bad.\n', 'x.log': 'bad'})
    git(cwd, 'add', '-A')
    await write(cwd, {'a.txt': 'Fine now.\n', 'later.txt': 'bad', 'same.txt': 'bad'})
    await unlink(join(cwd, 'gone.txt'))
    expect(await found(cwd, ['--staged'])).toEqual(['a.txt:1:1', 'b.txt:4:1', 'gone.txt:1:4'])
    expect(await found(cwd, ['--staged', 'gone.txt', 'same.txt'])).toEqual(['gone.txt:1:4'])
    expect(await found(cwd, ['--staged', '{a,gone}.*'])).toEqual(['a.txt:1:1', 'gone.txt:1:4'])
    expect(await found(cwd, ['--staged', '.', '!b.txt'])).toEqual(['a.txt:1:1', 'gone.txt:1:4'])
    expect(await found(cwd, ['--staged', 'x.log'])).toEqual(['x.log:1:1'])
    expect((await command(cwd, ['--staged'])).status).toBe(1)
    expect(await complaint(cwd, '--staged', 'nope.txt', '--format=jsonl')).toContain('nope.txt: no such file')
  })

  it('works before the first commit and with --since', async () => {
    const cwd = await folderWith({'in/a.txt': 'Bad.\n', 'node_modules/b.txt': 'bad', '.hidden/c.txt': 'bad'})
    git(cwd, 'init', '-q')
    expect(await found(cwd, ['--staged'])).toEqual([])
    git(cwd, 'add', '-A')
    expect(await found(cwd, ['--staged'])).toEqual(['in/a.txt:1:1'])
    expect(await found(join(cwd, 'in'), ['--staged', '../node_modules'])).toEqual(['../node_modules/b.txt:1:1'])
    git(cwd, 'add', '-A')
    await commit(cwd)
    git(cwd, 'checkout', '-q', '-b', 'topic')
    await commit(cwd, {'in/a.txt': 'Bad.\nWorse, bad.\n'})
    await write(cwd, {'in/a.txt': 'Bad.\nWorse, bad.\nbad\n'})
    git(cwd, 'add', '-A')
    await write(cwd, {'in/a.txt': 'bad'})
    expect(await found(cwd, ['--staged'])).toEqual(['in/a.txt:3:1'])
    expect(await found(cwd, ['--staged', '--since=HEAD~1'])).toEqual(['in/a.txt:2:8', 'in/a.txt:3:1'])
  })

  it('leaves out links, submodules and what is in conflict', async () => {
    const inner = await repositoryWith({'s.txt': old})
    const cwd = await repositoryWith({'a.txt': old, 'b.txt': old})
    await symlink('bad.txt', join(cwd, 'link.txt'))
    await unlink(join(cwd, 'b.txt'))
    await symlink('bad.txt', join(cwd, 'b.txt'))
    git(cwd, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', inner, 'sub.txt')
    git(cwd, 'add', '-A')
    expect(await found(cwd, ['--staged'])).toEqual([])
    git(cwd, 'commit', '-qm', 'x')
    await commit(cwd, {'a.txt': 'Bad on topic.\n'})
    git(cwd, 'checkout', '-q', 'main')
    await commit(cwd, {'a.txt': 'Bad on main.\n'})
    expect(() => git(cwd, 'merge', 'topic')).toThrow()
    expect(await found(cwd, ['--staged'])).toEqual([])
  })

  it('knows a renamed file, and reads bytes that are no UTF-8', async () => {
    const long = `${'A fine line.\n'.repeat(20)}A bad line.\n`
    const cwd = await repositoryWith({'a.txt': long, 'b.txt': 'b'})
    git(cwd, 'mv', 'a.txt', 'c.txt')
    await write(cwd, {'c.txt': `${long}Bad.\n`, 'b.txt': Buffer.from('bad \xff', 'latin1')})
    git(cwd, 'add', '-A')
    const {stdout, stderr} = await command(cwd, ['--staged', '--format=jsonl'])
    expect(stderr).toBe('mtlint: b.txt: is not UTF-8 at byte offset 4: save it as UTF-8\n')
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as JsonFile)
    expect(lines.map(({path, messages}) => [path, messages.map(({line}) => line)])).toEqual([
      ['b.txt', [1]],
      ['c.txt', [22]],
    ])
  })

  it('does not go with --fix, but shows what it would do', async () => {
    const cwd = await repositoryWith({'a.txt': old})
    await write(cwd, {'a.txt': `Bad.\n${old}`})
    git(cwd, 'add', '-A')
    expect(await complaint(cwd, '--staged', '--fix', 'a.txt')).toMatch(/--fix would mend what is in the work tree/)
    const {stdout} = await command(cwd, ['--staged', '--fix-dry-run', 'a.txt'])
    expect(stdout).toContain('-Bad.\n+good.\n One bad day.\n')
  })

  it('judges what is new', async () => {
    const cwd = await repositoryWith({'a.txt': `${'bad '.repeat(100)}\n`})
    await mkdir(join(cwd, 'b'))
    await write(cwd, {'a.txt': `${'bad '.repeat(100)}\nOne bad word.\n`})
    const {stdout, status} = await command(cwd, ['gate', '--since', 'main', 'a.txt', '--format=json'], {catalogue})
    expect(status).toBe(0)
    expect(JSON.parse(stdout)[0].verdict).toMatchObject({level: 'ready', score: 4})
  })
})
