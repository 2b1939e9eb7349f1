import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import {VFile} from 'vfile'
import {afterAll, describe, expect, it} from 'vitest'
import {compileTable, expand, type Lists} from '../rules/odd-word/compile.js'
import {doubt, doubtOf, weigh} from '../rules/odd-word/evidence.js'
import {basesOf, inflect} from '../rules/odd-word/inflection.js'
import {likeFound} from '../rules/odd-word/like-found.js'
import {matcherOf} from '../rules/odd-word/load.js'
import {pack, stepsOf, sumsOf, unpack} from '../rules/odd-word/packing.js'
import {decodeTable, encodeTable, expressionsWith, swapsOf} from '../rules/odd-word/table.js'
import oddWord from '../rules/odd-word.js'
import {tokensOf} from '../src/language/tokens.js'
import {lint} from '../src/lint.js'

const list = (...lines: string[]) => [{field: 'computing', lines}]
const lists: Lists = {
  expressions: list('deep learning', 'signal-to-noise ratio', '{image, speech} recognition', 'last year', 'big data'),
  swaps: list(
    'deep > profound, ~intense',
    'learning > picking up',
    'noise > clamor',
    'signal > flag',
    'year > 12 months',
    'data > information',
    'big > ~large',
    'recognition > acknowledgment',
  ),
  phrases: list('counterfeit consciousness > artificial intelligence, machine intelligence'),
  markers: list('attack > _ assault', 'hidden > covered up _, concealed _', 'latent > concealed _'),
  patterns: 'sure: the cramped chamber > the lower house\nlikely: final @ing week > last week\n',
  exceptions: ['profound learning curve'],
  usage: ['profound 20 30', 'learning 25 25'],
}
const find = (text: string, of: Lists = lists) =>
  matcherOf(compileTable(of))(tokensOf(text), text, true).map(({bases, expected}) => [bases, ...expected])

describe('inflection', () => {
  it.each([
    ['malignancies', 'malignancy'],
    ['networks', 'network'],
    ['boxes', 'box'],
    ['planned', 'plan'],
    ['used', 'use'],
    ['studied', 'study'],
    ['making', 'make'],
    ['happiest', 'happy'],
    ['children', 'child'],
    ['held', 'hold'],
    ["company's", 'company'],
  ])('%s is a form of %s', (form, base) => {
    expect(basesOf(form).map((found) => found.base)).toContain(base)
  })

  it.each([
    ['cancer', 's', 'cancers'],
    ['malignancy', 's', 'malignancies'],
    ['analysis', 's', 'analyses'],
    ['data', 's', 'data'],
    ['box', 's', 'boxes'],
    ['hold', 'ed', 'held'],
    ['plan', 'ed', 'planned'],
    ['study', 'ed', 'studied'],
    ['make', 'ing', 'making'],
    ['big', 'er', 'bigger'],
    ['happy', 'est', 'happiest'],
    ['learn', 'base', 'learn'],
  ] as const)('%s in the form %s is %s', (base, form, expected) => {
    expect(inflect(base, form)).toBe(expected)
  })
})

describe('packing', () => {
  it('gives the numbers back', () => {
    fc.assert(
      fc.property(fc.uint32Array({max: 2 ** 28 - 1}), (numbers) => {
        expect(unpack(pack(numbers))).toEqual(numbers)
        const sorted = numbers.toSorted()
        expect(sumsOf(unpack(pack(stepsOf(sorted))))).toEqual(sorted)
      }),
    )
  })
})

describe('lists', () => {
  it('stand for families', () => {
    expect(expand('{image, speech} recognition {rate, error}')).toEqual([
      'image recognition rate',
      'image recognition error',
      'speech recognition rate',
      'speech recognition error',
    ])
  })

  it('compile to the same bytes each time, which are read back as they were', () => {
    const table = compileTable(lists)
    const bytes = Buffer.from(encodeTable(table))
    expect(bytes.equals(encodeTable(compileTable(lists)))).toBe(true)
    const read = decodeTable(bytes)
    for (const [name, array] of Object.entries(table)) {
      const again = read[name as keyof typeof read]
      expect(Buffer.from(array.slice().buffer).equals(Buffer.from(again.slice().buffer)), name).toBe(true)
    }
    expect(() => decodeTable(new Uint8Array(200))).toThrow('no table of words')
  })

  it.each([
    [{expressions: list('alone')}, 'An expression needs two words: alone'],
    [{swaps: list('deep profound')}, 'A swap needs `right > wrong, ~wrong`: deep profound'],
    [{markers: list('attack > assault')}, 'A marker needs `right > _ wrong` or `right > wrong _`: attack > assault'],
    [{phrases: list('counterfeit > artificial')}, 'A phrase needs `two wrong words > right`: counterfeit > artificial'],
  ])('say which line is wrong: %j', (wrong, message) => {
    expect(() => compileTable({...lists, ...wrong})).toThrow(message)
  })

  it('can be read out of a table', () => {
    const table = compileTable(lists)
    expect(expressionsWith(table, new Set(['recognition'])).sort()).toEqual(['image recognition', 'speech recognition'])
    expect(swapsOf(table, new Set(['deep']))).toEqual(['deep > profound', 'deep > ~intense'])
  })
})

describe('matcher', () => {
  it.each([
    ['It uses profound learning.', 'profound learning', 'deep learning'],
    ['Profound  learnings of it', 'profound learning', 'deep learnings', 'deep learning'],
    ['a flag-to-clamor ratio', 'flag to clamor ratio', 'signal-to-noise ratio'],
    ['counterfeit consciousness', 'counterfeit consciousness', 'artificial intelligence', 'machine intelligence'],
    ['in the last 12 months it rose', 'last 12 months', 'last year'],
    ['deep picking up of it', 'deep picking up', 'deep learning'],
    ['several ddos assaults', 'ddos assault', 'attacks'],
    ['the covered-up nodes', 'covered up nodes', 'hidden'],
    ['a concealed node', 'concealed node', 'hidden', 'latent'],
    ['speech acknowledgments', 'speech acknowledgment', 'speech recognitions', 'speech recognition'],
  ])('finds in %j: %s', (text, ...found) => {
    expect(find(text)).toEqual([found])
  })

  it.each([
    'deep learning',
    'profound, learning',
    'profound. Learning',
    'the flag clamored to ratio',
    'an assault',
    'the ddos. Assault',
  ])('finds nothing in %j', (text) => {
    expect(find(text)).toEqual([])
  })

  it('doubts a weak swap alone, which shows something only among others', () => {
    const matches = matcherOf(compileTable(lists))(tokensOf('large data'), 'large data', true)
    expect(matches).toMatchObject([{bases: 'large data', expected: ['big data', 'large data'], strong: 0}])
    const strong = {kind: 'expression', company: 0, swaps: 1, strong: 1, field: 'computing', length: 2} as const
    expect(doubtOf({...strong, strong: 0})).toBeGreaterThan(doubtOf(strong))
  })

  it('leaves alone what people write', () => {
    expect(find('profound learning', {...lists, exceptions: ['profound learning']})).toEqual([])
  })

  it('says how usual a run is', () => {
    const [match] = matcherOf(compileTable(lists))(tokensOf('profound learning'), 'profound learning', true)
    expect(match).toMatchObject({company: 45, swaps: 1, strong: 1, field: 'computing', kind: 'expression'})
    expect(match && doubt(match)).toBe(45)
  })
})

describe('evidence', () => {
  const general = {technical: false, kind: 'phrase'} as const
  const at = (doubts: number[], step = 20) =>
    doubts.map((value, index) => ({at: index * step, doubt: value, odd: `${index}`, ...general}))

  it('reports the sure by themselves', () => {
    expect(weigh(at([35, 60, 80]), 5000)).toEqual([true, false, false])
    const expressions = at([14, 35]).map((match) => ({...match, kind: 'expression' as const}))
    expect(weigh(expressions, 5000)).toEqual([true, false])
  })

  it('reports the others where several tell', () => {
    expect(weigh(at([45, 45, 45, 90, 110]), 300)).toEqual([true, true, true, true, false])
  })

  it('takes rare matters in a long paper for none', () => {
    expect(weigh(at([45, 45, 45], 700), 2000)).toEqual([false, false, false])
  })

  it('takes the same wrong word for one', () => {
    expect(
      weigh(
        [0, 1, 2].map((index) => ({at: index, doubt: 41, odd: 'same', ...general})),
        100,
      ),
    ).toEqual([false, false, false])
  })

  it('believes a marker of a field where its terms are', () => {
    const marker = {at: 70, doubt: 85, odd: 'marker', technical: true, kind: 'marker'} as const
    expect(weigh([...at([45, 45, 45]), marker], 300).at(-1)).toBe(false)
    expect(weigh([...at([45, 45, 45]).map((match) => ({...match, technical: true})), marker], 300).at(-1)).toBe(true)
    expect(weigh([...at([45, 45, 45]), {...marker, technical: false}], 300).at(-1)).toBe(true)
  })

  it('doubts more what stands alone', () => {
    expect(weigh([...at([45, 45, 45, 90]), {at: 400, doubt: 90, odd: 'far', ...general}], 500)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ])
  })

  it('finds a page of odd words in a long document', () => {
    const page = at([41, 41, 41, 41, 80])
    expect(weigh([...page, {at: 9000, doubt: 60, odd: 'far', ...general}], 10_000)).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
    ])
  })
})

describe('the right words', () => {
  it.each([
    ['deep learning', 'Profound learning', ['Deep learning']],
    ['deep learning', 'Profound Learning', ['Deep Learning']],
    ['deep learning', 'PROFOUND LEARNING', ['DEEP LEARNING']],
    [
      'domain specific knowledge',
      'area-unique information',
      ['domain-specific knowledge', 'domain specific knowledge'],
    ],
    ['signal-to-noise ratio', 'flag to clamor ratio', ['signal-to-noise ratio']],
  ])('%s for %s', (right, found, expected) => {
    expect(likeFound(right, found)).toEqual(expected)
  })
})

it('takes linear time', async () => {
  const timeOf = async (count: number) => {
    const started = performance.now()
    await lint(
      new VFile('profound learning of bosom malignancy, and '.repeat(count)),
      {rules: [{rule: oddWord, severity: 'warning'}]},
      'text',
    )
    return performance.now() - started
  }
  await timeOf(500)
  expect(await timeOf(16_000)).toBeLessThan(40 * (await timeOf(2000)) + 200)
}, 30_000)

describe('own lists', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mtlint-lists-'))
  writeFileSync(path.join(folder, 'expressions.txt'), '# ours\nglide ratio test\n')
  writeFileSync(path.join(folder, 'swaps.txt'), 'glide > slither\nneural > neurotic\n')
  writeFileSync(path.join(folder, 'phrases.txt'), 'blue moustache > quality gate\n')

  writeFileSync(
    path.join(folder, 'patterns.txt'),
    [
      'sure: the [{grey, gray} flag] > white flag',
      'sure: the [{blue, azure} banner] > blue banner',
      'likely 0: the [purple banner] > red banner',
      'likely 0: the [wooden banner] > wide banner',
      'likely 0: the [liquid banner] > large banner',
      'likely: the [old banner] > new banner',
    ].join('\n'),
  )
  afterAll(() => rmSync(folder, {recursive: true}))
  const inOurs = async (text: string) => {
    const rules = [{rule: oddWord, severity: 'warning' as const, options: {lists: folder}}]
    const messages = await lint(new VFile(text), {rules}, 'text')
    return messages.map((message) => message.expected?.[0])
  }

  it.each([
    ['the grey flag', 'white flag'],
    ['a slither ratio test', 'glide ratio test'],
    ['the blue moustache', 'quality gate'],
    ['a neurotic network', 'neural network'],
    ['the azure banner', 'blue banner'],
  ])('find %s', async (text, expected) => {
    expect(await inOurs(text)).toEqual([expected])
  })

  it('find nothing where they give as right what is there', async () => {
    expect(await inOurs('the blue banner')).toEqual([])
  })

  it('report what tells, and what is likely, where several tell', async () => {
    expect(await inOurs('the purple banner and the old banner')).toEqual([])
    expect(await inOurs('the purple banner, the old banner, the wooden banner and the liquid banner')).toEqual([
      'red banner',
      'new banner',
      'wide banner',
      'large banner',
    ])
  })

  it('stay where only some of our fields are asked for', async () => {
    const rules = [{rule: oddWord, severity: 'warning' as const, options: {lists: folder, fields: ['travel']}}]
    expect(await lint(new VFile('a slither ratio test'), {rules}, 'text')).toHaveLength(1)
  })

  it('are not there without being asked for', async () => {
    const rules = [{rule: oddWord, severity: 'warning' as const}]
    expect(await lint(new VFile('the blue moustache'), {rules}, 'text')).toEqual([])
  })
})
