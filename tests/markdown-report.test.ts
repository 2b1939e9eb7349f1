import fc from 'fast-check'
import {micromark} from 'micromark'
import {gfm, gfmHtml} from 'micromark-extension-gfm'
import {type DefaultTreeAdapterTypes, parseFragment} from 'parse5'
import {describe, expect, it} from 'vitest'
import type {Verdict} from '../src/gate.js'
import type {PlainMessage} from '../src/message.js'
import {createMarkdownReporter} from '../src/report/markdown.js'
import type {FileReport, Totals} from '../src/report/report.js'
import {visible} from '../src/report/visible.js'
import {command, folderWith} from './helpers/command.js'

const totals: Totals = {files: 1, errors: 1, warnings: 0, infos: 0, fixable: 0, fixed: 0}
const url = 'https://example.org/rules#bad'

function reportOf(path: string, reasons: readonly string[], verdict?: Verdict): FileReport {
  const messages = reasons.map((reason) => ({ruleId: 'bad', reason, line: 3, fatal: true, url}) as PlainMessage)
  return {path, before: '', source: '', messages, written: false, ...(verdict ? {verdict} : {})}
}

async function write(reports: readonly FileReport[], gate?: 'ready' | 'edit'): Promise<string> {
  const reporter = createMarkdownReporter({repositoryPath: (path) => path, gate})
  for (const report of reports) await reporter.file(report)
  return reporter.end(totals)
}

/** What a page makes of it: its elements in order, and the texts of the cells. */
function read(markdown: string): {tags: string[]; links: string[]; cells: string[]} {
  const html = micromark(markdown, {extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true})
  const page = {tags: [] as string[], links: [] as string[], cells: [] as string[]}
  const textIn = (node: DefaultTreeAdapterTypes.Node): string =>
    'value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(textIn).join('') : ''
  const walk = (node: DefaultTreeAdapterTypes.Node) => {
    if ('tagName' in node) {
      page.tags.push(node.tagName)
      page.links.push(...node.attrs.filter(({name}) => name === 'href').map(({value}) => value))
      if (node.tagName === 'td') page.cells.push(textIn(node))
    }
    if ('childNodes' in node) node.childNodes.forEach(walk)
  }
  walk(parseFragment(html))
  return page
}

const allowed = ['h3', 'p', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'code', 'a', 'span']

const hostile = [
  '<script>alert(1)</script>',
  '</code><img src=x onerror=y>',
  '| a | b |',
  '\n\n# title\n\n',
  '`',
  '``',
  '[x](javascript:y)',
  '![x](https://e.org/x.png)',
  'https://e.org www.e.org a@e.org',
  '@everyone #1',
  '&lt;&#60;',
  '<!--',
  '\\',
  '~~a~~ **b** _c_',
  '$x$',
  '[^1]: note',
  '\u202E\u0000',
]

describe('the format markdown', () => {
  it('is a heading, a sum and a table of the findings', async () => {
    expect(await write([reportOf('a.txt', ['Unexpected `x`, expected `y`'])])).toBe(
      [
        '### mtlint',
        '',
        '1 error, 0 warnings, 0 info in 1 file.',
        '',
        '| Place | Level | Finding | Rule |',
        '| --- | --- | --- | --- |',
        `| <code>a&#46;txt</code>:3 | error | Unexpected <code>x</code>&#44; expected <code>y</code> | [<code>bad</code>](${url}) |`,
        '',
      ].join('\n'),
    )
    expect(createMarkdownReporter({repositoryPath: String}).end({...totals, errors: 0})).toBe(
      '### mtlint\n\nNo issues found in 1 file.\n',
    )
  })

  it('says the verdicts below the wanted level', async () => {
    const first = {reason: ''} as PlainMessage
    const verdict = (level: Verdict['level']) => ({
      level,
      score: 7,
      findings: 2,
      reasons: [{ruleId: 'bad', findings: 2, score: 7, first}],
    })
    const reports = [
      reportOf('a', [], verdict('ready')),
      reportOf('b', [], verdict('edit')),
      reportOf('c', [], verdict('raw')),
    ]
    expect(read(await write(reports, 'ready')).cells).toEqual([
      ...['b', 'needs an edit (7.0)', 'bad ×2'],
      ...['c', 'raw machine output (7.0)', 'bad ×2'],
    ])
    expect(read(await write(reports, 'edit')).cells.length).toBe(3)
  })

  it('ends where it would be too long', async () => {
    const text = await write([
      reportOf('a', ['x'.repeat(1e6), ...Array(150).fill('x')]),
      reportOf('b', Array(150).fill('x')),
    ])
    expect(read(text).cells.length).toBe(200 * 4)
    expect(text).toMatch(/\nAnd 101 more\.\n$/)
    expect(text.length).toBeLessThan(100_000)
  })

  it('shows any text as it is and lets nothing become markup', async () => {
    const text = fc.array(fc.oneof(fc.constantFrom(...hostile), fc.string({unit: 'grapheme', maxLength: 5})), {
      maxLength: 8,
    })
    await fc.assert(
      fc.asyncProperty(text, text, async (a, b) => {
        const [path, reason] = [`p${a.join('')}`, `r${b.join('')}r`]
        const markdown = await write([reportOf(path, [reason])])
        const {tags, links, cells} = read(markdown)
        expect(tags.filter((tag) => !allowed.includes(tag))).toEqual([])
        expect(links).toEqual([url])
        expect(cells.length).toBe(4)
        const squeeze = (value: string) => value.replace(/\s+/g, ' ')
        expect(squeeze(cells[0] as string)).toBe(squeeze(`${visible(path)}:3`))
        expect(squeeze((cells[2] as string).replaceAll('`', ''))).toBe(squeeze(visible(reason).replaceAll('`', '')))
        // No marks are left for what reads the page: a name is not next to its @.
        expect(markdown.replaceAll(url, '')).not.toMatch(/(?<!&)[@#]\w|::/)
      }),
      {numRuns: 60},
    )
  })

  it('can be asked for beside the others', async () => {
    const cwd = await folderWith({'a.txt': 'bad', 'out.md': 'old'})
    const {stdout} = await command(cwd, ['a.txt', '--format=json,markdown=out.md'])
    expect(JSON.parse(stdout).length).toBe(1)
    const env = {GITHUB_WORKSPACE: '/nowhere'}
    expect((await command(cwd, ['a.txt', '--format=markdown'], {env})).stdout).toContain('| <code>a&#46;txt</code>:1 |')
  })
})
