import {isCodeLike} from '../src/language/code-like.js'
import {compounds, measured, writtenNumber} from '../src/language/compounds.js'
import {defineRule} from '../src/rule.js'

// Words that are joined by hyphens, one of which has a space beside it: `long - term`, `state - of - the - art`.
const chain = /(?<![\p{L}\p{N}’'-])[\p{L}\p{N}]+(?: ?[-‐‑] ?[\p{L}\p{N}]+){1,4}(?![\p{L}\p{N}’'])/gu

/**
 * Finds a hyphen that was set apart from its words: `long - term`, `covid - 19`. Engines cut compounds before they
 * translate, and do not always join them again. A hyphen between words can also be a dash (`the plan - term by term -
 * fails`), so only compounds that are always written with a hyphen are meant.
 */
export default defineRule({
  id: 'split-hyphen',
  group: 'spacing',
  summary: 'Write a compound without spaces around its hyphen.',
  severity: 'error',
  stage: 'stable',
  fix: 'safe',
  examples: {
    bad: [
      {
        text: 'The long - term effects are not known.',
        found: 'long - term',
        message: 'Unexpected `long - term`, expected `long-term`',
        fixed: 'The long-term effects are not known.',
      },
      {
        text: 'It is a state - of - the - art bridge.',
        found: 'state - of - the - art',
        message: 'Unexpected `state - of - the - art`, expected `state-of-the-art`',
        fixed: 'It is a state-of-the-art bridge.',
      },
      {
        text: 'Schools closed when covid - 19 came.',
        found: 'covid - 19',
        message: 'Unexpected `covid - 19`, expected `covid-19`',
        fixed: 'Schools closed when covid-19 came.',
      },
      {
        text: 'She met a 19 - year - old student.',
        found: '19 - year - old',
        message: 'Unexpected `19 - year - old`, expected `19-year-old`',
        fixed: 'She met a 19-year-old student.',
      },
    ],
    good: [
      'The plan - term by term - fails, and it will be long - very long.',
      'Short- and long-term loans cost 10 - 15 per cent.',
      'Website - Twitter - Videos',
      'His old self - a man of honour - was gone for long - we thought.',
      'They will follow - up the hill, if need be - and so it was set - up to a point.',
      'He lost twenty - one by one they left.',
    ],
  },
  paragraph(paragraph, report) {
    const {text} = paragraph
    if (!/ [-‐‑]|[-‐‑] /.test(text)) return
    const chains = [...text.matchAll(chain)]
      .filter((match) => match[0].includes(' '))
      .map((match) => ({match, place: longestCompound(match[0])}))
    if (!chains.some(({place}) => place) || isCodeLike(text)) return
    // Beside another dash a hyphen may be the first of two: `for the long - term by term - it fails`.
    const doubtful =
      / [–—] |[,”"’)] [-‐‑] /.test(text) || chains.some(({match, place}) => !place && / [-‐‑] /.test(match[0]))
    for (const {match, place} of chains) {
      if (!place) continue
      const start = match.index + place.start
      const end = match.index + place.end
      if (isDash(text, start, end)) continue
      const found = text.slice(start, end)
      const expected = found.replace(/ ?[-‐‑] ?/g, '-')
      report(paragraph.span(start, end), {
        message: `Unexpected \`${found}\`, expected \`${expected}\``,
        expected: [expected],
        note: 'Engines cut compounds before they translate, and do not always join them again.',
        ...(doubtful ? {severity: 'warning', fix: 'suggest'} : {}),
      })
    }
  },
})

/** The longest run of words with a space inside that is a compound; indices of the chain. */
function longestCompound(chain: string): {start: number; end: number} | undefined {
  const words = [...chain.matchAll(/[\p{L}\p{N}]+/gu)]
  for (let count = words.length; count > 1; count--) {
    for (let first = 0; first + count <= words.length; first++) {
      const from = words[first] as RegExpMatchArray
      const to = words[first + count - 1] as RegExpMatchArray
      const start = from.index as number
      const end = (to.index as number) + to[0].length
      const found = chain.slice(start, end)
      if (found.includes(' ') && isCompound(found.replace(/ ?[-‐‑] ?/g, '-').toLowerCase())) return {start, end}
    }
  }
  return undefined
}

function isCompound(word: string): boolean {
  return compounds.has(word) || measured.test(word) || writtenNumber.test(word)
}

/** Words behind which the second half of a compound is a remark between dashes: `set - up to a point -`. */
const phrase = /^ (?:to|by|the|a|an|of|in|on|at|from|with|and|or)\b/

/** Whether the hyphen is a dash: a preposition follows a compound whose halves are words of their own. */
function isDash(text: string, start: number, end: number): boolean {
  const found = text.slice(start, end)
  if (/\d/.test(found) || !/^\S+ - \S+$/.test(found)) return false
  const second = found.slice(found.lastIndexOf(' ') + 1)
  return /^(?:up|off|in|out|down|term|time|level|one)$/i.test(second) && phrase.test(text.slice(end, end + 8))
}
