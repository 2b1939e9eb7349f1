import {isCodeLike, isCodeWord} from '../src/language/code-like.js'
import {isAbbreviated} from '../src/language/lower-case.js'
import type {Paragraph} from '../src/language/paragraph.js'
import type {Token} from '../src/language/tokens.js'
import {defineRule} from '../src/rule.js'

// Two marks behind a word where one is right, with a space between them or not. Not `?!`, `!!`, `?,` (a title with its
// own mark), `...`, `. . .`, or `.` before `;` and `:` (`etc.;`, `a.m.:`).
const doubled =
  /(?<=[\p{L}\p{M}\p{N}”"’)\]%])(?:,[ \u00A0]?[,.;:]|;[ \u00A0]?[.;,]|:[ \u00A0]?[.,;]|\.[ \u00A0]?,|\. \.|\.\.)(?=$|[\s”"’)\]])(?! ?\.)/gu

/**
 * Finds two marks where one is right: `,,`, `,.`, `. .`, `.,`, `;.`. An engine that drops words between two marks, or
 * joins two pieces, leaves both. Ellipses and full stops of abbreviations are left alone.
 */
export default defineRule({
  id: 'doubled-punctuation',
  group: 'spacing',
  summary: 'End a clause with one mark.',
  severity: 'warning',
  stage: 'stable',
  fix: 'suggest',
  examples: {
    bad: [
      {
        text: 'The harbour was closed,, and the boats went on.',
        found: ',,',
        message: 'Unexpected `,,`, expected `,`',
        fixed: 'The harbour was closed, and the boats went on.',
      },
      {
        text: 'The harbour was closed. . The boats went on.',
        found: '. .',
        message: 'Unexpected `. .`, expected `.`',
        fixed: 'The harbour was closed. The boats went on.',
      },
      {
        text: 'They waited for the captain,. He slept.',
        found: ',.',
        message: 'Unexpected `,.`, expected `.` or `,`',
        fixed: 'They waited for the captain. He slept.',
      },
      {
        text: 'The ships were waiting., the crews were not.',
        found: '.,',
        message: 'Unexpected `.,`, expected `,` or `.`',
        fixed: 'The ships were waiting, the crews were not.',
      },
    ],
    good: [
      'He waited... and waited . . . and asked: “What?!” Then.... nothing.',
      'Fruit (e.g., apples), nuts, etc., were sold by Smith et al., by Jones Bros., and by Acme Inc.; see below.',
      'At 9 a.m.: breakfast, in Washington, D.C.; lunch in Cotulla, Tex., at noon.',
      'The range 1..10 is closed, and .., the parent, is a folder.',
      'Have you read Why Not?, Yahoo!, and Who Goes There?: A Story?',
      'The files end in .doc, .xls., and .mp3.',
    ],
  },
  paragraph(paragraph, report) {
    const {text} = paragraph
    if (!/[,;:][ \u00A0]?[.,;:]|\.[ \u00A0]?[.,]/.test(text)) return
    let code: boolean | undefined
    for (const match of text.matchAll(doubled)) {
      const end = match.index + match[0].length
      if (
        /\. ?$/.test(text.slice(Math.max(0, match.index - 2), match.index)) ||
        isLawful(paragraph, match.index, match[0])
      )
        continue
      // `Apple.. a triumph` leaves a pause, `3..` goes on.
      if (match[0] === '..' && (/^ \p{Ll}/u.test(text.slice(end, end + 2)) || /\d/.test(text.charAt(match.index - 1))))
        continue
      if (isCodeWord(text, match.index, end)) continue
      code ??= isCodeLike(text)
      if (code) return
      const expected = expectedFor(match[0], text.slice(end, end + 4))
      report(paragraph.span(match.index, end), {
        message: `Unexpected \`${match[0]}\`, expected ${expected.map((mark) => `\`${mark}\``).join(' or ')}`,
        expected,
        note: 'An engine that drops the words between two marks leaves both.',
      })
    }
  },
})

/** What may stand instead, by what follows: a capital or the end wants a full stop. */
function expectedFor(found: string, after: string): string[] {
  const marks = [...new Set(found.replace(/\s/g, ''))]
  const ends = /^$|^\s+["“‘(]?[\p{Lu}\p{N}]|^[”"’)\]]/u.test(after)
  return marks.sort((one, other) => Number((one === '.') !== ends) - Number((other === '.') !== ends))
}

/** Whether a mark belongs to the word: the full stop of an abbreviation, the semicolon of an entity (`caf&eacute;,`). */
function isLawful({text, tokens}: Paragraph, index: number, found: string): boolean {
  if (found.startsWith(';') && /&#?\w{1,12}$/.test(text.slice(Math.max(0, index - 14), index))) return true
  if (!found.startsWith('.')) return false
  if (found !== '.,' && found !== '. ,') return false
  const at = tokenAt(tokens, index)
  const word = tokens[at - 1]
  // Abbreviations are short or capitalised and end in a consonant, and no list has them all: `Tex.,`, `cert.,`, `.xls.,`.
  if (word?.kind !== 'word' || !/^(?:\p{Ll}{5,}|\p{Ll}{2,}[aeouy])$/u.test(word.text)) return true
  return isAbbreviated(word, tokens[at - 2]) || /[.\p{N}]/u.test(text.charAt(word.start - 1))
}

/** Index of the token that starts at an index of the text; tokens are in order. */
function tokenAt(tokens: readonly Token[], start: number): number {
  let low = 0
  let high = tokens.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((tokens[middle] as Token).start <= start) low = middle
    else high = middle - 1
  }
  return low
}
