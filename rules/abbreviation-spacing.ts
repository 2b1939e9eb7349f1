import {dotted, sentenceStarters} from '../src/language/abbreviations.js'
import {defineRule} from '../src/rule.js'

// One or two letters with a period, twice or more, with a space somewhere: `U. S.`, `U . S .`, `Ph. D.`, `U.S. A.`
const run =
  /(?<![\p{L}\p{N}.&])\p{L}\p{L}?[ \u00A0]?\.(?:[ \u00A0]?\p{L}[ \u00A0]?\.(?![\p{L}\p{N}]))+(?: -(?=\p{Ll}))?/gu

/** A full stop, a letter and a full stop, which few paragraphs have. */
const cheap = /\.[ \u00A0]?[A-Za-z][ \u00A0]?\./

/** Written so before whatever follows: no person has these initials, but for Ulysses S. Grant. */
const always = new Set([
  'US',
  'USA',
  'USSR',
  'UK',
  'UN',
  'EU',
  'UAE',
  'USS',
  'PhD',
  'eg',
  'ie',
  'Eg',
  'Ie',
  'DPRK',
  'PRC',
])
/** Parts of an hour and eras: only beside a number. */
const besideNumber = new Set(['am', 'pm', 'AM', 'PM', 'BC', 'AD', 'BCE', 'CE'])
/** Initials of people as well: not before a capitalised word that can be their surname. */
const unlessName = new Set([
  'DC',
  'NYC',
  'MD',
  'MBA',
  'MSc',
  'BSc',
  'GDP',
  'GOP',
  'FBI',
  'CIA',
  'IRS',
  'CEO',
  'DNA',
  'WHO',
  'IMF',
  'NY',
  'NJ',
])

/**
 * Finds abbreviations whose letters were set apart. Translation engines take the period after a single letter for the
 * end of a sentence and put a space behind it. Initials of people, enumerations and court reports are left alone.
 */
export default defineRule({
  id: 'abbreviation-spacing',
  group: 'spacing',
  summary: 'Close up the spaces inside an abbreviation.',
  severity: 'error',
  stage: 'stable',
  fix: 'safe',
  examples: {
    bad: [
      {
        text: 'The U. S. economy grew.',
        found: 'U. S.',
        message: 'Unexpected `U. S.`, expected `U.S.`',
        fixed: 'The U.S. economy grew.',
      },
      {
        text: 'They met at 9 a. m. in Lima.',
        found: 'a. m.',
        message: 'Unexpected `a. m.`, expected `a.m.`',
        fixed: 'They met at 9 a.m. in Lima.',
      },
      {
        text: 'A U. S. -led force left the U.K. in May.',
        found: 'U. S. -',
        message: 'Unexpected `U. S. -`, expected `U.S.-`',
        fixed: 'A U.S.-led force left the U.K. in May.',
      },
      {
        text: 'He never came back to the U . S . A . by ship.',
        found: 'U . S . A .',
        message: 'Unexpected `U . S . A .`, expected `U.S.A.`',
        fixed: 'He never came back to the U.S.A. by ship.',
      },
      {
        text: 'The members of the A. F. L. voted again.',
        found: 'A. F. L.',
        message: 'Unexpected spaces in `A. F. L.`, expected `A.F.L.` if it is an abbreviation',
        severity: 'warning',
        fixed: 'The members of the A.F.L. voted again.',
      },
    ],
    good: [
      'J. R. R. Tolkien, George W. Bush and Franklin D. Roosevelt never met.',
      'General U. S. Grant took the city.',
      'Choose one of the options A. B. C. or leave the field empty.',
      'Oranges have vitamin C. It helps.',
      'See Brown v. Board, 347 U. S. 483, and 42 U. S. C. 1983.',
      'The song goes from A. to D. and back.',
      'We thank D. C. Miller and A. D. Jones for their help.',
    ],
  },
  paragraph(paragraph, report) {
    const {text} = paragraph
    if (!cheap.test(text)) return
    for (const match of text.matchAll(run)) {
      const found = match[0]
      if (!/[ \u00A0]/.test(found)) continue
      const before = text.slice(Math.max(0, match.index - 40), match.index)
      const end = match.index + found.length
      const after = text.slice(end, end + 40)
      const letters = found.replace(/[^\p{L}]/gu, '')
      const hyphen = found.endsWith('-') ? '-' : ''
      const span = paragraph.span(match.index, end)
      const known = dotted.get(letters)
      if (known && isAbbreviation(letters, before, after)) {
        report(span, {
          message: `Unexpected \`${found}\`, expected \`${known}${hyphen}\``,
          expected: [known + hyphen],
          note: 'Translation engines take the period after a single letter for the end of a sentence.',
        })
      } else if (!known && /^\p{Lu}+$/u.test(letters) && /\bthe $/i.test(before) && !/^\s*\p{Lu}/u.test(after)) {
        const closed = found.replace(/[ \u00A0]/g, '')
        report(span, {
          message: `Unexpected spaces in \`${found}\`, expected \`${closed}\` if it is an abbreviation`,
          expected: [closed],
          severity: 'warning',
          fix: 'suggest',
        })
      }
    }
  },
})

/** Whether the letters are an abbreviation here, and not the initials of a person or a court report. */
function isAbbreviation(letters: string, before: string, after: string): boolean {
  // 347 U. S. 483; 42 U. S. C. 1983
  if (/[\d_]\s*$/.test(before) && /^\s*(?:§|[\d_])/.test(after)) return false
  if (besideNumber.has(letters)) return /\d[\s\u00A0]*$/.test(before) || (letters === 'AD' && /^\s*\d/.test(after))
  if (always.has(letters)) return !(letters === 'US' && /^\s*Grant\b/.test(after))
  if (!unlessName.has(letters)) return false
  if (/Washington,? $/.test(before)) return true
  const next = /^\s*(\p{Lu}[\p{L}’']*)/u.exec(after)?.[1]
  return next === undefined || sentenceStarters.has(next.toLowerCase())
}
