import type {Token} from '../src/language/tokens.js'
import {defineRule} from '../src/rule.js'

// A bracket, at once followed by the same: `(portrayal) (portrayal)`.
const doubled = /\(([^()\n]{3,80})\)(?:\s{0,2}\(\1\))+/giu
// A word or two that explain themselves: `hub (hub)`, `power grid (power grid)`.
const echo = /(?<![\p{L}\p{N}_-])(\p{Ll}[\p{Ll}’'-]{2,30}(?: \p{Ll}[\p{Ll}’'-]{1,30})?) \(\1\)/gu
// An entry of a glossary inside a sentence: `NATO = North Atlantic Treaty Organization`.
const equation = /(?<![\p{L}\p{N}=<>+*/.(^_-] ?)(\p{Lu}{3,6}) ?= ?(\p{Lu}\p{Ll}+(?:[ -]\p{L}\p{Ll}+){1,7})/gu

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
          'Unexpected gloss in `NATO = North Atlantic Treaty Organization`, expected `North Atlantic Treaty Organization (NATO)`',
        fixed: 'The members of North Atlantic Treaty Organization (NATO) met in Riga.',
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
    if (text.includes('(')) {
      for (const match of text.matchAll(doubled)) {
        const gloss = `(${match[1]})`
        // `(1) (1)`, `(x+1) (x+1)`: mathematics and notes.
        if (!/^\p{L}[\p{L}\s,'’-]{2,}$/u.test(match[1] as string) || text.charAt(match.index - 1).trim() !== '') continue
        report(paragraph.span(match.index, match.index + match[0].length), {
          message: `Unexpected repeated gloss \`${match[0]}\`, expected \`${gloss}\``,
          expected: [gloss],
        })
      }
      for (const match of text.matchAll(echo)) {
        report(paragraph.span(match.index, match.index + match[0].length), {
          message: `Unexpected gloss in \`${match[0]}\`, expected \`${match[1]}\``,
          expected: [match[1] as string],
        })
      }
    }
    if (kind === 'heading' || kind === 'table-cell' || !/\p{Lu} ?= ?\p{Lu}/u.test(text)) return
    const equations = [...text.matchAll(equation)]
    // Several are a list of abbreviations, and so is one that has no sentence around it.
    if (equations.length !== 1) return
    const [match] = equations
    const initials = match && expansionOf(match[1] as string, match[2] as string)
    if (!match || !initials || !isInSentence(paragraph.tokens, match.index)) return
    const found = `${text.slice(match.index, match.index + match[0].length - (match[2] as string).length)}${initials}`
    const expected = `${initials} (${match[1]})`
    report(paragraph.span(match.index, match.index + found.length), {
      message: `Unexpected gloss in \`${found}\`, expected \`${expected}\``,
      expected: [expected],
    })
  },
})

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
