import {isClear, isOwnText} from '../src/language/own-words.js'
import {defineRule, type Span} from '../src/rule.js'

type Kind = 'quotation' | 'apostrophe'
type Style = {count: number; first?: {span: Span; text: string} | undefined}
type State = Record<Kind, {curly: Style; straight: Style}>

/** A quotation that is shown whole in a message; of a longer one the opening mark is. */
const short = 60
/** What is written in a program or on its command line keeps straight marks. */
const code = /[{}<>=|\\_`$\uFFFC]|\w\(|\w\.\w|\w\/\w|^-|^\W*$|::/

/**
 * Finds straight quotation marks or apostrophes in a text that otherwise has curly ones, and the other way round: the
 * trace of passages from several sources. It reports the first place of each kind. Feet, inches and code are left alone.
 */
export default defineRule<object, State>({
  id: 'quote-style-consistency',
  group: 'consistency',
  summary: 'Write quotation marks and apostrophes either curly or straight throughout a document.',
  severity: 'info',
  stage: 'nursery',
  fix: 'suggest',
  examples: {
    bad: [
      {
        text: 'A “small” house, a “green” door, a “red” roof and a "dark" cellar.',
        found: '"dark"',
        message: 'Unexpected straight quotation marks in `"dark"`, expected `“dark”` as elsewhere in this document',
        fixed: 'A “small” house, a “green” door, a “red” roof and a “dark” cellar.',
      },
      {
        text: 'A "small" house, a "green" door, a "red" roof and a “dark” cellar.',
        found: '“dark”',
        message: 'Unexpected curly quotation marks in `“dark”`, expected `"dark"` as elsewhere in this document',
        fixed: 'A "small" house, a "green" door, a "red" roof and a "dark" cellar.',
      },
      {
        text: "It’s late. They’re tired. We’ve left. He doesn't know.",
        found: "doesn't",
        message: "Unexpected straight apostrophe in `doesn't`, expected `doesn’t` as elsewhere in this document",
        fixed: 'It’s late. They’re tired. We’ve left. He doesn’t know.',
      },
    ],
    good: [
      'A “small” house, a “green” door, a “red” roof; the board is 6\'2" by 4".',
      'A “small” house, a “green” door, a “red” roof; type lang="en" or "use_strict" there.',
      'A "small" house and a “green” door.',
      "It's late. They're tired. We've left. \"Go,\" he said.",
      'It’s late. They’re tired. We’ve left. "Go," he said.',
    ],
  },
  state: () => ({
    quotation: {curly: {count: 0}, straight: {count: 0}},
    apostrophe: {curly: {count: 0}, straight: {count: 0}},
  }),
  paragraph(paragraph, _, {state}) {
    const {text} = paragraph
    if (!/["“”'’]/.test(text) || !isOwnText(paragraph)) return
    const add = (kind: Kind, isCurly: boolean, start: number, end: number) => {
      const style = state[kind][isCurly ? 'curly' : 'straight']
      style.count++
      style.first ??= {span: paragraph.span(start, end), text: text.slice(start, end)}
    }
    if (/["“]/.test(text)) {
      for (const {open, close} of paragraph.quotations.pairs) {
        if (open.style !== 'double' || (open.text === '"') !== (close.text === '"')) continue
        const inside = text.slice(open.index + 1, Math.min(close.index, open.index + short))
        if (code.test(inside) || /[\w=:([{,`\uFFFC]/.test(text.charAt(open.index - 1))) continue
        const end = close.index - open.index < short ? close.index + 1 : open.index + 1
        add('quotation', open.text !== '"', open.index, end)
      }
    }
    for (const match of text.matchAll(
      /(?<![\p{L}\p{N}_/.=])\p{L}{1,30}(['’])(?:s|t|re|ve|ll|d|m)(?![\p{L}\p{N}_'’/=(])/giu,
    )) {
      add('apostrophe', match[1] === '’', match.index, match.index + match[0].length)
    }
  },
  end(report, {state}) {
    for (const kind of ['quotation', 'apostrophe'] as const) {
      const {curly, straight} = state[kind]
      const toCurly = isClear(curly.count, straight.count)
      if (!toCurly && !isClear(straight.count, curly.count)) continue
      const {first, count} = toCurly ? straight : curly
      if (!first) continue
      const marks = kind === 'apostrophe' ? 'apostrophe' : first.text.length > 1 ? 'quotation marks' : 'quotation mark'
      const expected = restyle(first.text, kind, toCurly)
      report(first.span, {
        message: `Unexpected ${toCurly ? 'straight' : 'curly'} ${marks} in \`${first.text}\`, expected \`${expected}\` as elsewhere in this document`,
        expected: [expected],
        // One mark of a pair alone is no repair.
        ...(first.text.length === 1 ? {fix: 'none'} : {}),
        ...(count > 1 ? {note: `So written ${count} times; only the first is reported.`} : {}),
      })
    }
  },
})

function restyle(text: string, kind: Kind, toCurly: boolean): string {
  if (kind === 'apostrophe') return text.replace(/['’]/, toCurly ? '’' : "'")
  if (!toCurly) return text.replace(/^“|”$/g, '"')
  return text.replace(/^"/, '“').replace(/"$/, '”')
}
