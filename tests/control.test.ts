import {describe, expect, it} from 'vitest'
import {control} from '../src/control.js'
import type {LintConfig} from '../src/lint.js'
import type {Comment} from '../src/prose/prose.js'
import {type LintMessage, startRule} from '../src/rule.js'
import {bad, configOf, odd} from './helpers/command.js'

/** The comments of a text, found without a reader. */
function commentsOf(source: string): Comment[] {
  return Array.from(source.matchAll(/<!--(.*?)-->/gs), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: (match[1] as string).trim(),
  }))
}

function messagesOf(source: string): LintMessage[] {
  const messages: LintMessage[] = []
  for (const [rule, word] of [
    [bad, 'bad'],
    [odd, 'odd'],
  ] as const) {
    for (const match of source
      .replace(/<!--.*?-->/gs, (comment) => ' '.repeat(comment.length))
      .matchAll(RegExp(word, 'gi'))) {
      const run = startRule(
        {
          ...rule.definition,
          end: (report) =>
            report(
              {start: match.index, end: match.index + word.length, plain: true},
              {message: `Unexpected \`${word}\``},
            ),
        },
        {source, report: (message) => messages.push(message), severity: rule.definition.severity, format: 'text'},
      )
      run.end()
    }
  }
  return messages
}

/** What is left, as `line:column word` or `line:column reason`. */
function left(source: string, config: Partial<LintConfig> = {}): string[] {
  return control(messagesOf(source), commentsOf(source), source, configOf([bad, odd], config))
    .sort((a, b) => a.span.start - b.span.start)
    .map((message) =>
      message.ruleId === 'unused-disable-directive'
        ? `${message.line}:${message.column} ${message.reason}`
        : `${message.line}:${message.column} ${message.actual}`,
    )
}

const unused = {reportUnusedDisableDirectives: true}

describe('comments', () => {
  it('leaves a text without comments alone', () => {
    expect(left('bad\nodd')).toEqual(['1:1 bad', '2:1 odd'])
    expect(left('bad <!-- a mtlint-disable in a sentence -->')).toEqual(['1:1 bad'])
  })

  it('disables all rules from a comment to the next', () => {
    expect(left('bad\n<!-- mtlint-disable -->\nbad odd\n<!-- mtlint-enable -->\nodd')).toEqual(['1:1 bad', '5:1 odd'])
  })

  it('goes by the place of the comment on its line', () => {
    expect(left('bad <!-- mtlint-disable --> bad')).toEqual(['1:1 bad'])
  })

  it('disables to the end of the file', () => {
    expect(left('<!-- mtlint-disable bad-word -->\nbad odd\r\nbad')).toEqual(['2:5 odd'])
  })

  it('takes rules apart by spaces and commas, and a reason after two dashes', () => {
    expect(left('<!-- mtlint-disable bad-word,odd-word -- a quotation, odd-word -->\nbad odd')).toEqual([])
    expect(left('<!-- mtlint-disable bad-word -- odd-word -->\nbad odd')).toEqual(['2:5 odd'])
    expect(left('<!-- mtlint-disable -- bad-word -->\nbad odd')).toEqual([])
  })

  it('enables one rule while the others stay disabled', () => {
    const source =
      '<!-- mtlint-disable -->\nbad odd\n<!-- mtlint-enable odd-word -->\nbad odd\n<!-- mtlint-disable odd-word -->\nodd'
    expect(left(source)).toEqual(['4:5 odd'])
    expect(left('<!-- mtlint-disable bad-word odd-word -->\n<!-- mtlint-enable bad-word -->\nbad odd')).toEqual([
      '3:1 bad',
    ])
  })

  it('disables everything again after an exception', () => {
    const source =
      '<!-- mtlint-disable --><!-- mtlint-enable odd-word -->\nodd\n<!-- mtlint-disable -->\nodd\n<!-- mtlint-enable -->\nodd'
    expect(left(source)).toEqual(['2:1 odd', '6:1 odd'])
  })

  it('disables a line', () => {
    expect(left('bad <!-- mtlint-disable-line -->\nbad')).toEqual(['2:1 bad'])
    expect(left('bad odd <!-- mtlint-disable-line odd-word -->')).toEqual(['1:1 bad'])
  })

  it('disables the next line that has text', () => {
    expect(left('<!-- mtlint-disable-next-line -->\nbad\nbad')).toEqual(['3:1 bad'])
    expect(left('<!-- mtlint-disable-next-line bad-word -->\r\n \r\nbad odd\r\nbad')).toEqual(['3:5 odd', '4:1 bad'])
    expect(left('bad <!-- mtlint-disable-next-line -->')).toEqual(['1:1 bad'])
    expect(left('<!-- mtlint-disable-next-line -->\n\n')).toEqual([])
  })

  it('counts two comments for one line together', () => {
    const source = '<!-- mtlint-disable-next-line bad-word -->\n<!-- mtlint-disable-line odd-word --> bad odd'
    expect(left(source, unused)).toEqual([])
  })

  it('says what ignores nothing only when asked', () => {
    const source = '<!-- mtlint-disable bad-word odd-word -->\nbad'
    expect(left(source)).toEqual([])
    expect(left(source, unused)).toEqual(['1:1 Unexpected `odd-word` in `mtlint-disable`, it ignores nothing'])
    expect(left('<!-- mtlint-disable-line -->', unused)).toEqual([
      '1:1 Unexpected `mtlint-disable-line`, it ignores nothing',
    ])
  })

  it('says which comments enable nothing', () => {
    expect(left('<!-- mtlint-enable -->', unused)).toEqual(['1:1 Unexpected `mtlint-enable`, it enables nothing'])
    expect(left('bad <!-- mtlint-enable bad-word -->', unused)).toEqual([
      '1:1 bad',
      '1:5 Unexpected `bad-word` in `mtlint-enable`, it enables nothing',
    ])
    const used = '<!-- mtlint-disable -->\nbad\n<!-- mtlint-enable bad-word -->\n<!-- mtlint-enable -->'
    expect(left(used, unused)).toEqual([])
  })

  it('names unknown rules and comments, and what was meant', () => {
    expect(left('<!-- mtlint-disable-line bad-wrod -->', unused)).toEqual([
      '1:1 Unexpected `bad-wrod` in `mtlint-disable-line`, no such rule is on, did you mean `bad-word`?',
    ])
    expect(left('<!-- mtlint-disable toString __proto__ -->\nbad', unused)).toEqual([
      '1:1 Unexpected `toString` in `mtlint-disable`, no such rule is on',
      '1:1 Unexpected `__proto__` in `mtlint-disable`, no such rule is on',
      '2:1 bad',
    ])
    expect(left('<!-- mtlint-disabel -->\nbad', unused)).toEqual([
      '1:1 Unknown comment `mtlint-disabel`, did you mean `mtlint-disable`?',
      '2:1 bad',
    ])
  })

  it('reports them as warnings over the whole comment', () => {
    const source = 'Text <!-- mtlint-disable -->'
    const [message] = control([], commentsOf(source), source, configOf([], unused))
    expect(message).toMatchObject({
      ruleId: 'unused-disable-directive',
      fatal: false,
      fix: 'none',
      actual: '<!-- mtlint-disable -->',
      span: {start: 5, end: source.length},
      column: 6,
    })
  })

  it('takes linear time', () => {
    const comments = '<!-- mtlint-disable-next-line bad-word --> bad '.repeat(20_000)
    const source = `${comments}${'\n'.repeat(200_000)}`
    const messages = messagesOf('bad '.repeat(2000))
    const start = performance.now()
    control(messages, commentsOf(source), source, configOf([bad], {...unused, allow: ['bad wolf', 'good']}))
    expect(performance.now() - start).toBeLessThan(3000)
  })
})

describe('allow', () => {
  const allow = (phrase: string) => ({allow: [phrase]})

  it('drops what equals an allowed word, whatever its case', () => {
    expect(left('Bad odd BAD', allow('bad'))).toEqual(['1:5 odd'])
  })

  it('drops what lies within an allowed phrase where that stands', () => {
    expect(left('a bad apple, a bad pear', allow('bad apple'))).toEqual(['1:16 bad'])
    expect(left('one bad, bad apple', allow('Bad Apple'))).toEqual(['1:5 bad'])
  })

  it('folds white space and apostrophes', () => {
    expect(left('x\ta\r\n  bad\napple’s day\n\nbad', allow("a  bad apple's"))).toEqual(['5:1 bad'])
  })

  it('takes whole words only', () => {
    expect(left('a bad applet', allow('bad apple'))).toEqual(['1:3 bad'])
    expect(left('aa bad', allow('a bad'))).toEqual(['1:4 bad'])
  })

  it('keeps its place after letters that grow in lower case', () => {
    expect(left('İİİ bad apple, bad', allow('bad apple'))).toEqual(['1:16 bad'])
  })

  it('takes nothing from an empty phrase', () => {
    expect(left('bad', {allow: ['', ' ']})).toEqual(['1:1 bad'])
  })
})
