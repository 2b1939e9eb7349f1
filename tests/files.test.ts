import {chmod, mkdir, readFile, readlink, stat, symlink} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {
  decode,
  defaultExtensions,
  explain,
  findFiles,
  readIgnore,
  readSource,
  shownPath,
  writeSource,
} from '../src/files.js'
import {folderWith} from './helpers/command.js'

async function find(cwd: string, ...args: string[]) {
  const {files, problems} = await findFiles(args, {cwd, extensions: defaultExtensions})
  return {paths: files.map(({path}) => path), named: files.filter(({named}) => named).map(({path}) => path), problems}
}

const tree = {
  'a.txt': '',
  'b.md': '',
  'c.rst': '',
  'docs/d.MD': '',
  'docs/e.html': '',
  'docs/deep/f.txt': '',
  'docs/.hidden/g.txt': '',
  'docs/.h.txt': '',
  'node_modules/x/h.md': '',
  'docs/node_modules/h.md': '',
  '.git/i.txt': '',
  '[odd] (name).txt': '',
}

describe('findFiles', () => {
  it('takes what has a known extension from folders, in order', async () => {
    const cwd = await folderWith(tree)
    expect(await find(cwd, '.')).toEqual({
      paths: ['[odd] (name).txt', 'a.txt', 'b.md', 'docs/d.MD', 'docs/deep/f.txt', 'docs/e.html'],
      named: [],
      problems: [],
    })
    expect((await find(cwd, 'docs/')).paths).toEqual(['docs/d.MD', 'docs/deep/f.txt', 'docs/e.html'])
  })

  it('takes what is named, whatever it is, and once', async () => {
    const cwd = await folderWith(tree)
    const {paths, named} = await find(
      cwd,
      'docs/.h.txt',
      './c.rst',
      '[odd] (name).txt',
      'node_modules/x',
      '.',
      'a.txt',
      join(cwd, 'a.txt'),
    )
    expect(named).toEqual(['[odd] (name).txt', 'a.txt', 'c.rst', 'docs/.h.txt'])
    expect(paths).toEqual([
      ...named.slice(0, 2),
      'b.md',
      'c.rst',
      'docs/.h.txt',
      'docs/d.MD',
      'docs/deep/f.txt',
      'docs/e.html',
      'node_modules/x/h.md',
    ])
  })

  it('matches globs', async () => {
    const cwd = await folderWith(tree)
    expect((await find(cwd, '**/*.{md,rst}')).paths).toEqual(['b.md', 'c.rst'])
    expect((await find(cwd, 'docs/**')).paths).toEqual(['docs/d.MD', 'docs/deep/f.txt', 'docs/e.html'])
    expect((await find(cwd, '?')).problems).toEqual(['?: no file matches'])
    expect((await find(join(cwd, 'docs'), '../*.txt')).paths).toEqual(['../[odd] (name).txt', '../a.txt'])
  })

  it('says what is not there', async () => {
    const cwd = await folderWith({'empty/x.png': '', 'a.txt': ''})
    expect(await find(cwd, 'no.txt', 'a.txt/b.txt', 'empty', 'a.txt')).toEqual({
      paths: ['a.txt'],
      named: ['a.txt'],
      problems: [
        'no.txt: no such file or folder: check the name',
        'a.txt/b.txt: no such file or folder: check the name',
        'empty: no files in it end with .txt, .md, .markdown, .mdx, .html, .htm (see --ext)',
      ],
    })
  })

  it('does not run around in links', async () => {
    const cwd = await folderWith({'docs/a.txt': ''})
    await symlink('..', join(cwd, 'docs/up'))
    await symlink('self.txt', join(cwd, 'docs/self.txt'))
    expect((await find(cwd, '.')).paths).toEqual(['docs/a.txt'])
    expect((await find(cwd, 'docs/up')).paths).toEqual(['docs/up/docs/a.txt'])
    expect((await find(cwd, 'docs/self.txt')).problems).toEqual([
      'docs/self.txt: is a link that leads around in a circle',
    ])
  })

  it.skipIf(process.getuid?.() === 0)('says which folders it cannot look into', async () => {
    const cwd = await folderWith({'a.txt': '', 'closed/b.txt': ''})
    await chmod(join(cwd, 'closed'), 0)
    const {paths, problems} = await find(cwd, '.')
    await chmod(join(cwd, 'closed'), 0o755)
    expect(paths).toEqual(['a.txt'])
    expect(problems).toEqual(['closed: permission denied: change its permissions, or ignore it'])
  })

  it('gives the working directory itself a name', () => {
    expect(shownPath('/a/b', '/a/b')).toBe('.')
  })
})

describe('readIgnore', () => {
  it('reads the nearest .mtlintignore upwards', async () => {
    const cwd = await folderWith({
      '.mtlintignore': '\uFEFFdrafts/\n# a comment\n*.log.txt\n!keep.log.txt\n',
      'docs/a.txt': '',
    })
    const ignoredBy = await readIgnore(join(cwd, 'docs'))
    expect(ignoredBy(join(cwd, 'docs/drafts/a.txt'))).toBe('../.mtlintignore')
    expect(ignoredBy(join(cwd, 'a.log.txt'))).toBe('../.mtlintignore')
    expect(ignoredBy(join(cwd, 'keep.log.txt'))).toBe(undefined)
    expect(ignoredBy(join(cwd, 'docs/a.txt'))).toBe(undefined)
    expect(ignoredBy(join(cwd, '../drafts/a.txt'))).toBe(undefined)
  })

  it('takes another file and further patterns, which win', async () => {
    const cwd = await folderWith({'.mtlintignore': 'a.txt', other: 'b.*'})
    const ignoredBy = await readIgnore(cwd, 'other', ['c.txt', '!b.md'])
    expect(['a.txt', 'b.txt', 'b.md', 'c.txt'].map((name) => ignoredBy(join(cwd, name)))).toEqual([
      undefined,
      'other',
      undefined,
      '--ignore-pattern',
    ])
  })

  it('ignores nothing without a file', async () => {
    const cwd = await folderWith({})
    expect((await readIgnore(cwd))(join(cwd, 'a.txt'))).toBe(undefined)
  })

  it('says that a file is missing', async () => {
    await expect(readIgnore('/', 'nowhere')).rejects.toThrow('nowhere: no such file or folder')
  })
})

describe('readSource and decode', () => {
  it('keeps the text as it is', () => {
    expect(decode(Buffer.from('\uFEFFé😀\r\n'))).toEqual({text: '\uFEFFé😀\r\n'})
    expect(decode(Buffer.alloc(0))).toEqual({text: ''})
  })

  it.each([
    [[0x61, 0xff, 0x62], 1],
    [[0x61, 0xe2, 0x28], 1],
    [[0xc3, 0xa9, 0xef, 0xbf, 0x28], 2],
    [[0x61, 0xf0, 0x9f, 0x98], 1],
    [[0xef, 0xbf, 0xbd, 0xed, 0xa0, 0x80], 3],
  ])('says where bytes are not UTF-8: %j', (bytes, offset) => {
    expect(decode(Buffer.from(bytes))).toMatchObject({broken: offset})
  })

  it('says what is not text', () => {
    expect(() => decode(Buffer.from('ab\0c'))).toThrow('is not text, it has a NUL byte at offset 2')
    expect(() => decode(Buffer.from('\uFEFFab', 'utf16le'))).toThrow('is UTF-16: save it as UTF-8')
    expect(() => decode(Buffer.from([0xfe, 0xff, 0, 0x61]))).toThrow('is UTF-16')
  })

  it('says what cannot be read', async () => {
    const folder = await folderWith({'a.txt': 'x'})
    expect(await readSource(join(folder, 'a.txt'))).toEqual({text: 'x'})
    await expect(readSource(join(folder, 'b.txt'))).rejects.toThrow('no such file or folder')
    await expect(readSource(folder)).rejects.toThrow('is a folder')
  })

  it.each([
    ['EACCES', 'permission denied'],
    ['ENOSPC', 'no space left'],
    ['EROFS', 'the disk is read-only'],
    ['ERR_FS_FILE_TOO_LARGE', 'is too large'],
    ['EIO', 'i/o error'],
  ])('explains %s', (code, message) => {
    expect(explain(Object.assign(new Error('i/o error'), {code}))).toContain(message)
  })
})

describe('writeSource', () => {
  it('keeps the mode, and writes through a link', async () => {
    const folder = await folderWith({'a.txt': 'old'})
    await chmod(join(folder, 'a.txt'), 0o640)
    await symlink('a.txt', join(folder, 'link.txt'))
    await writeSource(join(folder, 'link.txt'), '\uFEFFnew\r\n')
    expect(await readFile(join(folder, 'a.txt'), 'utf8')).toBe('\uFEFFnew\r\n')
    expect(await readlink(join(folder, 'link.txt'))).toBe('a.txt')
    expect((await stat(join(folder, 'a.txt'))).mode & 0o777).toBe(0o640)
  })

  it('says what cannot be written', async () => {
    const folder = await folderWith({})
    await mkdir(join(folder, 'a'))
    await expect(writeSource(join(folder, 'a/b/c.txt'), 'x')).rejects.toThrow(
      'cannot be written: no such file or folder',
    )
  })

  it.skipIf(process.getuid?.() === 0)('leaves a read-only file alone', async () => {
    const folder = await folderWith({'a.txt': 'old'})
    await chmod(join(folder, 'a.txt'), 0o444)
    await expect(writeSource(join(folder, 'a.txt'), 'new')).rejects.toThrow('cannot be written: permission denied')
    expect(await readFile(join(folder, 'a.txt'), 'utf8')).toBe('old')
  })
})
