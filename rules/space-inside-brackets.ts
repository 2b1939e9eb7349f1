import {isCodeLike} from '../src/language/code-like.js'
import {lacksNextWord} from '../src/language/lost-word.js'
import type {Paragraph} from '../src/language/paragraph.js'
import {defineRule} from '../src/rule.js'

const opened = /(?<=^|[\s“"‘—–])[([][ \u00A0]+(?=[\p{L}\p{N}“"‘])/gu
const closed = /(?<=[\p{L}\p{N}”"’.!?%])[ \u00A0]+[)\]](?=$|[\s.,;:!?”"’—–])/gu
const quoted = /(?<=^|[\s([—–])[“"][ \u00A0]+(?=[\p{L}\p{N}])/gu

/**
 * Finds spaces behind an opening bracket or quotation mark, and before closing ones. (Where only the closing mark of a
 * quotation was set apart, `closing-quote` finds it.) Engines set marks apart from the words before they translate.
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
    const places: Place[] = [
      ...[...text.matchAll(opened)].filter((match) => isOpening(text, match.index, match[0])),
      ...[...text.matchAll(closed)].filter((match) => isClosing(text, match.index, match.index + match[0].length)),
      ...openingMarks(paragraph),
      ...closingMarks(paragraph),
    ].sort((one, other) => one.index - other.index)
    if (places.length === 0 || isCodeLike(text)) return
    for (const match of places) {
      const mark = match[0].trim()
      report(paragraph.span(match.index, match.index + match[0].length), {
        message: `Unexpected space ${match[0].startsWith(mark) ? 'after' : 'before'} \`${mark}\``,
        expected: [mark],
        note: 'Engines set marks apart from the words before they translate, and do not always join them again.',
      })
    }
  },
})

type Place = {index: number; 0: string}

/** Closing marks set apart whose opening mark is, too; those of other quotations are found by `closing-quote`. */
function closingMarks({text, quotations}: Paragraph): Place[] {
  return quotations.pairs
    .filter(
      ({open, close}) =>
        open.role === 'stray' && close.role === 'stray' && text.slice(open.index, close.index).length > 3,
    )
    .filter(({open}) => !/[.!?…\d]\s*$/.test(text.slice(Math.max(0, open.index - 4), open.index)))
    .filter(({close}) => /[\p{L}\p{N}.!?,)] $/u.test(text.slice(Math.max(0, close.index - 2), close.index)))
    .map(({close}) => ({index: close.index - 1, 0: ` ${close.text}`}))
}

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

/** Marks with a space behind them that open a quotation; behind a full stop it is a closing one turned round. */
function openingMarks({text, quotations}: Paragraph): Place[] {
  const closes = new Map(quotations.pairs.map(({open, close}) => [open.index, close.index]))
  return [...text.matchAll(quoted)].filter(({index}) => {
    const close = closes.get(index)
    // `5 " wide` is in inches.
    if (close === undefined || /[.!?…\d]\s*$/.test(text.slice(Math.max(0, index - 4), index))) return false
    return /\p{L}{2}/u.test(text.slice(index, Math.min(close, index + longest)))
  })
}
