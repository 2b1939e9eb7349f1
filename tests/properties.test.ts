import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import {VFile} from 'vfile'
import {describe, expect, it} from 'vitest'
import {fix} from '../src/fix.js'
import {formatOf, lint} from '../src/lint.js'
import type {Format} from '../src/rule.js'
import {everything} from './helpers/settings.js'

const folder = new URL('../fixtures/', import.meta.url).pathname
const files = ['drafts', 'clean', 'formats'].flatMap((name) =>
  readdirSync(path.join(folder, name))
    .filter((file) => /\.(?:txt|mdx?|html)$/.test(file))
    .map((file) => path.join(name, file)),
)

/** Pieces that rules and readers care about, to be put together in any order. */
const pieces = fc.constantFrom(
  ...[
    'U. S.',
    'a. m.',
    '. “',
    '”',
    '"',
    '‘',
    '’',
    ' - ',
    'n’t',
    "'s",
    'the the',
    'The the',
    'of the of the',
    ' .',
    ' ,',
    ',,',
  ],
  ...[
    '1, 000',
    '10 %',
    '# ',
    '- ',
    '> ',
    '| a | b |\n| - | - |\n',
    '`code`',
    '```\n',
    '&amp;',
    '&quot;',
    '&eacute;',
    '<b>',
    '</b>',
  ],
  ...[
    '<!-- mtlint-disable -->',
    '<!--',
    '-->',
    '\\*',
    '**',
    '_',
    '[a](b)',
    '![alt](c)',
    'https://a.example/b?c',
    '[^1]',
    '$x$',
  ],
  ...[
    '\n',
    '\n\n',
    '\r\n',
    '\r',
    '\t',
    '\u00A0',
    '\u2009',
    '\uFEFF',
    '\uFFFC',
    '\uFFFD',
    '\u200B',
    '\u202E',
    'é',
    'e\u0301',
    '👩‍👧',
    '𝒳',
    '\uD83D',
  ],
  ...[
    'The wall fell. it was old. ',
    'According to Mr. Hale, ',
    'M. Wang ',
    'profound learning ',
    'â€™',
    'Привет',
    '你好',
    '。',
    'Read more:',
  ],
  ...[
    'word',
    'Word',
    'WORD',
    '42',
    '3.5',
    ' ',
    ' ',
    ' ',
    '.',
    '. ',
    '!',
    '?',
    '…',
    '...',
    '(',
    ')',
    '{{ x }}',
    '%s',
    '{0}',
  ],
)
const text = fc.oneof(
  fc.array(pieces, {maxLength: 60}).map((list) => list.join('')),
  fc.string({unit: 'binary', maxLength: 200}),
)
const format = fc.constantFrom<Format>('text', 'markdown', 'mdx', 'html')

async function check(source: string, as: Format, name: string): Promise<void> {
  const messages = await lint(new VFile({path: name, value: source}), everything, as)
  for (const message of messages) {
    expect(source.slice(message.span.start, message.span.end)).toBe(message.actual)
    expect(message.span.start).toBeLessThan(message.span.end)
    expect(message.place).toMatchObject({start: {offset: message.span.start}, end: {offset: message.span.end}})
  }
}

describe.each(files)('%s', (name) => {
  const source = readFileSync(path.join(folder, name), 'utf8')

  it.each([
    ['as it is', source],
    ['with CRLF', source.replaceAll('\n', '\r\n')],
    ['with a byte order mark', `\uFEFF${source}`],
    ['with emoji', source.replaceAll('. ', '. 👩‍👧 ')],
  ])('every span is what the message says, %s', (_, value) => check(value, formatOf(name), name))

  it('has the same findings with CRLF and with a byte order mark', async () => {
    const find = async (value: string) =>
      (await lint(new VFile({path: name, value}), everything)).map((message) => `${message.line} ${message.ruleId}`)
    const plain = await find(source)
    expect(await find(source.replaceAll('\n', '\r\n'))).toEqual(plain)
    expect(await find(`\uFEFF${source}`)).toEqual(plain)
  })
})

it('says where it is, and throws nothing, whatever the input', async () => {
  await fc.assert(
    fc.asyncProperty(text, format, (source, as) => check(source, as, 'generated')),
    {numRuns: 400},
  )
}, 30_000)

it('changes nothing the second time', async () => {
  await fc.assert(
    fc.asyncProperty(text, format, async (source, as) => {
      const once = await fix(source, everything, {path: 'generated', format: as})
      const twice = await fix(once.text, everything, {path: 'generated', format: as})
      expect(twice.text).toBe(once.text)
    }),
    {numRuns: 200},
  )
}, 30_000)

describe('in linear time', () => {
  const hostile: [string, (size: number) => string][] = [
    ['a paragraph without a space', (size) => 'a'.repeat(size)],
    ['quotation marks', (size) => '“ '.repeat(size / 2)],
    ['straight marks', (size) => `"a" '`.repeat(size / 5)],
    ['full stops', (size) => '. '.repeat(size / 2)],
    ['initials', (size) => 'U. S. '.repeat(size / 6)],
    ['one word again and again', (size) => 'very '.repeat(size / 5)],
    ['spaces', (size) => ' '.repeat(size)],
    ['digits', (size) => '1, 0'.repeat(size / 4)],
    ['a wrapped paragraph', (size) => 'The wall by the old quay was raised by two metres.\n'.repeat(size / 51)],
    ['open brackets', (size) => '([{'.repeat(size / 3)],
    ['hyphens', (size) => 'a - b-'.repeat(size / 6)],
  ]

  it.each(hostile)(
    '%s',
    async (_, make) => {
      const time = async (size: number) => {
        const value = make(size)
        const start = performance.now()
        await lint(new VFile(value), everything, 'text')
        return performance.now() - start
      }
      await time(10_000)
      const small = await time(50_000)
      const large = await time(400_000)
      // Eight times the text: quadratic time would be sixty-four times as long. The addend is for what a timer cannot tell.
      expect(large).toBeLessThan(small * 20 + 150)
    },
    30_000,
  )
})
