import {defineRule} from '../src/rule.js'

const quick = /[\u0370-\u03ff\u0400-\u04ff]/
const word = /[\p{L}\p{M}]+/gu

/** Letters of Cyrillic and Greek that look like Latin ones, beside those. Greek ones that are symbols are left out. */
const cyrillic = pairs('АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ЅS ІI ЈJ аa еe оo рp сc уy хx ѕs іi јj һh ԁd ѵv ӏl')
const greek = pairs('ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX οo')
const latin: ReadonlyMap<string, string> = new Map([...cyrillic, ...greek])
const intoCyrillic: ReadonlyMap<string, string> = new Map([...cyrillic].map(([from, to]) => [to, from]))

function pairs(list: string): Map<string, string> {
  return new Map(list.split(' ').map((pair) => [pair.charAt(0), pair.charAt(1)]))
}

/**
 * Finds words with letters of two scripts that look alike, such as a Cyrillic `а` in `bаnk`: what is left when a text
 * was made unlike its source on purpose, or recognised in the wrong alphabet. It cannot be seen, and breaks every
 * search. Symbols with Greek letters (`µm`, `Δt`, `TNFα`) and playful spellings (`KoЯn`) are left alone.
 */
export default defineRule({
  id: 'mixed-script',
  group: 'leftovers',
  summary: 'Write a word in the letters of one script.',
  severity: 'error',
  stage: 'stable',
  fix: 'safe',
  examples: {
    bad: [
      {
        text: 'The bаnk is closed.',
        found: 'bаnk',
        message: 'Unexpected Cyrillic `а` in `bаnk`, expected `bank` in Latin letters',
        fixed: 'The bank is closed.',
      },
      {
        text: 'Тhe bridge is closed.',
        found: 'Тhe',
        message: 'Unexpected Cyrillic `Т` in `Тhe`, expected `The` in Latin letters',
        fixed: 'The bridge is closed.',
      },
      {
        text: 'Τhe bridge is closed.',
        found: 'Τhe',
        message: 'Unexpected Greek `Τ` in `Τhe`, expected `The` in Latin letters',
        fixed: 'The bridge is closed.',
      },
      {
        text: 'The sign said “Mосква” in red.',
        found: 'Mосква',
        message: 'Unexpected Latin `M` in `Mосква`, expected `Москва` in Cyrillic letters',
        fixed: 'The sign said “Москва” in red.',
      },
    ],
    good: [
      'The α-helix is 5 µm or 5 μm long, Δt is 3 s, and πr² is its area.',
      'TNFα, NFκB, IFNγ and the βactin gene were measured in kΩ.',
      'KoЯn and TETЯIS played in “Москва” and Αθήνα.',
      'Björk and Łukasz Żółć ate jalapeños.',
    ],
  },
  paragraph(paragraph, report) {
    const {text} = paragraph
    if (!quick.test(text)) return
    for (const match of text.matchAll(word)) {
      const repaired = repair(match[0])
      if (!repaired) continue
      const {expected, strangers, from, to} = repaired
      report(paragraph.span(match.index, match.index + match[0].length), {
        message: `Unexpected ${from} \`${strangers}\` in \`${match[0]}\`, expected \`${expected}\` in ${to} letters`,
        expected: [expected],
        note: 'The letters look alike, but searches and spelling checkers take them for others.',
      })
    }
  },
})

type Repaired = {expected: string; strangers: string; from: string; to: string}

/** The word in the script of most of its letters; undefined where that is its script, or not all letters have a twin. */
function repair(found: string): Repaired | undefined {
  if (!quick.test(found)) return undefined
  const letters = [...found]
  const latins = letters.filter((letter) => /\p{Script=Latin}/u.test(letter))
  const others = letters.filter((letter) => quick.test(letter))
  if (latins.length === 0 || others.length === 0) return undefined
  const isGreek = /\p{Script=Greek}/u.test(others[0] ?? '')
  const toLatin = others.every((letter) => latin.has(letter))
  if (toLatin && latins.length >= 2) return write(letters, latin, others, isGreek ? 'Greek' : 'Cyrillic', 'Latin')
  const toCyrillic = !isGreek && others.length > latins.length && latins.every((letter) => intoCyrillic.has(letter))
  // A Latin letter at the end or a single one before a hyphen can be a formula.
  return toCyrillic && others.length >= 3 ? write(letters, intoCyrillic, latins, 'Latin', 'Cyrillic') : undefined
}

function write(
  letters: readonly string[],
  table: ReadonlyMap<string, string>,
  strangers: readonly string[],
  from: string,
  to: string,
): Repaired {
  const strange = new Set(strangers)
  const expected = letters.map((letter) => (strange.has(letter) ? (table.get(letter) ?? letter) : letter)).join('')
  return {expected, strangers: [...strange].join(''), from, to}
}
