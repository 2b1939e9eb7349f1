import type {Paragraph} from '../src/language/paragraph.js'
import {OPAQUE} from '../src/language/source-map.js'
import {defineRule, type Report} from '../src/rule.js'

/** `[text] (https://…)`, `[text] (#place)`; not `[12] (https://…)`, which is a list of sources. */
const link = new RegExp(
  `(?<=\\[[^[\\]\\n\\d][^[\\]\\n]{1,100})\\] +\\((?=(?:${OPAQUE}|[#/][^\\s()]{1,100}|\\.{1,2}/[^\\s()]{1,100})\\))`,
  'g',
)
/** `* * bold * *`; not a line of stars. */
const apart = /(?<=^|[\s(“"])\* \* ?(?=[^\s*])([^*\n]{1,100}[^\s*]) ?\* \*(?! ?\*)/g
/** `** bold**`, `**bold **`; not the marks of notes (`Price** and fees**`). */
const flush = /(?<=^|[\s(“"])\*\*(?: ([^\s*][^*\n]{0,150}[^\s*])|(?=[^\s*])([^*\n]{0,150}[^\s*]) )\*\*(?![*])/g
const opening = /^#{2,6}(?=\p{L})/u
const title = /^#(?=\p{Lu}\p{Ll}+ \p{L}[^#\n]{2,60}$)/u
/** `closed.## What is next`, `closed. ## What is next` */
const glued = /(?<=[.!?…”"’)\]:])( ?)(#{2,6}|(?<! )#) (?=\p{Lu})/gu

type State = {blocks: number; headings: number; titles: {span: ReturnType<Paragraph['span']>}[]}

/**
 * Finds Markdown that an engine spaced or glued, so that it is text now: emphasis with a space inside its marks, links
 * in two pieces, headings without a space or behind a sentence. Hashtags, lists of sources, rows of stars, notes and
 * plain text files, where such characters are just text, are left alone.
 */
export default defineRule<object, State>({
  id: 'damaged-markdown',
  group: 'leftovers',
  summary: 'Mend Markdown that no longer renders.',
  severity: 'error',
  stage: 'stable',
  fix: 'safe',
  examples: {
    bad: [
      {
        text: 'See [the plan] (https://example.com/plan) for more.',
        found: '] (',
        message: 'Unexpected space in a link, expected `](`',
        fixed: 'See [the plan](https://example.com/plan) for more.',
        format: 'markdown',
      },
      {
        text: 'The bridge is ** closed** today.',
        found: '** closed**',
        message: 'Unexpected `** closed**`, expected `**closed**`',
        fixed: 'The bridge is **closed** today.',
        format: 'markdown',
      },
      {
        text: 'The bridge is * * closed * * today.',
        found: '* * closed * *',
        message: 'Unexpected `* * closed * *`, expected `**closed**`',
        fixed: 'The bridge is **closed** today.',
        format: 'markdown',
      },
      {
        text: '##The bridge\n\nIt is closed.',
        found: '##',
        message: 'Unexpected `##` without a space, which makes no heading',
        fixed: '## The bridge\n\nIt is closed.',
        format: 'markdown',
      },
      {
        text: 'The bridge is closed.## What comes next',
        found: '## ',
        message: 'Unexpected `##` inside a line, expected a heading on a line of its own',
        fixed: 'The bridge is closed.\n\n## What comes next',
        format: 'markdown',
      },
    ],
    good: [
      {text: '#MeToo and #BlackLivesMatter changed the talk.', format: 'markdown'},
      {text: 'The sources are [1] (https://example.com/a) and [2] (https://example.com/b).', format: 'markdown'},
      {text: 'Price** and fees** are net, 2 ** 3 ** 4 is a power.', format: 'markdown'},
      {text: 'A row of stars:\n\n* * *\n\nAnd so on with **bold** words.', format: 'markdown'},
      {text: 'The code `** x**` and the language C## are not marked up.', format: 'markdown'},
      'In plain text ** closed** and #Heading are as they are.',
    ],
  },
  state: () => ({blocks: 0, headings: 0, titles: []}),
  paragraph(paragraph, report, {format, state}) {
    if (format === 'text' || format === 'html') return
    const {text, kind} = paragraph
    state.blocks++
    if (kind === 'heading') state.headings++
    if (!/[*#]|\] /.test(text)) return
    for (const match of text.includes('] ') ? text.matchAll(link) : []) {
      const span = paragraph.span(match.index, match.index + match[0].length)
      // `[Smith 2003] (https://…)` names a source, `\[text\] (https://…)` was written as text.
      if (/\d{4}$/.test(text.slice(0, match.index)) || span.end - span.start > match[0].length) continue
      say(paragraph, report, match, 'Unexpected space in a link, expected `](`', '](')
    }
    if (text.includes('*')) sayEmphasis(paragraph, report)
    if (!text.includes('#')) return
    const hashes = opening.exec(text)
    if (hashes && kind === 'paragraph') {
      const message = `Unexpected \`${hashes[0]}\` without a space, which makes no heading`
      say(paragraph, report, hashes, message, `${hashes[0]} `)
    }
    if (kind === 'paragraph' && title.test(text) && !/[.!?,;:…]$/.test(text))
      state.titles.push({span: paragraph.span(0, 1)})
    for (const match of text.matchAll(glued)) {
      const message = `Unexpected \`${match[2]}\` inside a line, expected a heading on a line of its own`
      say(paragraph, report, match, message, `\n\n${match[2]} `, true)
    }
  },
  end(report, {state}) {
    // One `#` also begins a hashtag: among real headings, or at the top, it is one that lost its space.
    for (const {span} of state.titles) {
      if (state.headings === 0 && state.titles.length < 2) continue
      report(span, {
        message: 'Unexpected `#` without a space, which makes no heading',
        expected: ['# '],
        note,
        severity: 'warning',
        fix: 'suggest',
      })
    }
  },
})

const note = 'Engines take the signs of Markdown for marks of the sentence, and space or join them.'

function sayEmphasis(paragraph: Paragraph, report: Report) {
  const {text} = paragraph
  for (const match of text.matchAll(apart)) {
    if (!/\p{L}{2}/u.test(match[1] ?? '')) continue
    const expected = `**${match[1]}**`
    say(paragraph, report, match, `Unexpected \`${match[0]}\`, expected \`${expected}\``, expected)
  }
  for (const match of text.matchAll(flush)) {
    const words = match[1]?.trim() ?? match[2] ?? ''
    const next = /^[\p{L}\p{N}]/u.test(text.slice(match.index + match[0].length))
    if (!/\p{L}{2}/u.test(words) || (match[1] !== undefined && next)) continue
    const expected = `**${words}**${next ? ' ' : ''}`
    say(paragraph, report, match, `Unexpected \`${match[0]}\`, expected \`${expected.trim()}\``, expected)
  }
}

function say(
  paragraph: Paragraph,
  report: Report,
  match: RegExpExecArray,
  message: string,
  expected: string,
  unsure = false,
) {
  report(paragraph.span(match.index, match.index + match[0].length), {
    message,
    expected: [expected],
    note,
    ...(unsure ? {fix: 'suggest' as const} : {}),
  })
}
