import {sentenceStarters} from '../src/language/abbreviations.js'
import type {Reading} from '../src/language/paragraph.js'
import {defineRule, type Span} from '../src/rule.js'

/** Titles of other languages with their English equals; those written with a period have it here. */
const english: Readonly<Record<string, string>> = {
  'M.': 'Mr.',
  'MM.': 'Messrs.',
  Mme: 'Mrs.',
  'Mme.': 'Mrs.',
  Mlle: 'Miss',
  'Mlle.': 'Miss',
  Herr: 'Mr.',
  Frau: 'Mrs.',
  'Sr.': 'Mr.',
  'Sra.': 'Mrs.',
  'Srta.': 'Miss',
  'Sig.': 'Mr.',
  'Sig.ra': 'Mrs.',
  'г-н': 'Mr.',
  'г-жа': 'Mrs.',
}

const honorific =
  /(?<![\p{L}\p{N}.’'-])(M\.|MM\.|Mme\.?|Mlle\.?|Herr|Frau|Sr\.|Sra\.|Srta\.|Sig\.(?:ra)?|г-н|г-жа)[ \u00A0\n](?=\p{Lu}\p{L})/gu
const englishHonorific = /(?<![\p{L}\p{N}])(?:Mr|Mrs|Ms|Miss|Dr)\b\.?\s+\p{Lu}/u
/** A capitalised word right before is a first name: `Robert M. Gates`, `Jamie Sr. Adams`; so is an initial. */
const nameBefore = /(\p{Lu}[\p{L}’'-]*\.?)[ \u00A0\n]+$/u
/** Titles and days are capitalised before a name without being one. */
const noName = /^(?:Minister|President|Secretary|Chancellor|Ambassador|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)$/

type Found = {span: Span; title: string; name: string}
type State = {found: Found[]; english: number}

/**
 * Finds titles of another language before a name in an English text. Engines that go through French, German or
 * Spanish translate most titles and leave some. A text that uses foreign titles throughout keeps them.
 */
export default defineRule<object, State>({
  id: 'foreign-honorific',
  group: 'leftovers',
  summary: 'Use one language for the titles of people.',
  severity: 'warning',
  stage: 'stable',
  fix: 'suggest',
  examples: {
    bad: [
      {
        text: 'Later M. Wang held talks with the minister. “We agree,” Mr. Lavrov said.',
        found: 'M. Wang',
        message: 'Unexpected French title in `M. Wang`, expected `Mr. Wang`',
        fixed: 'Later Mr. Wang held talks with the minister. “We agree,” Mr. Lavrov said.',
      },
      {
        text: 'The bank wrote to Herr Schmidt. Mrs. Jones had signed the letter.',
        found: 'Herr Schmidt',
        message: 'Unexpected German title in `Herr Schmidt`, expected `Mr. Schmidt`',
        fixed: 'The bank wrote to Mr. Schmidt. Mrs. Jones had signed the letter.',
      },
      {
        text: 'According to Sr. López, the road is safe. Ms. Hart disagrees.',
        found: 'Sr. López',
        message: 'Unexpected Spanish title in `Sr. López`, expected `Mr. López`',
        fixed: 'According to Mr. López, the road is safe. Ms. Hart disagrees.',
      },
      {
        text: 'Mr. Kane called, and then Mme Dupont called.',
        found: 'Mme Dupont',
        message: 'Unexpected French title in `Mme Dupont`, expected `Mrs. Dupont`',
        fixed: 'Mr. Kane called, and then Mrs. Dupont called.',
      },
    ],
    good: [
      'Mr. Hale saw a film by M. Night Shyamalan and read H. G. Wells.',
      'Mr. Hale met Robert M. Gates, and J. M. Keynes before that.',
      'M. Dupont and Mme Dupont live in Lyon.',
      'Mr. Adams saw M. Butterfly twice.',
      'Robert Downey Sr. Adams came with Mr. Hale.',
      'Mr. Hale read a paper by C. Reed, M. Lund and G. Orsini.',
    ],
  },
  state: () => ({found: [], english: 0}),
  paragraph(paragraph, _, {state}) {
    const {text} = paragraph
    if (!paragraph.once(hasHonorific)) return
    if (englishHonorific.test(text)) state.english++
    for (const match of text.matchAll(honorific)) {
      const title = match[1] as string
      const before = text.slice(Math.max(0, match.index - 30), match.index)
      const word = nameBefore.exec(before)?.[1]
      if (word && !sentenceStarters.has(word.toLowerCase()) && !noName.test(word)) continue
      // `C. Rallings, M. Thrasher and G. Borisyuk`: one of several people with initials.
      const around = before + text.slice(match.index, match.index + 40)
      if (title === 'M.' && (before.endsWith('/') || /(?<![\p{L}.])[A-LN-Z]\. ?\p{Lu}\p{Ll}/u.test(around))) continue
      const start = match.index + match[0].length
      const name = /^\p{Lu}[\p{L}’'-]*/u.exec(text.slice(start, start + 60))?.[0] ?? ''
      // `M. Night Shyamalan`, `M. K. Gandhi`: a first initial stands before another name.
      const next = text.slice(start + name.length, start + name.length + 30)
      if (/^M\.?M?\.$/.test(title) && /^(?:\.|[ \u00A0\n]+\p{Lu})/u.test(next)) continue
      if (name === 'Butterfly') continue
      state.found.push({span: paragraph.span(match.index, start + name.length), title, name})
    }
  },
  end(report, {state}) {
    // A French text in which one person is Mr keeps its own titles: the English ones have to be the rule.
    if (state.english === 0 || state.found.length > 3 * state.english + 2) return
    for (const {span, title, name} of state.found) {
      const expected = `${english[title]} ${name}`
      report(span, {
        message: `Unexpected ${languageOf(title)} title in \`${title} ${name}\`, expected \`${expected}\``,
        expected: [expected],
        note: 'An engine that goes through another language leaves a title of that language here and there.',
      })
    }
  },
})

function languageOf(title: string): string {
  if (/^г/.test(title)) return 'Russian'
  if (/^(?:Herr|Frau)/.test(title)) return 'German'
  if (/^Sig/.test(title)) return 'Italian'
  return /^Sr/.test(title) ? 'Spanish' : 'French'
}

function hasHonorific({text}: Reading): boolean {
  return englishHonorific.test(text) || text.search(honorific) !== -1
}
