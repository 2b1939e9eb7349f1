import type {Paragraph} from '../src/language/paragraph.js'
import type {Token} from '../src/language/tokens.js'
import {defineRule, type Format, type Span} from '../src/rule.js'

/** Fewer words are a caption, a label or an address. */
const fewest = 12
/** So many characters between two paragraphs leave no room for code, a picture or a list that a text leads into. */
const gaps: Record<Format, number> = {text: 4, markdown: 4, mdx: 4, html: 16}

type Seen = {span: Span; start: number; words: string; ended: boolean; running: boolean}
type State = {last?: Seen; open?: Seen; missing: Seen[]; ended: number; unended: number}

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
        text: 'Was it right?\n\nNobody knows. The report that the two companies wrote for the town says nothing about the cost,\n\nThe works begin in May.',
        found: 'the cost,',
        message: 'Unexpected end of the paragraph after `the cost,`, expected a full stop or further words',
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
    const {last, open} = state
    if (open && seen?.ended && seen.span.start - open.span.end <= gaps[format]) state.missing.push(open)
    delete state.open
    delete state.last
    if (!seen) return
    if (seen.ended) state.ended++
    else if (seen.running) state.unended++
    if (!seen.ended && last?.ended && seen.running && seen.start - last.span.end <= gaps[format]) state.open = seen
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

/** How a paragraph ends; undefined for what is no paragraph. */
function readEnd({kind, text, tokens, span}: Paragraph): Seen | undefined {
  if (kind !== 'paragraph') return undefined
  const trimmed = text.trimEnd()
  const {start} = span(0, 1)
  if (/[.!?…]["”’')\]*_]*$/.test(trimmed))
    return {span: span(0, trimmed.length), start, words: '', ended: true, running: true}
  const from = tokens.at(trimmed.endsWith(',') ? -3 : -2)?.start ?? 0
  return {
    span: span(from, trimmed.length),
    start,
    words: trimmed.slice(from),
    ended: false,
    running: isRunning(trimmed, tokens),
  }
}

/** Whether a text without a mark at its end is a sentence: no caption, heading, verse, address or signature. */
function isRunning(text: string, tokens: readonly Token[]): boolean {
  const lines = text.split('\n')
  if (lines.some((line, at) => at < lines.length - 1 && line.length < 50)) return false
  const words = tokens.filter((token) => token.kind === 'word')
  const capitals = words.filter((token) => /^\p{Lu}/u.test(token.text)).length
  const plain =
    /\p{Ll}{2},?$/u.test(text) && tokens.slice(-2).every(({kind, text: mark}) => kind === 'word' || mark === ',')
  return words.length >= fewest && capitals * 3 <= words.length && /^["“‘']?\p{Lu}/u.test(text) && plain
}
