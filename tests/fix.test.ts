import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {fix} from '../src/fix.js'
import {bad, configOf, odd, wordRule} from './helpers/command.js'

describe('fix', () => {
  it('applies safe fixes and says what is left about the new text', async () => {
    const {text, messages, fixed} = await fix('A bad, very bad and odd day.', configOf([bad, odd]))
    expect(text).toBe('A good, very good and odd day.')
    expect(fixed).toBe(2)
    expect(messages.map(({actual, span}) => [actual, span.start])).toEqual([['odd', 22]])
  })

  it('leaves suggestions to the user', async () => {
    const rule = wordRule({id: 'suggesting', find: /bad/g, replace: 'good', fix: 'suggest'})
    const {text, messages, fixed} = await fix('A bad day.', configOf([rule]))
    expect([text, messages.length, fixed]).toEqual(['A bad day.', 1, 0])
  })

  it('removes a span when the right text is empty', async () => {
    const rule = wordRule({id: 'removing', find: /bad /g, replace: ''})
    expect((await fix('A bad bad day.', configOf([rule]))).text).toBe('A day.')
  })

  it('lets overlapping fixes wait for the next pass', async () => {
    const first = wordRule({id: 'first', find: /a b/g, replace: 'ab'})
    const second = wordRule({id: 'second', find: /b c/g, replace: 'bc'})
    const {text, fixed} = await fix('x a b c', configOf([first, second]))
    expect([text, fixed]).toEqual(['x abc', 2])
  })

  it('applies fixes that touch in one pass', async () => {
    const left = wordRule({id: 'left', find: /left(?=-)/g, replace: 'l'})
    const right = wordRule({id: 'right', find: /-right/g, replace: '-r'})
    expect((await fix('left-right', configOf([left, right]))).text).toBe('l-r')
  })

  it('stops when rules undo each other, and is stable then', async () => {
    const rules = configOf([
      wordRule({id: 'there', find: /black/g, replace: 'white'}),
      wordRule({id: 'back', find: /white/g, replace: 'black'}),
    ])
    const once = await fix('a black cat', rules)
    expect((await fix(once.text, rules)).text).toBe(once.text)
  })

  it('stops when a rule never has enough', async () => {
    const growing = wordRule({id: 'growing', find: /ha$/g, replace: 'ha ha'})
    const {text, fixed} = await fix('ha', configOf([growing]))
    expect([text, fixed]).toEqual([`ha${' ha'.repeat(10)}`, 10])
  })

  it('passes over a fix that changes nothing', async () => {
    const same = wordRule({id: 'same', find: /same/g, replace: 'same'})
    const {fixed, messages} = await fix('same', configOf([same]))
    expect([fixed, messages.length]).toEqual([0, 1])
  })

  it('keeps the byte order mark, line ends and the last line end', async () => {
    expect((await fix('\uFEFFA bad day.\r\nbad\r\n\r\n', configOf([bad]))).text).toBe(
      '\uFEFFA good day.\r\ngood\r\n\r\n',
    )
    expect((await fix('bad', configOf([bad]))).text).toBe('good')
    expect((await fix('', configOf([bad]))).text).toBe('')
  })

  it('tells rules the path and takes the format from it', async () => {
    const {messages} = await fix('An odd day.', configOf([odd]), {path: 'notes/day.txt'})
    expect(messages[0]?.file).toBe('notes/day.txt')
    expect((await fix('bad', configOf([bad]), {format: 'text', path: 'x.unknown'})).text).toBe('good')
  })

  it('changes nothing else in any text, and nothing the second time', async () => {
    const piece = fc.constantFrom('bad', 'odd', ' ', '\r\n', '\n\n', '“', '😀', 'e\u0301', '.', '\uFEFF', '&', '<')
    await fc.assert(
      fc.asyncProperty(fc.array(piece, {maxLength: 30}), async (pieces) => {
        const source = pieces.join('')
        const {text} = await fix(source, configOf([bad, odd]))
        expect(text.replaceAll('good', 'bad')).toBe(source)
        expect((await fix(text, configOf([bad, odd]))).text).toBe(text)
      }),
      {numRuns: 100},
    )
  })
})
