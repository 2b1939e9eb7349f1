import {isWord} from '../src/language/common-words.js'
import type {Token} from '../src/language/tokens.js'
import {defineRule} from '../src/rule.js'

const bracket = /\(([^()\n]{3,80})\)/g
/** Words that are said again for emphasis: `a long (long) way`. */
const emphatic =
  /^(?:and|or|but|very|really|so|much|more|most|many|lots|way|long|far|big|too|only|never|all|not|maybe)\b/
// An entry of a glossary inside a sentence: `NATO = North Atlantic Treaty Organization`.
const equation = /(?<![\p{L}\p{N}])(?<![=<>+*/.(^_-] ?)(\p{Lu}{3,6}) ?= ?(\p{Lu}\p{Ll}+(?:[ -]\p{L}\p{Ll}+){1,7})/gu

/**
 * Finds glosses that a translator's tool put in, and left there: a bracket that stands twice, that says again what
 * stands before it, or an abbreviation set equal to its words.
 */
export default defineRule({
  id: 'leftover-gloss',
  group: 'repetition',
  summary: 'Remove a gloss that was left in the text.',
  severity: 'warning',
  stage: 'stable',
  fix: 'suggest',
  examples: {
    bad: [
      {
        text: 'The depiction (portrayal) (portrayal) of the king is old.',
        found: '(portrayal) (portrayal)',
        message: 'Unexpected repeated gloss `(portrayal) (portrayal)`, expected `(portrayal)`',
        fixed: 'The depiction (portrayal) of the king is old.',
      },
      {
        text: 'Every ship stops at the port (port) of the island.',
        found: 'port (port)',
        message: 'Unexpected gloss in `port (port)`, expected `port`',
        fixed: 'Every ship stops at the port of the island.',
      },
      {
        text: 'The members of NATO = North Atlantic Treaty Organization met in Riga.',
        found: 'NATO = North Atlantic Treaty Organization',
        message:
          'Unexpected gloss in `NATO = North Atlantic Treaty Organization`, expected `NATO (North Atlantic Treaty Organization)`',
        fixed: 'The members of NATO (North Atlantic Treaty Organization) met in Riga.',
      },
    ],
    good: [
      'The function f(x) (x) is not f(x)(y), and (1) (1) are numbers of notes.',
      'The North Atlantic Treaty Organization (NATO) met in New York (New York).',
      'SMA = Saint Mary Academy; NGO = Non-Governmental Organization',
      'Set PATH = Home and MAX = Ten before you start.',
      'The report (a draft) (see above) is in the Port (port) of Genoa.',
      'DNA (deoxyribonucleic acid) and the cell (cell wall) were seen.',
    ],
  },
  paragraph(paragraph, report) {
    const {kind, text} = paragraph
    let past = 0
    for (const match of text.includes('(') ? text.matchAll(bracket) : []) {
      const gloss = match[1] as string
      // `(1) (1)`, `(x+1) (x+1)`: mathematics and notes.
      if (match.index < past || !/^\p{L}[\p{L}\s,'’-]{2,}$/u.test(gloss)) continue
      past = endOfCopies(text, match.index + match[0].length, match[0])
      if (past > match.index + match[0].length && /\s/.test(text.charAt(match.index - 1))) {
        const found = text.slice(match.index, past)
        report(paragraph.span(match.index, past), {
          message: `Unexpected repeated gloss \`${found}\`, expected \`${match[0]}\``,
          expected: [match[0]],
        })
      } else if (kind !== 'table-cell' && isEcho(text, match.index, gloss)) {
        const span = paragraph.span(match.index - gloss.length - 1, match.index + match[0].length)
        if (!span.plain) continue
        report(span, {
          message: `Unexpected gloss in \`${gloss} ${match[0]}\`, expected \`${gloss}\``,
          expected: [gloss],
        })
      }
    }
    if (kind === 'heading' || kind === 'table-cell' || !/\p{Lu} ?= ?\p{Lu}/u.test(text)) return
    const equations = [...text.matchAll(equation)]
    // More are a list of abbreviations, and so is one that has no sentence around it.
    if (equations.length > 2) return
    for (const match of equations) {
      const letters = match[1] as string
      const words = match[2] as string
      const phrase = expansionOf(letters, words)
      if (!phrase || !isInSentence(paragraph.tokens, match.index)) continue
      const end = match.index + match[0].length - words.length + phrase.length
      const expected = `${letters} (${phrase})`
      report(paragraph.span(match.index, end), {
        message: `Unexpected gloss in \`${text.slice(match.index, end)}\`, expected \`${expected}\``,
        expected: [expected],
      })
    }
  },
})

/** The index past the copies of a bracket that stand from an index on. */
function endOfCopies(text: string, from: number, copy: string): number {
  let end = from
  for (;;) {
    const next = text.startsWith(' ', end) ? end + 1 : end
    if (!text.startsWith(copy, next)) return end
    end = next + copy.length
  }
}

/** Whether the words of a bracket, one or two from the dictionary, are the words before it. */
function isEcho(text: string, index: number, gloss: string): boolean {
  const start = index - gloss.length - 1
  if (start < 0 || !text.startsWith(`${gloss} `, start) || !/^\p{Ll}{3,}(?: \p{Ll}{3,})?$/u.test(gloss)) return false
  if (start > 0 && !/[\s“"(‘]/.test(text.charAt(start - 1))) return false
  return !emphatic.test(gloss) && gloss.split(' ').every(isWord)
}

/** The first words of a phrase whose initials are the letters, or undefined. */
function expansionOf(letters: string, phrase: string): string | undefined {
  let at = 0
  for (const match of phrase.matchAll(/\p{L}+/gu)) {
    if (match[0].charAt(0).toUpperCase() === letters.charAt(at)) at++
    else if (!/^(?:of|for|and|the|on|in|to)$/.test(match[0])) return undefined
    if (at === letters.length) return phrase.slice(0, match.index + match[0].length)
  }
  return undefined
}

/** Whether words in lower case stand before the place. */
function isInSentence(tokens: readonly Token[], start: number): boolean {
  const before = tokens.filter((token) => token.end <= start && token.kind === 'word').slice(-4)
  return before.some((token) => /^\p{Ll}/u.test(token.text))
}
