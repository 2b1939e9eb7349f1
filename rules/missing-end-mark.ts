import type {Paragraph} from '../src/language/paragraph.js'
import {defineRule, type Format, type Span} from '../src/rule.js'

/** Fewer words are a caption, a label or an address. */
const fewest = 12
/** So many characters between two paragraphs leave no room for code, a picture or a list that a text leads into. */
const gaps: Record<Format, number> = {text: 4, markdown: 4, mdx: 4, html: 16}

type Seen = {span: Span; words: string; ended: boolean}
type State = {last?: Seen; open?: Seen}

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
  paragraph(paragraph, report, {state, format}) {
    const seen = readEnd(paragraph)
    const {last, open} = state
    if (open && seen?.ended && seen.span.start - open.span.end <= gaps[format]) {
      report(open.span, {
        message: `Unexpected end of the paragraph after \`${open.words}\`, expected a full stop or further words`,
        note: 'What stood at the end, a word or a sentence, is lost with the mark.',
      })
    }
    delete state.open
    if (seen && !seen.ended && last?.ended) state.open = seen
    if (seen) state.last = seen
    else delete state.last
  },
})

/** How a paragraph of running text ends; undefined for everything else. */
function readEnd({kind, text, tokens, span}: Paragraph): Seen | undefined {
  if (kind !== 'paragraph') return undefined
  const trimmed = text.trimEnd()
  // Lines that end early are verse, an address or a signature.
  if (/\n/.test(trimmed) && trimmed.split('\n').some((line, at, lines) => at < lines.length - 1 && line.length < 50)) {
    return undefined
  }
  const ended = /[.!?…]["”’')\]*_]*$/.test(trimmed)
  const tail = tokens.slice(-2)
  const from = ended ? trimmed.length - 1 : (tokens.at(trimmed.endsWith(',') ? -3 : -2)?.start ?? 0)
  const place = span(from, trimmed.length)
  if (ended) return {span: place.start < place.end ? span(0, trimmed.length) : place, words: '', ended}
  const words = tokens.filter((token) => token.kind === 'word')
  const capitals = words.filter((token) => /^\p{Lu}/u.test(token.text)).length
  const plain = /\p{Ll}{2},?$/u.test(trimmed) && tail.every((token) => token.kind === 'word' || token.text === ',')
  if (words.length < fewest || capitals * 3 > words.length || !/^["“‘']?\p{Lu}/u.test(text) || !plain) return undefined
  return {span: place, words: trimmed.slice(from), ended}
}
