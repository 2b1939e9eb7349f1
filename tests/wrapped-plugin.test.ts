import retextRepeatedWords from 'retext-repeated-words'
import {describe, expect, it} from 'vitest'
import {createParagraph} from '../src/language/paragraph.js'
import {type RetextPlugin, runPlugin} from '../src/language/wrapped-plugin.js'

function paragraphOf(text: string) {
  return createParagraph({kind: 'paragraph', text, map: [0, 0, text.length]})
}

/** Counts the sentences that a plugin is given. */
function counting(): {plugin: RetextPlugin; texts: string[]} {
  const texts: string[] = []
  return {texts, plugin: () => (_, file) => void texts.push(String(file))}
}

describe('runPlugin', () => {
  it('maps messages to the text of the paragraph', () => {
    const text = 'Es regnet 😀 heute. It rained for for\u00A0days. They came to\nto help.'
    const found = runPlugin(retextRepeatedWords, paragraphOf(text), [text.indexOf('for'), text.indexOf('to')])
    expect(found.map(({start, end}) => text.slice(start, end))).toEqual(['for for', 'to\nto'])
  })

  it('parses only the sentences that hold a place, each once', () => {
    const {plugin, texts} = counting()
    runPlugin(plugin, paragraphOf('One is here. Two are here. Three are here.'), [13, 20])
    expect(texts).toEqual(['Two are here.'])
  })

  it('does nothing without a place', () => {
    const {plugin, texts} = counting()
    expect(runPlugin(plugin, paragraphOf('One is here.'), [])).toEqual([])
    expect(texts).toEqual([])
  })

  it('passes over messages without a place and places between sentences', () => {
    const plugin: RetextPlugin = () => (_, file) => void file.message('Somewhere')
    expect(runPlugin(plugin, paragraphOf('One is here.  Two are here.'), [0, 12, 13, 14])).toEqual([])
  })

  it('takes a sentence of a megabyte', () => {
    const text = `${'word '.repeat(200_000)}of of it.`
    const found = runPlugin(retextRepeatedWords, paragraphOf(text), [text.indexOf('of of')])
    expect(found.some(({start}) => text.startsWith('of of', start))).toBe(true)
  })
})
