import fc from 'fast-check'
import {expect, it} from 'vitest'
import {readMarkdown} from '../src/prose/markdown.js'
import {parseMarkdown} from '../src/prose/markdown-parser.js'
import type {ProseMemory} from '../src/prose/prose.js'
import {documents, edit, edits} from './helpers/edits.js'

it.each(['markdown', 'mdx'] as const)(
  'reads %s after any edits as it reads it afresh',
  (format) => {
    fc.assert(
      fc.property(documents('markdown'), edits, (start, list) => {
        const memory: ProseMemory = {}
        let text = start
        readMarkdown(text, format, memory)
        for (const one of list) {
          text = edit(text, one)
          expect(readMarkdown(text, format, memory)).toEqual(readMarkdown(text, format))
        }
      }),
      {numRuns: format === 'mdx' ? 50 : 300},
    )
  },
  120_000,
)

const text = Array.from({length: 50}, (_, index) => `Paragraph ${index}, with *words* and [a link][a].\n\n`).join('')

it.each([
  ['- An item.\n\nWords behind it.\n', 'Words', '  Words'],
  ['- An item.\n\n  More of it.\n\nWords behind it.\n', '  More', 'More'],
  ['[^1]: A note.\n\nWords behind it.\n', 'Words', '    Words'],
  ['One.\n\n<div>\n\nTwo.\n\nThree.\n', '<div>', '<!--'],
  ['See [a] and [^1].\n\nOne.\n\n[b]: c\n\nTwo.\n', '[b]', '[a]'],
  ['See [a].\n\nOne.\n\n[a]: c\n\nTwo.\n', '[a]: c', 'Words'],
  ['One.\n\nTwo.\n\nThree.\n', '\nTwo.\n\n', '\n'],
  ['One.\n\n---\n\n> Two.\n', 'One.\n\n', ''],
])('reads %j with %j made %j as it reads it afresh', (text, old, now) => {
  const before = `First.\n\nSecond.\n\n${text}\nLast.\n\nThe end.\n`
  for (const [start, end] of [
    [before, before.replace(old, now)],
    [before.replace(old, now), before],
    [text, text.replace(old, now)],
  ]) {
    const memory: ProseMemory = {}
    readMarkdown(start as string, 'markdown', memory)
    expect(readMarkdown(end as string, 'markdown', memory)).toEqual(readMarkdown(end as string, 'markdown'))
  }
})

it('takes a rule at the beginning that is never closed for no front matter', () => {
  const [quote] = readMarkdown('---\n\n> Quoted words.\n', 'markdown').blocks
  expect(quote).toMatchObject({kind: 'quote', text: 'Quoted words.'})
  expect(readMarkdown('---\ntitle: a\n---\n\n> Quoted words.\n', 'markdown').blocks).toMatchObject([{kind: 'quote'}])
  expect(readMarkdown('---\n---\n\nWords.\n', 'markdown').blocks.length).toBe(1)
})

it('parses only what is near an edit', () => {
  const before = parseMarkdown(text)
  const after = parseMarkdown(text.replace('Paragraph 20', 'Paragraph twenty'), before)
  const kept = after?.sections.filter(({events}) => before?.sections.some((section) => section.events === events))
  expect(after?.sections.length).toBe(50)
  expect(kept?.length).toBe(48)
})

it('parses all of it again where an edit has effects all over it', () => {
  const before = parseMarkdown(text)
  for (const inserted of ['```\n', '<!--', '[a]: b\n\n', '[^a]: b\n\n']) {
    const changed = text.replace('Paragraph 20', `${inserted}Paragraph 20`)
    const after = parseMarkdown(changed, before)
    expect(after?.sections.some(({events}) => before?.sections.some((section) => section.events === events))).toBe(
      false,
    )
  }
})
