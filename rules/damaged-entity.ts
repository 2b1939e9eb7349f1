import {fromWindows1252} from '../src/language/mojibake.js'
import {defineRule, type Format} from '../src/rule.js'

const names =
  'nbsp|amp|quot|apos|lt|gt|mdash|ndash|hellip|[lr][sd]quo|[lr]aquo|bull|middot|copy|reg|trade|deg|euro|pound|cent|times|shy|[aeiouy](?:acute|grave|circ|uml)|[ano]tilde|ccedil|szlig|thinsp|e[mn]sp|zwnj|zwj'
/** An entity with a space inside: `& nbsp;`, `&quot ;`, `& # 39;`, `&# 8217 ;`. */
const spaced = `& (?:${names}|# ?(?:\\d{2,6}|x[\\da-f]{2,5})) ?;|&(?:(?:${names}|#(?:\\d{2,6}|x[\\da-f]{2,5})) ;|# (?:\\d{2,6}|x[\\da-f]{2,5}) ?;)`
/** An entity that is still one after decoding, or was encoded twice. */
const whole = `&(?:amp;)*(?:${names}|#(?:\\d{2,6}|x[\\da-f]{2,5}));`
const entity = new RegExp(`(?<!&)(?:${spaced}|${whole})`, 'gi')

const characters: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  bull: '•',
  middot: '·',
  copy: '©',
  reg: '®',
  trade: '™',
  deg: '°',
  euro: '€',
  pound: '£',
  cent: '¢',
  times: '×',
  szlig: 'ß',
}

const accents: Readonly<Record<string, string>> = {
  acute: '\u0301',
  grave: '\u0300',
  circ: '\u0302',
  uml: '\u0308',
  tilde: '\u0303',
  cedil: '\u0327',
}

/** A text about markup shows entities. */
const about =
  /\b(?:entit(?:y|ies)|html5?|xml|escap(?:e[ds]?|ing)|encod(?:e[ds]?|ing)|markup|ampersand|character references?)\b/i

/**
 * Finds character entities that an engine took for words and spaced (`& nbsp;`), or that were encoded twice and show
 * in the text (`&amp;nbsp;`). Texts about markup are left alone, and what stands in quotation marks.
 */
export default defineRule({
  id: 'damaged-entity',
  group: 'leftovers',
  summary: 'Mend character entities that were spaced or encoded twice.',
  severity: 'error',
  stage: 'stable',
  fix: 'safe',
  examples: {
    bad: [
      {
        text: 'The bridge& nbsp;is closed.',
        found: '& nbsp;',
        message: 'Unexpected `& nbsp;`, expected a space',
        fixed: 'The bridge is closed.',
      },
      {
        text: 'He called it &quot ;late.',
        found: '&quot ;',
        message: 'Unexpected `&quot ;`, expected `&quot;`',
        fixed: 'He called it &quot;late.',
        format: 'markdown',
      },
      {
        text: 'Tom &amp;amp; Jerry met.',
        found: '&amp;amp;',
        message: 'Unexpected `&amp;amp;`, expected `&amp;`',
        fixed: 'Tom &amp; Jerry met.',
        format: 'markdown',
      },
      {
        text: 'It isn&# 39;t late.',
        found: '&# 39;',
        message: "Unexpected `&# 39;`, expected `'`",
        fixed: "It isn't late.",
      },
    ],
    good: [
      'AT&T, R & D; and Q&A are abbreviations.',
      'An HTML page has &nbsp; for a space that keeps words together.',
      {text: 'Type `&amp;nbsp;` or “&amp;nbsp;” to show the entity.', format: 'markdown'},
      {text: 'Tom &amp; Jerry met&nbsp;at 5&deg;.', format: 'markdown'},
      'She asked whether a && b; was right.',
    ],
  },
  paragraph(paragraph, report, {format}) {
    const {text} = paragraph
    if (!text.includes('&') || !text.includes(';')) return
    const matches = [...text.matchAll(entity)]
    if (matches.length === 0 || about.test(text)) return
    for (const match of matches) {
      const found = match[0]
      const end = match.index + found.length
      if (/["'“‘`(]/.test(text.charAt(match.index - 1)) && /["'”’`)]/.test(text.charAt(end))) continue
      const span = paragraph.span(match.index, end)
      const reference = found.replace(/ /g, '').replace(/^&(?:amp;)+(?=[^;]*;)/i, '&')
      const expected = repair(reference, format)
      // In plain text a whole entity is just text, though seldom meant.
      const whole = format === 'text' && found === reference
      if (whole && expected === found) continue
      // An ampersand that was written as `&amp;` is longer in the source than in the text.
      const shown = span.end - span.start > found.length ? `&amp;${found.slice(1)}` : found
      report(span, {
        message: `Unexpected \`${shown}\`, expected ${expected === ' ' ? 'a space' : `\`${expected}\``}`,
        expected: [expected],
        note: 'Engines space out what they take for words, and programs encode twice what they do not know to be encoded.',
        ...(whole ? {severity: 'info' as const, fix: 'suggest' as const} : {}),
      })
    }
  },
})

/** What an entity should be: itself where the format has entities, its character in plain text. */
function repair(reference: string, format: Format): string {
  return format === 'text' ? (characterOf(reference.slice(1, -1)) ?? reference) : reference
}

/** The character of an entity, by its name or number. */
function characterOf(name: string): string | undefined {
  const number = /^#(?:x([\da-f]+)|(\d+))$/i.exec(name)
  if (number) {
    const code = number[1] ? Number.parseInt(number[1], 16) : Number(number[2])
    if (code === 160) return ' '
    if (code < 32 || code > 0xd7ff) return undefined
    const character = String.fromCharCode(code)
    // As browsers do: `&#149;` is the bullet of windows-1252.
    return code >= 0x80 && code <= 0x9f ? fromWindows1252(character) : character
  }
  const accented = /^([a-z])(acute|grave|circ|uml|tilde|cedil)$/i.exec(name)
  if (accented) return ((accented[1] ?? '') + (accents[accented[2]?.toLowerCase() ?? ''] ?? '')).normalize('NFC')
  return characters[name.toLowerCase()]
}
