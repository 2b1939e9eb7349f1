import type {Paragraph, Reading} from '../src/language/paragraph.js'
import {defineRule, type Format, type Span} from '../src/rule.js'

/** Fewer words are a caption, a label or an address. */
const fewest = 15
/** So many characters between two paragraphs leave no room for code, a picture or a list that a text leads into. */
const gaps: Record<Format, number> = {text: 4, markdown: 4, mdx: 4, html: 16}

/** Words with which a text leads into what follows: a quotation, a list, a picture. */
const leadsIn = new Set(
  'follows following that goes reads says said writes wrote asks asked adds added replies replied below how this these with'.split(
    ' ',
  ),
)

type Seen = {
  /** Offsets in the source. */
  start: number
  end: number
  /** Whether it begins as a sentence does; a quotation or a formula goes on with the text before it. */
  fresh: boolean
  ended: boolean
  /** The place and the last words of running text without a mark at its end. */
  lost?: {span: Span; words: string}
}
type State = {
  last?: Seen | undefined
  open?: Seen['lost'] | undefined
  missing: NonNullable<Seen['lost']>[]
  ended: number
  unended: number
}

/**
 * Finds paragraphs of running text that end without a mark between paragraphs that end with one. What was at the end,
 * a word or a sentence, was lost with the mark.
 */
export default defineRule<object, State>({
  id: 'missing-end-mark',
  group: 'sentences',
  summary: 'End a paragraph with a mark.',
  severity: 'warning',
  stage: 'stable',
  fix: 'none',
  examples: {
    bad: [
      {
        text: 'The council met on Monday.\n\nIt was decided that the old bridge should be closed for repairs until the summer of next year\n\nThe works begin in May.',
        found: 'next year',
        message: 'Unexpected end of the paragraph after `next year`, expected a full stop or further words',
      },
      {
        text: 'The council met on Monday.\n\nThe members of the committee, who had come a long way, were pleased to see that all of the\n\nThe works begin in May.',
        found: 'of the',
        at: 112,
        message: 'Unexpected end of the paragraph after `of the`, expected a full stop or further words',
      },
      {
        text: 'Was it right?\n\nNobody knows. The report that the two companies wrote for the town says nothing about the cost\n\nThe works begin in May.',
        found: 'the cost',
        message: 'Unexpected end of the paragraph after `the cost`, expected a full stop or further words',
      },
    ],
    good: [
      'The council met on Monday.\n\nThe Bridge, as It Was Seen From the Tower of the Church in the Summer of 1902\n\nThe works begin in May.',
      'The council met on Monday.\n\nThe bridge in 1902, seen from the tower\n\nThe works begin in May.',
      {
        text: 'The council met.\n\nIt was decided that the old bridge should be closed for repairs with the following command\n\n    close bridge\n\nThe works begin in May.',
        format: 'markdown',
      },
      'The council met.\n\n- It was decided that the old bridge should be closed for repairs until the summer of next year\n\nThe works begin.',
      'The sea was calm,\n\nAnd all the boats went out upon the bay,\nAnd nobody could say when they would come again\n\nTo bring them home.',
      'The council met.\n\nIt was decided that the old bridge should be closed for repairs until the summer of next year:\n\nThe works begin.',
    ],
  },
  state: () => ({missing: [], ended: 0, unended: 0}),
  paragraph(paragraph, _report, {state, format}) {
    const seen = readEnd(paragraph)
    const isNext = seen && state.last && seen.start - state.last.end <= gaps[format]
    if (state.open && isNext && seen.ended && seen.fresh) state.missing.push(state.open)
    if (seen?.ended) state.ended++
    else if (seen?.lost) state.unended++
    state.open = isNext && state.last?.ended ? seen.lost : undefined
    state.last = seen
  },
  end(report, {state: {missing, ended, unended}}) {
    // Where more paragraphs end so, they are captions or bylines.
    if (unended > Math.max(1, ended / 50)) return
    for (const {span, words} of missing) {
      report(span, {
        message: `Unexpected end of the paragraph after \`${words}\`, expected a full stop or further words`,
        note: 'What stood at the end, a word or a sentence, is lost with the mark.',
      })
    }
  },
})

/** How a paragraph begins and ends; undefined for what is no paragraph. */
function readEnd(paragraph: Paragraph): Seen | undefined {
  const {kind, text} = paragraph
  if (kind !== 'paragraph') return undefined
  const trimmed = text.trimEnd()
  const {start} = paragraph.span(0, 1)
  const {end} = paragraph.span(trimmed.length - 1, trimmed.length)
  const seen: Seen = {start, end, fresh: /^\s*\p{Lu}[\p{L}'’-]* \p{L}/u.test(text), ended: false}
  if (/[.!?…]["”’')\]*_]*$/.test(trimmed.slice(-8))) return {...seen, ended: true}
  if (!paragraph.once(isRunning)) return seen
  const from = paragraph.tokens.at(-2)?.start ?? 0
  return {...seen, lost: {span: paragraph.span(from, trimmed.length), words: trimmed.slice(from)}}
}

/** Whether a text without a mark at its end is a sentence: no caption, heading, verse, address or signature. */
function isRunning({text: whole, tokens}: Reading): boolean {
  const text = whole.trimEnd()
  const lines = text.split('\n')
  if (lines.some((line, at) => at < lines.length - 1 && line.length < 50)) return false
  const words = tokens.filter((token) => token.kind === 'word')
  const capitals = words.filter((token) => /^\p{Lu}/u.test(token.text)).length
  const plain = /\p{Ll}{2}$/u.test(text) && tokens.slice(-2).every(({kind}) => kind === 'word')
  if (leadsIn.has(words.at(-1)?.lower ?? '')) return false
  return words.length >= fewest && capitals * 3 <= words.length && /^["“‘']?\p{Lu}/u.test(text) && plain
}
