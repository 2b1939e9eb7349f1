import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import {VFile} from 'vfile'
import {expect, it} from 'vitest'
import {formatOf, lint} from '../src/lint.js'
import {createMemory} from '../src/memory.js'
import {toPlain} from '../src/message.js'
import type {Format} from '../src/rule.js'
import {documents, edit, edits} from './helpers/edits.js'
import {everything} from './helpers/settings.js'

const folder = new URL('../fixtures/', import.meta.url).pathname
const files = ['drafts', 'clean', 'formats'].flatMap((name) =>
  readdirSync(path.join(folder, name))
    .filter((file) => /\.(?:txt|mdx?|html)$/.test(file))
    .map((file) => path.join(folder, name, file)),
)

async function messagesOf(text: string, format: Format, memory = createMemory()) {
  return (await lint(new VFile(text), everything, format, memory)).map(toPlain)
}

it.each(files)('says of %s with a memory what it says without', async (file) => {
  const text = readFileSync(file, 'utf8')
  const memory = createMemory()
  const fresh = (await lint(new VFile(text), everything, formatOf(file))).map(toPlain)
  expect(await messagesOf(text, formatOf(file), memory)).toEqual(fresh)
  expect(await messagesOf(text, formatOf(file), memory)).toEqual(fresh)
})

it.each(['text', 'markdown', 'mdx', 'html'] as const)(
  'says after any edits of a %s document what a fresh run says',
  async (format) => {
    await fc.assert(
      fc.asyncProperty(documents(format), edits, async (start, list) => {
        const memory = createMemory()
        let text = start
        await messagesOf(text, format, memory)
        for (const one of list) {
          text = edit(text, one)
          const fresh = (await lint(new VFile(text), everything, format)).map(toPlain)
          expect(await messagesOf(text, format, memory)).toEqual(fresh)
        }
      }),
      {numRuns: 60},
    )
  },
  120_000,
)

it.each([
  ['The *first* plan of the U. S. envoy.\n', 'The **first** plan of the U. S. envoy.\n'],
  ['Fish &amp; the U. S. envoy.\n', 'Fish &#38; the U. S. envoy.\n'],
  ['The U. S. envoy.\n', '> The U. S. envoy.\n'],
  [
    'The river rises in the hills and. Its water is cold.\n',
    '# The river rises in the hills and. Its water is cold.\n',
  ],
  ['The U. S. envoy.\n', 'The U. S.<!-- mtlint-disable-line --> envoy.\n'],
])('tells blocks with one text apart by what stands for it in the source: %j, %j', async (before, after) => {
  const memory = createMemory()
  await messagesOf(`First.\n\n${before}`, 'markdown', memory)
  const fresh = (await lint(new VFile(`First.\n\n${after}`), everything, 'markdown')).map(toPlain)
  expect(await messagesOf(`First.\n\n${after}`, 'markdown', memory)).toEqual(fresh)
})
