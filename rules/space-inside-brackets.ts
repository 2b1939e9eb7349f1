import {isCodeLike} from '../src/language/code-like.js'
import {lacksNextWord} from '../src/language/lost-word.js'
import type {Paragraph} from '../src/language/paragraph.js'
import {defineRule} from '../src/rule.js'

const opened = /(?<=^|[\s“"‘—–])[([][ \u00A0]+(?=[\p{L}\p{N}“"‘])/gu
const closed = /(?<=[\p{L}\p{N}”"’.!?%])[ \u00A0]+[)\]](?=$|[\s.,;:!?”"’—–])/gu
const quoted = /(?<=^|[\s([—–])[“"][ \u00A0]+(?=[\p{L}\p{N}])/gu

/**
 * Finds spaces behind an opening bracket or quotation mark, and before a closing bracket. (A closing quotation mark that
 * was set apart is found by `closing-quote`.) Engines set marks apart from the words before they translate.
 */
export default defineRule({
  id: 'space-inside-brackets',
  group: 'spacing',
  summary: 'Write brackets and quotation marks without spaces inside them.',
  severity: 'warning',
  stage: 'stable',
  fix: 'safe',
  examples: {
    bad: [
      {
        text: 'The lake ( the largest in the country) froze.',
        found: '( ',
        message: 'Unexpected space after `(`',
        fixed: 'The lake (the largest in the country) froze.',
      },
      {
        text: 'The lake (the largest in the country ) froze.',
        found: ' )',
        message: 'Unexpected space before `)`',
        fixed: 'The lake (the largest in the country) froze.',
      },
      {
        text: 'She answered: “ Nobody knows that,” and went away.',
        found: '“ ',
        message: 'Unexpected space after `“`',
        fixed: 'She answered: “Nobody knows that,” and went away.',
      },
    ],
    good: [
      'Write “As a [ person ], I want to [ goal ]” on the card.',
      '[ ] waiting for review, [x] done',
      'The orbits vary (see ), as shown ( and ). ( shows one of them.)',
      'Choose a ) the red one or b ) the blue one.',
      'They lost again :( but it was fun :)',
      'Take g ( x ) and call run( x, y ) with it.',
      'The board is 5 " wide and 8 " long.',
    ],
  },
  paragraph(paragraph, report) {
    const {text} = paragraph
    if (!/[([“"][ \u00A0]|[ \u00A0][)\]]/.test(text)) return
    const places = [
      ...[...text.matchAll(opened)].filter((match) => isOpening(text, match.index, match[0])),
      ...[...text.matchAll(closed)].filter((match) => isClosing(text, match.index, match.index + match[0].length)),
      ...[...text.matchAll(quoted)].filter((match) => isQuotation(paragraph, match.index)),
    ].sort((one, other) => one.index - other.index)
    if (places.length === 0 || isCodeLike(text)) return
    for (const match of places) {
      const mark = match[0].trim()
      report(paragraph.span(match.index, match.index + match[0].length), {
        message: `Unexpected space ${/[)\]]/.test(mark) ? 'before' : 'after'} \`${mark}\``,
        expected: [mark],
        note: 'Engines set marks apart from the words before they translate, and do not always join them again.',
      })
    }
  },
})

/** Longest remark in brackets that is looked through, in UTF-16 code units. */
const longest = 400

function isOpening(text: string, start: number, found: string): boolean {
  const inside = text.slice(start + found.length, start + longest)
  const close = inside.indexOf(found.startsWith('(') ? ')' : ']')
  if (close === -1 || !/\p{L}{2}/u.test(inside.slice(0, close))) return false
  // `[ goal ]` is a place to fill in, and `( and )` has lost its words.
  if (found.startsWith('[') && inside.charAt(close - 1) === ' ') return false
  if (lacksNextWord(inside.slice(0, close))) return false
  // A remark that follows a full stop and begins in lower case has lost its subject: `vary. ( shows one of them.)`.
  return !(/[.!?]\s*$/.test(text.slice(Math.max(0, start - 3), start)) && /^\p{Ll}/u.test(inside))
}

function isClosing(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, end - longest), start)
  const bracket = text.charAt(end - 1)
  const open = before.lastIndexOf(bracket === ')' ? '(' : '[')
  if (open === -1 || open < before.lastIndexOf(bracket)) return false
  const inside = before.slice(open + 1)
  if (bracket === ']' && inside.startsWith(' ')) return false
  return /\p{L}{2}/u.test(inside) && !lacksNextWord(inside)
}

/** Whether a mark with a space behind it opens a quotation; behind a full stop it is a closing one turned round. */
function isQuotation({text, quotations}: Paragraph, index: number): boolean {
  const pair = quotations.pairs.find(({open}) => open.index === index)
  if (!pair || /[.!?…]\s*$/.test(text.slice(Math.max(0, index - 4), index))) return false
  // `5 " wide` is in inches.
  return (
    !/\d\s*$/.test(text.slice(Math.max(0, index - 3), index)) && /\p{L}{2}/u.test(text.slice(index, pair.close.index))
  )
}
