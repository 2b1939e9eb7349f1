import {describe, expect, it} from 'vitest'
import {isWord} from '../src/language/common-words.js'
import {createParagraph} from '../src/language/paragraph.js'
import {toSource} from '../src/language/source-map.js'
import {createBlockBuilder} from '../src/prose/prose.js'
import {readText} from '../src/prose/text.js'

const paragraph = (text: string) => createParagraph({kind: 'paragraph', text, map: [0, 0, text.length]})
const sentences = (text: string) => paragraph(text).sentences.map(({start, end}) => text.slice(start, end))
const roles = (text: string) => paragraph(text).quotations.marks.map(({text: mark, role}) => `${mark} ${role}`)

describe('tokens', () => {
  it('keep apostrophes and digits in words, and marks and letters in numbers', () => {
    const text = "Don’t go at 10:30, o'clock; 2nd of the 1990s, covid19 1,000.50 👍 \uFFFC"
    const tokens = paragraph(text).tokens.map(({kind, lower}) => `${kind} ${lower}`)
    expect(tokens).toEqual([
      ...["word don't", 'word go', 'word at', 'number 10:30', 'punctuation ,', "word o'clock", 'punctuation ;'],
      ...['number 2nd', 'word of', 'word the', 'number 1990s', 'punctuation ,', 'word covid19', 'number 1,000.50'],
      ...['symbol 👍', 'opaque \uFFFC'],
    ])
  })
})

describe('sentences', () => {
  it.each([
    ['He left the U. S. He came back.', ['He left the U. S.', 'He came back.']],
    ['The U.S. Senate met. It voted.', ['The U.S. Senate met.', 'It voted.']],
    ['See Fig. 5 and No. 7. Then go.', ['See Fig. 5 and No. 7.', 'Then go.']],
    ['Mr. Hale came. Dr. Orsini left.', ['Mr. Hale came.', 'Dr. Orsini left.']],
    ['It loomed over it. assembly with him.', ['It loomed over it.', 'assembly with him.']],
    ['“Go!” he said. “Who? me?”', ['“Go!” he said.', '“Who? me?”']],
    ['1. Open the file. 2. Read it.', ['1. Open the file.', '2. Read it.']],
    ['It grew.[12] The end.', ['It grew.[12]', 'The end.']],
    ['He said “a start. “ Then he left.', ['He said “a start. “', 'Then he left.']],
    ['It rose by 3.5 to 10 p.m. in all. We saw.', ['It rose by 3.5 to 10 p.m. in all.', 'We saw.']],
    ['Well... maybe. Well ... Maybe.', ['Well... maybe.', 'Well ...', 'Maybe.']],
    ['', []],
  ])('%j', (text, expected) => {
    expect(sentences(text)).toEqual(expected)
  })
})

describe('quotation marks', () => {
  it.each([
    ['“Go,” she said.', ['“ open', '” close']],
    ['situation. “', ['“ stray']],
    ['’Tis the boys’ room', ['’ apostrophe', '’ apostrophe']],
    ['a plank 6\' 2" long', ["' prime", '" prime']],
    ['„Guten Tag“', ['„ open', '“ close']],
    ['she said "no" twice', ['" open', '" close']],
    ['It ended."How It Went," he said', ['" open', '" close']],
    ['press the " key', ['" stray']],
    ['rock ’n’ roll', ['’ apostrophe', '’ apostrophe']],
  ])('%s', (text, expected) => {
    expect(roles(text)).toEqual(expected)
  })

  it('are paired', () => {
    const {pairs, unopened, unclosed} = paragraph('“She said ‘no’ to it,” and” then “he').quotations
    expect(pairs.map(({open, close}) => [open.index, close.index])).toEqual([
      [10, 13],
      [0, 21],
    ])
    expect([unopened.map(({index}) => index), unclosed.map(({index}) => index)]).toEqual([[26], [33]])
  })
})

describe('source map', () => {
  it('maps copies one by one and replacements as a whole', () => {
    const source = 'A caf&eacute; **bar** here'
    const builder = createBlockBuilder(source)
    builder.copy(0, 5)
    builder.put('é', 5, 13)
    builder.copy(13, 14)
    builder.copy(16, 19)
    builder.copy(21, 26)
    const block = builder.build('paragraph')
    expect(block?.text).toBe('A café bar here')
    const made = block && createParagraph(block)
    expect(made?.span(2, 6)).toEqual({start: 2, end: 13, plain: true})
    expect(made?.span(7, 10)).toEqual({start: 16, end: 19, plain: true})
    expect(made?.span(4, 10)).toEqual({start: 4, end: 19, plain: false})
    expect(() => made?.span(3, 3)).toThrow(RangeError)
    expect(() => toSource([0, 0, 4], 4, 0, 9)).toThrow('No text at 0-9 of 4')
  })

  it('hides addresses, but not the full stop behind them', () => {
    const source = 'See https://a.example/b?c=1. Or write to me@a.example, please.'
    const builder = createBlockBuilder(source)
    builder.copy(0, source.length)
    expect(builder.build('paragraph')?.text).toBe('See \uFFFC. Or write to \uFFFC, please.')
  })
})

describe('the tree', () => {
  it('has source nodes for what is hidden, and positions in the text', () => {
    const {node} = paragraph('Run \uFFFC now. Then stop.')
    expect(node.children.map((child) => child.type)).toEqual(['SentenceNode', 'WhiteSpaceNode', 'SentenceNode'])
    expect(JSON.stringify(node)).toContain('"SourceNode"')
  })
})

describe('isWord', () => {
  it.each([
    ['the', true],
    ['abacus', true],
    ['serendipity', true],
    ['zymurgy', true],
    ['colour', true],
    ['zzyzx', false],
    ['', false],
    ['"', false],
    [',', false],
  ])('says of %j %s, however often words are asked about', (word, known) => {
    expect(isWord(word)).toBe(known)
    for (let count = 0; count < 500; count++) isWord(`qqq${count}`)
    expect(isWord(word)).toBe(known)
  })
})

describe('plain text', () => {
  const blocks = (source: string) => readText(source).blocks.map(({text}) => text)

  it('is wrapped where its lines are about as long', () => {
    const wrapped =
      'The wall by the old quay was raised by two metres in\nthe spring, and nobody has said a word about who is to\npay for it all.'
    expect(blocks(wrapped)).toHaveLength(1)
    expect(blocks(`${wrapped}\r\n\r\n- one\r\n- two`.replaceAll('\n', '\n'))).toHaveLength(3)
  })

  it('has a paragraph in each line where it is not', () => {
    const line =
      'The wall by the old quay was raised by two metres in the spring, and nobody has said a word about who is to pay for it, not even the mayor, who was there.'
    expect(blocks(`${line}\n${line}\nA title\n${line}`)).toHaveLength(4)
  })

  it('has no comments, and keeps their places', () => {
    const {blocks: found, comments} = readText('One. <!-- mtlint-disable\nx --> Two.\n\n<!-- open')
    expect(found.map(({text}) => text.replace(/\s+/g, ' '))).toEqual(['One. Two.', '<!-- open'])
    expect(comments).toEqual([{start: 5, end: 30, text: 'mtlint-disable\nx'}])
  })
})
