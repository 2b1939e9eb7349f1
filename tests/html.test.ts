import {createHash} from 'node:crypto'
import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import fc from 'fast-check'
import {type DefaultTreeAdapterTypes, parse} from 'parse5'
import {VFile} from 'vfile'
import {VFileMessage} from 'vfile-message'
import {describe, expect, it} from 'vitest'
import {fix} from '../src/fix.js'
import {lint} from '../src/lint.js'
import {shorten} from '../src/report/html/escape.js'
import {createHtmlReporter} from '../src/report/html.js'
import type {Totals} from '../src/report/report.js'
import {visible} from '../src/report/visible.js'
import {defineRule, type FixKind, type LintMessage, type Rule} from '../src/rule.js'
import {bad, command, configOf, folderWith, note, odd} from './helpers/command.js'

type Element = DefaultTreeAdapterTypes.Element
type Node = DefaultTreeAdapterTypes.Node

const none: Totals = {files: 1, errors: 0, warnings: 0, infos: 0, fixable: 0, fixed: 0}
const draft = 'A bad day, and an odd one.\n\nA bad wall & a <b>bold</b> one.\n\nThe end is bad.\n'

async function report(files: Record<string, string>): Promise<string> {
  const cwd = await folderWith(files)
  await command(cwd, ['.', '--format', 'html=report.html'])
  return readFile(join(cwd, 'report.html'), 'utf8')
}

/** The page of one file with the given messages. */
async function pageOf(source: string, messages: readonly LintMessage[], path = 'a.txt'): Promise<string> {
  const reporter = createHtmlReporter()
  return (await reporter.file({path, before: source, source, messages, written: false})) + reporter.end(none)
}

async function pageWith(source: string, rules: readonly Rule[], path = 'a.txt'): Promise<string> {
  return pageOf(source, await lint(new VFile({value: source, path}), configOf(rules)), path)
}

function elementsOf(node: Node): Element[] {
  const inner = 'childNodes' in node ? node.childNodes.flatMap(elementsOf) : []
  return 'tagName' in node ? [node, ...inner] : inner
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value
}

function hasClass(element: Element, name: string): boolean {
  return attribute(element, 'class')?.split(' ').includes(name) ?? false
}

function textOf(node: Node, skip: (element: Element) => boolean = () => false): string {
  if ('tagName' in node && skip(node)) return ''
  if ('value' in node) return node.value
  return 'childNodes' in node ? node.childNodes.map((child) => textOf(child, skip)).join('') : ''
}

function draftIn(page: string): Element {
  return elementsOf(parse(page)).find(({tagName}) => tagName === 'article') as Element
}

/** The draft as it is shown, without the numbers of its findings. */
function shownDraft(page: string, text: 'draft' | 'mended'): string {
  const other = text === 'draft' ? 'now' : 'was'
  return textOf(draftIn(page), (element) => hasClass(element, other) || hasClass(element, 'ref'))
}

function withoutSpace(text: string): string {
  return text.replace(/[ \t\r\n]+/g, '')
}

type Place = {start: number; end: number; fix?: FixKind; expected?: string}

function messageAt(source: string, {start, end, fix: kind = 'none', expected}: Place): LintMessage {
  return Object.assign(new VFileMessage('Unexpected `place`', {ruleId: 'place', source: 'mtlint'}), {
    ruleId: 'place',
    actual: source.slice(start, end),
    expected: expected === undefined ? undefined : [expected],
    fix: kind,
    span: {start, end, plain: true},
  })
}

describe('the HTML report', () => {
  it('is one page that loads nothing', async () => {
    const page = await report({'a.txt': draft})
    expect(page).toMatch(/^<!doctype html>/i)
    expect(page).not.toMatch(/<(?:script|img|iframe|link)[^>]*(?:src|href)="(?!data:)[a-z]+:/i)
    expect(page).not.toMatch(/@import|url\(/)
  })

  it('allows its own style and script and nothing else', async () => {
    const elements = elementsOf(parse(await report({'a.txt': draft})))
    const policy = elements
      .map((element) => attribute(element, 'http-equiv') === 'Content-Security-Policy' && attribute(element, 'content'))
      .find((content) => typeof content === 'string')
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    for (const name of ['style', 'script']) {
      const found = elements.filter(({tagName}) => tagName === name)
      expect(found.length).toBe(1)
      const hash = createHash('sha256')
        .update(textOf(found[0] as Element))
        .digest('base64')
      expect(policy).toContain(`${name}-src 'sha256-${hash}'`)
    }
    for (const {attrs} of elements) for (const {name} of attrs) expect(name).not.toMatch(/^(?:on|style$|src$)/)
  })

  it('has every finding with its rule and its repair', async () => {
    const page = await report({'a.txt': draft})
    for (const text of ['bad-word', 'odd-word', '<mark', 'line 3', 'good']) {
      expect(page).toContain(text)
    }
  })

  it('says why, and links the place that explains a finding', async () => {
    const again = defineRule({
      ...bad.definition,
      id: 'again',
      paragraph({text, span}, tell) {
        const [first = 0, second = 0] = [...text.matchAll(/bad/g)].map((match) => match.index)
        tell(span(second, second + 3), {
          message: 'Unexpected copy of `<bad>`',
          note: 'Said before.',
          expected: ['', 'worse'],
          related: {span: span(first, first + 3), message: 'first copy'},
        })
      },
    })
    const page = await pageWith('One bad day.\nTwo bad days.', [again])
    expect(page).toContain('Unexpected copy of <code>&lt;bad&gt;</code>')
    expect(page).toContain('Said before.')
    expect(page).toContain('<i>nothing</i>, or <ins>worse</ins>')
    expect(page).toContain('<a href="#r1-1">first copy, line 1</a>')
    expect(page).toContain('<span class="at" id="r1-1"></span>bad')
  })

  it('has a place for every link within the page, and no id twice', async () => {
    const page = await report({'a.txt': draft, 'b.md': '# A *title*\n\nA bad day, an odd one, a bad one.'})
    const all = [...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1])
    const ids = new Set(all)
    const links = [...page.matchAll(/href="#([^"]*)"/g)].map((match) => match[1])
    expect(ids.size).toBe(all.length)
    expect(links.length).toBeGreaterThan(5)
    for (const link of links) expect(ids).toContain(link)
  })

  it('has a section for each file with findings, and names the others', async () => {
    const page = await report({'a.txt': 'bad', 'b.txt': 'fine <i>', 'c.txt': 'odd'})
    const sections = elementsOf(parse(page)).filter(({tagName}) => tagName === 'section')
    expect(sections.map((section) => attribute(section, 'aria-labelledby'))).toEqual(['file-1', 'file-3'])
    expect(page).toContain('<li>b.txt<span>no findings</span></li>')
    expect(page).toContain('2 findings in 3 files, 1 of them with a safe fix')
    expect(await report({'a.txt': 'fine'})).toContain('Nothing was found.')
    expect(createHtmlReporter().end({...none, files: 0})).toContain('Nothing was found.')
  })

  it('says when the safe fixes were written', async () => {
    const source = 'An odd one.'
    const messages = await lint(new VFile({value: source, path: 'a.txt'}), configOf([odd]))
    const part = await createHtmlReporter().file({path: 'a.txt', before: 'x', source, messages, written: true})
    expect(part).toContain('1 warning, after safe fixes were written')
  })

  it('cuts a long value in its middle, between characters', () => {
    expect(shorten('a'.repeat(160))).toBe('a'.repeat(160))
    expect(shorten(`${'a'.repeat(100)}${'b'.repeat(100)}`)).toBe(`${'a'.repeat(80)} … ${'b'.repeat(80)}`)
    const emoji = `a${'😀'.repeat(100)}b`
    expect(shorten(emoji)).toBe(`a${'😀'.repeat(39)} … ${'😀'.repeat(39)}b`)
  })
})

describe('the draft in the HTML report', () => {
  it('reads without the markup of Markdown', async () => {
    const source =
      '\uFEFF---\ntitle: The quay\n---\n\n# A **bad** title\n\nThe *odd* ferry &mdash; see [the note](https://a.example), <https://b.example> and `bad`.\n\n' +
      '1. One rope\n- Two ropes\n\n> A quay\n> in two lines\n\n| A | bad B |\n| - | - |\n\n```sh\nls\n```\n\n![A boat](b.png)\n\nAn end\n===\n\nGone.\n'
    const page = await pageWith(source, [bad, odd, note], 'a.md')
    const blocks = draftIn(page).childNodes.filter((node): node is Element => 'tagName' in node)
    expect(blocks.map((block) => [attribute(block, 'class'), textOf(block, (part) => hasClass(part, 'now'))])).toEqual([
      ['other', '---\ntitle: The quay\n---'],
      ['heading', 'A bad1 title'],
      ['paragraph', 'The odd2 ferry — see the note3, https://b.example and bad.'],
      ['list-item', '1.One rope'],
      ['list-item', '•Two ropes'],
      ['quote', expect.stringMatching(/^A quay\s+in two lines$/)],
      ['row', 'A │ bad4 B'],
      ['other', '```sh\nls\n```'],
      ['alt', 'A boat'],
      ['heading', 'An end'],
      ['paragraph', 'Gone.'],
    ])
  })

  it('reads without the tags and scripts of HTML', async () => {
    const source =
      '<head><script>"bad"</script></head><h1>A <i>bad</i> title</h1>\n<!-- odd --><ul><li>A r&ocirc;pe</li></ul>\n' +
      '<table><tr><td>A</td>\n<td><code>b</code> <img alt="odd"></td></tr></table>'
    const page = await pageWith(source, [bad, odd], 'a.html')
    expect(withoutSpace(shownDraft(page, 'draft'))).toBe('Abadtitle•Arôpe' + 'A│bodd')
  })

  it('shows the markup inside a finding', async () => {
    const across = defineRule({
      ...bad.definition,
      paragraph: ({text, span}, tell) => tell(span(0, text.length), {message: 'Unexpected', expected: ['x']}),
    })
    const page = await pageWith('The [bad](c.md) day', [across], 'a.md')
    expect(shownDraft(page, 'draft').trim()).toBe('The [bad](c.md) day')
  })

  it('mends as --fix does', async () => {
    const source = 'A bad day, a bad \tnight & an odd\r\nbad one.'
    const page = await pageWith(source, [bad, odd])
    const {text} = await fix(source, configOf([bad, odd]))
    expect(withoutSpace(shownDraft(page, 'mended'))).toBe(withoutSpace(text))
    expect(withoutSpace(shownDraft(page, 'draft'))).toBe(withoutSpace(source))
  })

  const hostile = fc.constantFrom(
    ...['<', '>', '&', '"', "'", '`', '&amp;', '</mark>', '<b>', '</script>', '<!--', '-->', ']]>', '\\', '😀', 'é'],
    ...['\u0000', '\u0007', '\u202E', '\u2066', '\u200B', '\u2028', '\n', '\r\n', '\n\n', '  ', '\t', 'bad ', 'word'],
  )

  it('marks what was found and nothing else, however findings overlap', async () => {
    const place = fc.record({
      from: fc.nat(),
      length: fc.nat(),
      fix: fc.constantFrom<FixKind>('safe', 'suggest', 'none'),
      expected: fc.oneof(hostile, fc.constant('')),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(hostile, {minLength: 1, maxLength: 30}),
        fc.array(place, {minLength: 1, maxLength: 8}),
        async (pieces, places) => {
          const source = pieces.join('')
          const messages = places
            .map(({from, length, ...rest}) => {
              const first = from % pieces.length
              const last = first + 1 + (length % (pieces.length - first))
              const offset = (index: number) => pieces.slice(0, index).join('').length
              return messageAt(source, {start: offset(first), end: offset(last), ...rest})
            })
            .sort((a, b) => a.span.start - b.span.start)
          const page = await pageOf(source, messages)
          const elements = elementsOf(draftIn(page))
          const seen = (text: string) => visible(withoutSpace(text))
          expect(withoutSpace(shownDraft(page, 'draft'))).toBe(seen(source))
          for (const [index, {span}] of messages.entries()) {
            const key = `1-${index + 1}`
            const marks = elements.filter(
              (mark) => mark.tagName === 'mark' && attribute(mark, 'data-f')?.split(' ').includes(key),
            )
            expect(withoutSpace(marks.map((mark) => textOf(mark)).join(''))).toBe(
              seen(source.slice(span.start, span.end)),
            )
            expect(elements.some((element) => attribute(element, 'id') === `f${key}`)).toBe(true)
          }
          let mended = ''
          let end = 0
          for (const {span, fix: kind, expected, actual} of messages) {
            if (kind !== 'safe' || expected?.[0] === actual || span.start < end) continue
            mended += source.slice(end, span.start) + expected?.[0]
            end = span.end
          }
          expect(withoutSpace(shownDraft(page, 'mended'))).toBe(seen(mended + source.slice(end)))
        },
      ),
      {numRuns: 300},
    )
  })

  it('marks a finding inside of code', async () => {
    const source = 'Write `<td>bad` here.'
    const page = await pageOf(source, [messageAt(source, {start: 11, end: 14})], 'a.md')
    const marks = elementsOf(draftIn(page)).filter(({tagName}) => tagName === 'mark')
    expect(marks.map((mark) => textOf(mark))).toEqual(['bad'])
  })

  it('has a place for every finding in every format', async () => {
    const markup = fc.oneof(
      hostile,
      fc.constantFrom(
        ...['# ', '- ', '1. ', '> ', '| a | bad |\n| - | - |\n', '```\n', '![bad](a.png)', '[bad](b)', '*', '[^1]: '],
        ...['<p>', '</p>', '<td>bad', '<script>', '<img alt="bad &lt;">', '&eacute;', '<!-- bad -->', '\uFEFF'],
      ),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(markup, {maxLength: 40}),
        fc.constantFrom('md', 'mdx', 'html'),
        async (pieces, type) => {
          const source = pieces.join('')
          const found = [...source.matchAll(/bad|[<>*&]+/g)].map(({index, 0: {length}}) =>
            messageAt(source, {start: index, end: index + length, fix: 'safe', expected: 'good'}),
          )
          const page = await pageOf(source, found, `a.${type}`)
          for (const [index, {actual}] of found.entries()) {
            const marks = found.length === 0 ? [] : elementsOf(draftIn(page)).filter(({tagName}) => tagName === 'mark')
            const own = marks.filter((mark) => attribute(mark, 'data-f') === `1-${index + 1}`)
            expect(page).toContain(` id="f1-${index + 1}"`)
            if (actual === 'bad') expect(own.map((mark) => textOf(mark)).join('')).toContain('bad')
          }
        },
      ),
      {numRuns: 200},
    )
  })

  it('stays small when thousands of findings lie within each other', async () => {
    const source = 'word '.repeat(4000)
    const messages = Array.from({length: 4000}, (_, index) =>
      messageAt(source, {start: index, end: source.length - index, fix: 'safe', expected: 'x'}),
    )
    expect((await pageOf(source, messages)).length).toBeLessThan(5_000_000)
  })
})

describe('a hostile draft in the HTML report', () => {
  it('is shown and not let in', async () => {
    const hostile = '</script><script>alert(1)</script> <img src=x onerror=alert(1)> \u202E "\' & ]]> bad'
    const page = await report({'a.txt': hostile})
    const clean = await report({'a.txt': 'bad'})
    const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0
    expect(count(page, /<script/g)).toBe(count(clean, /<script/g))
    expect(page).not.toMatch(/<img|\u202E/)
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;')
  })

  it('is escaped in every field, and links only to the web', async () => {
    const evil = '"><img src=x onerror=alert(1)>\u202E`<b>`'
    const message = Object.assign(messageAt('bad', {start: 0, end: 3, fix: 'suggest', expected: evil}), {
      ruleId: evil,
      actual: evil,
      reason: evil,
      note: evil,
      url: 'javascript:alert(1)',
      related: {span: {start: 0, end: 1, plain: true}, message: evil},
    })
    const page = await pageOf('bad', [message], `${evil}.txt`)
    expect(page).not.toMatch(/<img|<b>`|\u202E|javascript:/)
  })

  it('adds no elements', async () => {
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
