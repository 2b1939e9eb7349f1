import {defineRule} from '../src/rule.js'

const names =
  'p|b|i|u|a|em|strong|br|hr|div|span|ul|ol|li|h[1-6]|sup|sub|table|tr|td|th|blockquote|img|code|pre|small|del|ins|mark|figure|figcaption'
/** An end tag with a space behind `<` or `/`: `</ p>`, `< / b >`. */
const endTag = new RegExp(`<(?: /[ ]?| ?/ )(${names}) ?>`, 'gi')
/** A start tag with a space behind `<`, and attributes only as they are written: `< b >`, `< a href = "x" >`. */
const startTag = new RegExp(
  `< (${names})((?: [a-z-]{1,20} ?= ?(?:"[^"<>]{0,300}"|“[^”<>]{0,300}”|\\uFFFC)){0,9}) ?(/?) ?>`,
  'gi',
)
/** A raised or lowered figure whose tag is never closed. */
const raised = /(?<=[\p{L}\d)])<(su[pb])>([\d+−-]{1,4}|th|st|nd|rd)(?![^<]{0,40}<\/?\s?su[pb])/giu

/** Names that are also variables, as in `a < b > c`. */
const short = /^[a-z]$/i

/** A raised figure is short; an end tag further away is another's. */
const reach = 400

/** Where the paragraphs stand in a source with markup. */
type State = {blocks: {start: number; end: number}[]}

/**
 * Finds HTML tags that an engine spaced, so that they are text now (`< b >`, `</ p>`), and raised figures whose tag it
 * never closed. Comparisons (`a < b > c`) and whole tags in plain text are left alone.
 */
export default defineRule<object, State>({
  id: 'damaged-tag',
  group: 'leftovers',
  summary: 'Mend HTML tags that were spaced or never closed.',
  severity: 'error',
  stage: 'stable',
  fix: 'safe',
  examples: {
    bad: [
      {
        text: 'The bridge is closed.</ p>',
        found: '</ p>',
        message: 'Unexpected `</ p>`, expected `</p>`',
        fixed: 'The bridge is closed.</p>',
        format: 'markdown',
      },
      {
        text: 'The bridge is < strong >closed.',
        found: '< strong >',
        message: 'Unexpected `< strong >`, expected `<strong>`',
        fixed: 'The bridge is <strong>closed.',
      },
      {
        text: 'The bridge is < b >closed</b>.',
        found: '< b >',
        message: 'Unexpected `< b >`, expected `<b>`',
        fixed: 'The bridge is <b>closed</b>.',
      },
      {
        text: 'It has 40 m<sup>2 of deck.',
        found: '<sup>2',
        message: 'Unexpected `<sup>2` that is never closed, expected `<sup>2</sup>`',
        fixed: 'It has 40 m<sup>2</sup> of deck.',
      },
      {
        text: 'It has 40 m<sup>2 of deck.',
        found: '<sup>',
        message: 'Unexpected `<sup>` that is never closed',
        format: 'markdown',
      },
    ],
    good: [
      'It holds where a < b > c and where x < p.',
      'It has 40 m<sup>2</sup> of deck, and a <b>bold</b> colour.',
      'The <sup> tag raises what it holds.',
      {text: 'Write `</ p>` for a broken tag.', format: 'markdown'},
      {text: 'It has 40 m<sup>2</sup>, and `x<sup>` is code.', format: 'markdown'},
    ],
  },
  state: () => ({blocks: []}),
  paragraph(paragraph, report, {state, format}) {
    const {text} = paragraph
    if (format !== 'text' && text.trim() !== '') {
      const {start, end} = paragraph.span(0, text.length)
      state.blocks.push({start, end})
    }
    if (!text.includes('<')) return
    const say = (match: RegExpExecArray, message: string, expected: string) =>
      report(paragraph.span(match.index, match.index + match[0].length), {
        message,
        expected: [expected],
        note: 'Engines take the signs of a tag for marks of the sentence, and space them.',
      })
    for (const match of text.matchAll(endTag)) {
      const expected = `</${match[1]}>`
      say(match, `Unexpected \`${match[0]}\`, expected \`${expected}\``, expected)
    }
    for (const match of text.matchAll(startTag)) {
      const [found, name = '', attributes = '', slash = ''] = match
      if (
        short.test(name) &&
        attributes === '' &&
        !new RegExp(`</? ?/? ?${name} ?>`, 'i').test(text.slice(match.index + found.length, match.index + 400))
      )
        continue
      const tidy = attributes.replace(/ ?= ?/g, '=').replace(/[“”]/g, '"')
      const expected = `<${name}${tidy}${slash === '' ? '' : ' /'}>`
      say(match, `Unexpected \`${found}\`, expected \`${expected}\``, expected)
    }
    for (const match of text.matchAll(raised)) {
      const expected = `${match[0]}</${match[1]}>`
      say(match, `Unexpected \`${match[0]}\` that is never closed, expected \`${expected}\``, expected)
    }
  },
  end(report, {state, format, source}) {
    if (format === 'text') return
    // Markdown and HTML take the tag for markup, so that no paragraph shows it.
    let block = 0
    for (const match of source.matchAll(/<(sup|sub)>/gi)) {
      while ((state.blocks[block]?.end ?? Infinity) < match.index) block++
      const {start = Infinity, end = 0} = state.blocks[block] ?? {}
      if (match.index < start || isClosed(source, match.index, end, match[1] as string)) continue
      // `Write x<sup>2 like this` in code is code.
      if (source.slice(Math.max(start, match.index - reach), match.index).split('`').length % 2 === 0) continue
      report(
        {start: match.index, end: match.index + match[0].length, plain: true},
        {
          message: `Unexpected \`${match[0]}\` that is never closed`,
          note: 'Engines lose the end tag, and all that follows is raised or lowered.',
        },
      )
    }
  },
})

/** Whether a tag is closed before the end of its block, which an end tag may follow. */
function isClosed(source: string, at: number, end: number, name: string): boolean {
  return source
    .slice(at, Math.min(at + reach, end + name.length + 3))
    .toLowerCase()
    .includes(`</${name.toLowerCase()}`)
}
