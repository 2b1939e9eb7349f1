import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import type {Format} from '../../src/rule.js'

const folder = new URL('../../fixtures/', import.meta.url).pathname
const fixtures = ['drafts', 'clean', 'formats'].flatMap((name) =>
  readdirSync(path.join(folder, name))
    .filter((file) => /\.(?:txt|mdx?|html)$/.test(file))
    .map((file) => readFileSync(path.join(folder, name, file), 'utf8')),
)

/** What changes how the text behind it is read, and what rules look for. */
export const pieces = [
  ...['\n', '\n\n', '\r\n', '\r', ' ', '    ', '\t', '- ', '1. ', '> ', '# ', '```\n', '~~~\n', '---\n', '===\n'],
  ...['$$\n', '[a]: b\n', '[^1]: c\n', '[a]', '[^1]', '[A link][a]', '![alt](d)', '| a | b |\n| - | - |\n', '**', '`'],
  ...['<div>', '</div>', '<pre>', '</pre>', '<!--', '-->', '<svg>', '</svg>', '<?', '{{< a >}}', '{% raw %}', '\\'],
  ...['<!-- mtlint-disable -->', '<!-- mtlint-enable -->', '<!-- mtlint-disable-next-line -->', '&amp;', '{', '}'],
  ...['U. S.', 'the the', '“', '”', ' . ', 'The U.S. economy grew. ', 'Sergei Lavrov spoke. ', 'The colour of it. '],
  ...[
    'bosom malignancies',
    'She said so:',
    'é',
    '\uD83D\uDE00',
    '\uFEFF',
    '\uFFFC',
    'import a from "b"\n',
    '<A b={c} />',
  ],
]

/** `line`: the edit is moved back to the beginning of its line, where most of what decides about blocks stands. */
export type Edit = {at: number; line: boolean; removed: number; inserted: string}

/** Edits at any place, as shares of the length of the text. */
export const edits = fc.array(
  fc.record({
    at: fc.double({min: 0, max: 1, noNaN: true}),
    line: fc.boolean(),
    removed: fc.oneof({weight: 3, arbitrary: fc.nat(8)}, {weight: 1, arbitrary: fc.nat(400)}),
    inserted: fc.oneof(
      fc.constantFrom(...pieces),
      fc.array(fc.constantFrom(...pieces), {maxLength: 4}).map((list) => list.join('')),
    ),
  }),
  {minLength: 1, maxLength: 8},
)

/** Texts made of the fixtures and of pieces. */
export function documents(format: Format): fc.Arbitrary<string> {
  const whole = fc.constantFrom(...fixtures)
  const mixed = fc.array(fc.constantFrom(...pieces, 'Plain words, and more of them.\n\n'), {maxLength: 40})
  return fc.oneof(
    whole,
    mixed.map((list) => list.join('')),
    fc.tuple(whole, mixed).map(([text, list]) => `${list.join('')}\n\n${text}`),
    fc.constant(format === 'markdown' ? '---\ntitle: a\n---\n\nPlain words.\n' : ''),
  )
}

/** Where an edit begins in a text. */
export function startOf(text: string, {at, line}: Edit): number {
  const start = Math.floor(at * text.length)
  return line ? text.lastIndexOf('\n', start - 1) + 1 : start
}

/** A text after an edit. */
export function edit(text: string, one: Edit): string {
  const start = startOf(text, one)
  return text.slice(0, start) + one.inserted + text.slice(start + one.removed)
}
