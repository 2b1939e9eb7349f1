import {fromWindows1252, type Misread, misreadsOf} from '../src/language/mojibake.js'
import {defineRule} from '../src/rule.js'

/** What must stand in a text before it is worth reading: a lead byte and what follows it, a control, a lost character. */
const sign = /[\u0080-\u009f\ufffdÂÃ]|[Ä-ô][\u00a0-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/

/** `â€` whose last byte was lost or straightened: `saidâ€ and`, `lateâ€"he`. */
const cut = /â€(?:["“”](?=\p{L})|(?=[\s.,;:!?)]|$))/gu
/** `Ã` that is left of `à`, whose second byte is a no-break space: `voilÃ  the`. */
const grave = /(?<=\p{Ll})Ã(?=\s|$)/gu
/** `Â` that is left of a no-break space. */
const lone = /(?<=[\p{Ll}\d.,;:!?)])Â(?=\s|$)/gu
/** A control of Latin-1, for which windows-1252 has a mark. */
const controls = /[\u0080-\u009f]/g
const lost = /\ufffd+/g

const note = 'One of the programs between the text and the engine read it in the wrong encoding.'

/** A text about encodings shows what they do. */
const about =
  /\b(?:mojibake|encod(?:ed|es?|ing)s?|decod(?:e|ed|ing)|utf-?8|latin-?1|windows-125\d|charset|unicode|replacement character|u\+[\da-f]{4})\b/i

/**
 * Finds characters that were read in the wrong encoding, and those that got lost on the way. Text that passes through
 * several programs on its way to an engine and back is read as windows-1252 by one of them.
 */
export default defineRule({
  id: 'wrong-encoding',
  group: 'leftovers',
  summary: 'Restore characters that were read in the wrong encoding.',
  severity: 'error',
  stage: 'stable',
  fix: 'safe',
  examples: {
    bad: [
      {
        text: 'The mayor said it wasnâ€™t her bridge.',
        found: 'â€™',
        message: 'Unexpected `â€™`, expected `’`',
        fixed: 'The mayor said it wasn’t her bridge.',
      },
      {
        text: 'They met in a cafÃ© in Lima.',
        found: 'Ã©',
        message: 'Unexpected `Ã©`, expected `é`',
        fixed: 'They met in a café in Lima.',
      },
      {
        text: 'It doesnÃ¢â‚¬â„¢t rain.',
        found: 'Ã¢â‚¬â„¢',
        message: 'Unexpected `Ã¢â‚¬â„¢`, expected `’`',
        fixed: 'It doesn’t rain.',
      },
      {
        text: 'The bridge closed.Â The road did not.',
        found: 'Â',
        message: 'Unexpected `Â`, expected nothing in its place',
        fixed: 'The bridge closed. The road did not.',
      },
      {
        text: 'The bridge\u0092s owner left.',
        found: '\u0092',
        message: 'Unexpected control character U+0092, expected `’`',
        fixed: 'The bridge’s owner left.',
      },
      {
        text: 'The town of Ta\ufffdon has one bridge.',
        found: '\ufffd',
        message: 'Unexpected `\ufffd`: a character was lost here',
      },
    ],
    good: [
      'The “Café”—and the Crème Brûlée—are on the Rue “Été”.',
      'The bond is 1.54 Å…1.6 Å, its square 2.4 Å².',
      'MANHÃ and NÃO are Portuguese; Â, Ã and Ä are letters.',
      'Elle a dit\u00a0: «\u00a0voilà le café\u00a0».',
      'Read as Latin-1, the UTF-8 for é becomes Ã©.',
      'He typed “Ã©” and laughed.',
    ],
  },
  paragraph(paragraph, report) {
    const {text} = paragraph
    if (!sign.test(text) || about.test(text)) return
    for (const {start, end, expected, safe} of problemsOf(text)) {
      if (isShown(text, start, end)) continue
      const found = text.slice(start, end)
      const name = /^[\u0080-\u009f]$/.test(found) ? `control character U+${codeOf(found)}` : `\`${found}\``
      if (expected === undefined) {
        report(paragraph.span(start, end), {message: `Unexpected ${name}: a character was lost here`, note})
      } else {
        report(paragraph.span(start, end), {
          message: `Unexpected ${name}, expected ${expected === '' ? 'nothing in its place' : `\`${expected}\``}`,
          expected: [expected],
          note,
          ...(safe ? {} : {fix: 'suggest' as const}),
        })
      }
    }
  },
})

type Problem = Misread & {safe: boolean}

/** What is wrong in a text, in order and without overlap. */
function problemsOf(text: string): Problem[] {
  const problems: Problem[] = misreadsOf(text).map((misread) => ({...misread, safe: true}))
  const add = (match: RegExpExecArray, expected: string | undefined, safe: boolean) =>
    problems.push({start: match.index, end: match.index + match[0].length, expected, safe})
  for (const match of text.matchAll(cut)) add(match, /["“”]$/.test(match[0]) ? '—' : '”', false)
  for (const match of text.matchAll(grave)) add(match, 'à', false)
  for (const match of text.matchAll(lone)) add(match, '', true)
  for (const match of text.matchAll(controls)) {
    const expected = fromWindows1252(match[0])
    // U+0085 is also the line end of mainframes.
    add(match, expected ?? '', expected !== undefined && match[0] !== '\u0085')
  }
  for (const match of text.matchAll(lost)) {
    const contraction = /^(?:s|t|re|ve|ll|d|m)(?=[\s.,;:!?)”"]|$)/u.test(
      text.slice(match.index + match[0].length, match.index + 8),
    )
    add(match, contraction && /\p{L}/u.test(text.charAt(match.index - 1)) ? '’' : undefined, false)
  }
  problems.sort((a, b) => a.start - b.start || b.end - a.end)
  let end = 0
  return problems.filter((problem) => {
    if (problem.start < end) return false
    end = problem.end
    return true
  })
}

function codeOf(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
}

/** Whether a stretch stands in marks or brackets by itself, as in `shows up as “Ã©”`. */
function isShown(text: string, start: number, end: number): boolean {
  return /["'“‘«([`]/.test(text.charAt(start - 1)) && /["'”’»)\]`]/.test(text.charAt(end))
}
