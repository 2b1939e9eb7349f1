import fc from 'fast-check'
import {VFile} from 'vfile'
import {describe, expect, it} from 'vitest'
import {lint} from '../src/lint.js'
import {type Annotation, createDocument, readAs} from '../src/serve/annotations.js'
import {type CheckResult, check} from '../src/serve/check.js'
import {contextOf, sentenceAt} from '../src/serve/context.js'
import {conform} from './helpers/serve.js'
import {recommended} from './helpers/settings.js'

/** Pieces that rules care about. */
const words = fc.constantFrom(
  ...[
    'U. S.',
    'a. m.',
    '. “',
    '”',
    'the the',
    'of the of the',
    ' .',
    ' ,',
    ',,',
    'grew grew',
    '10 %',
    'A harbour.',
    'a',
  ],
  ...[
    ' ',
    '\n',
    '\r\n',
    '\n\n',
    '😀',
    '\ud83d',
    '\ude00',
    '\u0000',
    'é',
    '\uFEFF',
    '\u00a0',
    '\uFFFC',
    'recieve',
    '’s',
  ],
)
const text = fc.array(words, {maxLength: 12}).map((list) => list.join(' '))
const markup = fc.constantFrom('`code`', 'x', '<b>', '</b>', '&nbsp;', '\\emph{', '}', '~', '  ', '', '😀', '<br>\n')
const annotations: fc.Arbitrary<Annotation[]> = fc.array(
  fc.oneof(
    fc.record({text}),
    fc.record({markup}),
    fc.record({markup, interpretAs: fc.oneof(fc.constantFrom(' ', '\n\n', 'é', 'Dummy0', '“', ''), words, markup)}),
  ),
  {maxLength: 12},
)

/** Where each code unit of the linted text stands, worked out one by one. */
function placesOf(pieces: readonly Annotation[]) {
  const places: {start: number; end: number; kind: 'text' | 'space' | 'markup'}[] = []
  let text = ''
  let source = ''
  for (const [number, shown] of readAs(pieces).entries()) {
    const piece = pieces[number] as Annotation
    if ('text' in piece) {
      for (let index = 0; index < piece.text.length; index++) {
        places.push({start: source.length + index, end: source.length + index + 1, kind: 'text'})
      }
      text += piece.text
      source += piece.text
      continue
    }
    const kind = /^\s$/.test(shown) ? 'space' : 'markup'
    for (let index = 0; index < shown.length; index++) {
      places.push({start: source.length, end: source.length + piece.markup.length, kind})
    }
    text += shown
    source += piece.markup
  }
  return {places, text, source}
}

describe('annotations', () => {
  it('are one document, whose markup counts for offsets and is not lost', async () => {
    const annotation = [
      {text: 'She left the '},
      {markup: '<b>'},
      {text: 'U. S.'},
      {markup: '</b>'},
      {text: ' army before a U.'},
      {markup: '&nbsp;', interpretAs: ' '},
      {text: 'S. court met at 9 a. '},
      {markup: '<i>'},
      {text: 'm.'},
      {markup: '</i>'},
      {text: ' on Monday.'},
    ]
    const {matches} = await check({data: JSON.stringify({annotation}), language: 'en'}, {maxTextLength: 1000})
    const source = annotation.map(({text, markup}) => text ?? markup).join('')
    expect(matches.map(({offset, length}) => source.slice(offset, offset + length))).toEqual([
      'U. S.',
      'U.&nbsp;S.',
      'a. <i>m.',
    ])
    expect(matches.map(({replacements}) => replacements)).toEqual([[{value: 'U.S.'}], [{value: 'U.S.'}], []])
    expect(matches[2]?.context).toEqual({
      text: '...army before a U.&nbsp;S. court met at 9 a. <i>m.</i> on Monday.',
      offset: 43,
      length: 8,
    })
    expect(matches[2]?.sentence).toBe('She left the U. S. army before a U. S. court met at 9 a. m. on Monday.')
  })

  it.each([
    // Inline code, as clients for Markdown send it.
    [[{text: 'Run '}, {markup: '`npm test`'}, {text: '.'}], 'Run \uFFFC.'],
    [[{text: 'Run '}, {markup: '`npm test`', interpretAs: ''}, {text: ' now.'}], 'Run \uFFFC now.'],
    [[{text: 'Run '}, {markup: '<b>'}, {markup: '`a`'}, {markup: '</b>'}, {text: ', then'}], 'Run \uFFFC, then'],
    [[{text: 'Run '}, {markup: '`a`', interpretAs: 'Dummy0'}, {text: '.'}], 'Run Dummy0.'],
    // Tags.
    [[{text: 'A '}, {markup: '<b>'}, {text: 'bold'}, {markup: '</b>'}, {text: ' word.'}], 'A bold word.'],
    [[{text: 'A '}, {markup: '<q>'}, {text: '“quoted”'}, {markup: '</q>'}, {text: '.'}], 'A “quoted”.'],
    [[{text: 'One.\n'}, {markup: '</p>'}, {text: '\n'}, {markup: '<p>'}, {text: 'Two.'}], 'One.\n\nTwo.'],
    [[{text: 'A '}, {markup: '**'}, {text: ' b'}], 'A  b'],
    [[], ''],
  ])('%j are read as %j', (annotation, expected) => {
    expect(createDocument(annotation).text).toBe(expected)
  })

  it('no spaces are found where code stands', async () => {
    const annotation = [
      {text: 'It calls '},
      {markup: '`main`'},
      {text: ', then '},
      {markup: '`run`'},
      {text: ' at last , and ends.'},
    ]
    const {matches} = await check({data: JSON.stringify({annotation}), language: 'en'}, {maxTextLength: 1000})
    expect(matches.map(({rule, context}) => [rule.id, context.text.slice(0, context.offset)])).toEqual([
      ['space-before-punctuation', 'It calls `main`, then `run` at last'],
    ])
  })

  it('for any of them a match is where the finding is, and a repair loses no markup', {timeout: 60_000}, async () => {
    let found = 0
    await fc.assert(
      fc.asyncProperty(annotations, async (annotation) => {
        const {places, text, source} = placesOf(annotation)
        const document = createDocument(annotation)
        expect([document.text, document.source]).toEqual([text, source])
        // What stands for no markup at all has no place that a client could show.
        const messages = (await lint(new VFile({value: text}), recommended, 'text')).filter(({span}) =>
          places.slice(span.start, span.end).some(({start, end}) => start < end),
        )
        const parameters = {data: JSON.stringify({annotation}), language: 'en'}
        const {matches} = conform<CheckResult>('check', await check(parameters, {maxTextLength: 10_000}))
        expect(matches.map(({rule}) => rule.id)).toEqual(messages.map(({ruleId}) => ruleId))
        for (const [index, match] of matches.entries()) {
          found++
          const {span, actual, expected, fix} = messages[index] as (typeof messages)[number]
          const covered = places.slice(span.start, span.end)
          const [start, end] = [covered[0]?.start as number, covered.at(-1)?.end as number]
          expect([match.offset, match.offset + match.length]).toEqual([start, end])
          const isText = covered.every(({kind}) => kind === 'text') && end - start === actual.length
          if (isText) expect(source.slice(start, end)).toBe(actual)
          const isWhole = covered.every(
            ({kind}, at) =>
              kind !== 'markup' && (at === 0 || places[span.start + at]?.start === places[span.start + at - 1]?.end),
          )
          const offered = isWhole && fix !== 'none' ? (expected ?? []) : []
          expect(match.replacements.map(({value}) => value)).toEqual(offered)
          const {context} = match
          const line = (value: string) => value.replace(/[\r\n]/g, ' ')
          expect(context.text.slice(context.offset, context.offset + context.length)).toBe(
            line(source.slice(start, end)),
          )
        }
      }),
      {numRuns: 300},
    )
    expect(found).toBeGreaterThan(300)
  })
})

describe('what stands around a match', () => {
  it('is cut on both sides, never inside a character', () => {
    const source = `${'a'.repeat(59)}😀${'b'.repeat(39)}bad${'c'.repeat(39)}😀${'d'.repeat(9)}`
    const context = contextOf(source, 100, 103)
    expect(context.text).toBe(`...😀${'b'.repeat(39)}bad${'c'.repeat(39)}...`)
    expect(context.text.slice(context.offset, context.offset + context.length)).toBe('bad')
  })

  it('is a sentence, the sentences that the match is part of, or a piece of a huge one', () => {
    const text = 'One here. Two\nis here! Three.\n\nFour.'
    const at = (word: string, last = word) => sentenceAt(text, text.indexOf(word), text.indexOf(last) + last.length)
    expect(at('is')).toBe('Two\nis here!')
    expect(at('One', 'Two')).toBe('One here. Two\nis here!')
    expect(at('Four')).toBe('Four.')
    const huge = 'word '.repeat(10_000)
    expect(sentenceAt(huge, 25_000, 25_004).length).toBeLessThan(4_000)
  })
})
