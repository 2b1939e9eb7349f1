import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {command, folderWith} from './helpers/command.js'

const draft = 'A bad day, and an odd one.\n\nA bad wall & a <b>bold</b> one.\n\nThe end is bad.\n'

async function report(files: Record<string, string>): Promise<string> {
  const cwd = await folderWith(files)
  await command(cwd, ['.', '--format', 'html=report.html'])
  return readFile(join(cwd, 'report.html'), 'utf8')
}

describe('the HTML report', () => {
  it('is one page that loads nothing', async () => {
    const page = await report({'a.txt': draft})
    expect(page).toMatch(/^<!doctype html>/i)
    expect(page).toContain('Content-Security-Policy')
    expect(page).not.toMatch(/<(?:script|img|iframe|link)[^>]*(?:src|href)="(?!data:)[a-z]+:/i)
  })

  it('has every finding with its rule and its repair', async () => {
    const page = await report({'a.txt': draft})
    for (const text of ['bad-word', 'odd-word', '<mark', 'line 3', 'good']) {
      expect(page).toContain(text)
    }
  })

  it('has a place for every link within the page', async () => {
    const page = await report({'a.txt': draft, 'b.md': '# A *title*\n\nA bad day, an odd one, a bad one.'})
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]))
    const links = [...page.matchAll(/href="#([^"]*)"/g)].map((match) => match[1])
    expect(links.length).toBeGreaterThan(5)
    for (const link of links) expect(ids).toContain(link)
  })

  it('shows a draft without letting it in', async () => {
    const hostile = '</script><script>alert(1)</script> <img src=x onerror=alert(1)> \u202E "\' & ]]> bad'
    const page = await report({'a.txt': hostile})
    const clean = await report({'a.txt': 'bad'})
    const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0
    expect(count(page, /<script/g)).toBe(count(clean, /<script/g))
    expect(page).not.toMatch(/<img|\u202E/)
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;')
  })

  it('has the same elements whatever the draft says', async () => {
    const tags = (page: string) => new Set([...page.matchAll(/<([a-z]+)/g)].map((match) => match[1]))
    const usual = tags(await report({'a.txt': draft, 'b.md': '# T\n\n- a\n\n> b\n\n| c |\n| - |\n| bad d |'}))
    const pieces = fc.constantFrom(
      '<',
      '>',
      '&',
      '"',
      "'",
      '</mark>',
      '<b>',
      '-->',
      'U. S. ',
      'the the ',
      '\n\n',
      '\u0007',
      '😀',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, {maxLength: 30}), async (list) => {
        for (const tag of tags(await report({'a.txt': list.join('')}))) expect(usual).toContain(tag)
      }),
      {numRuns: 40},
    )
  })
})
