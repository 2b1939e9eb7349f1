import {sentenceStarters} from '../src/language/abbreviations.js'
import {isClear, isReference} from '../src/language/own-words.js'
import type {Reading} from '../src/language/paragraph.js'
import type {Token} from '../src/language/tokens.js'
import {defineRule} from '../src/rule.js'
import {likeness} from './name-spelling/likeness.js'
import {fits, isSame, look, type Name, note, type Sighting} from './name-spelling/names.js'

type State = {names: Map<string, Name>; words: Set<string>}

const name = /^(?:Mc|Mac|[OD]['’])?\p{Lu}[\p{Ll}\p{M}]{2,29}$/u
const foreign = /^(?:des?|du|el|l[aeo]s?|del|della|d[aio]s?|von|van|y|et|und|zu|der)$/

/**
 * Finds a name in two spellings. An engine writes each name as the sentence at hand suggests: `Sergei Lavrov` here and
 * `Sergey Lavrov` there, `Erdoğan` and `Erdogan`. Two people with one surname, peoples and their countries, and names
 * that are alike by chance are left alone; so is a name that the document also writes with a small letter.
 */
export default defineRule<object, State>({
  id: 'name-spelling',
  group: 'consistency',
  summary: 'Spell a name in one way throughout a document.',
  severity: 'warning',
  stage: 'stable',
  fix: 'suggest',
  examples: {
    bad: [
      {
        text: 'Then Sergei Lavrov spoke. We met Sergei Lavrov. They asked Sergei Lavrov. Now Sergey Lavrov has left.',
        found: 'Sergey',
        message: 'Unexpected spelling `Sergey` of a name, expected `Sergei` as elsewhere in this document',
        fixed: 'Then Sergei Lavrov spoke. We met Sergei Lavrov. They asked Sergei Lavrov. Now Sergei Lavrov has left.',
      },
      {
        text: 'The tour took Almgren north. Almgren said no. Nobody told Almgren. In May Almgre was ill.',
        found: 'Almgre',
        at: 74,
        message: 'Unexpected spelling `Almgre` of a name, expected `Almgren` as elsewhere in this document',
        fixed: 'The tour took Almgren north. Almgren said no. Nobody told Almgren. In May Almgren was ill.',
      },
      {
        text: 'Mr. Erdoğan spoke. We saw Erdoğan. President Erdogan left.',
        found: 'Erdogan',
        message: 'Unexpected spelling `Erdogan` of a name, expected `Erdoğan` as elsewhere in this document',
        fixed: 'Mr. Erdoğan spoke. We saw Erdoğan. President Erdoğan left.',
        severity: 'info',
      },
    ],
    good: [
      'From Iran to Iraq, from Iran to Iraq again, and from Iran to Korea; Korea sold Iran its Korean ships in Korea.',
      'He likes Austria. She likes Austria. They like Austria. Nobody went to Australia.',
      'We met John Miller. They saw John Miller. People like John Miller. His cousin Jon Miller stayed.',
      'The Millers met Miller. They saw Miller. People like Miller’s songs and Millers’ shop.',
      'We read Marx. They read Marx. You read Marx. The Marxist Maria Lopez read Marx with Mario Lopez.',
      'We met José Ramos. They saw José Ramos. People like José Ramos. Then Jose Garcia stayed.',
      'We met Turner. They saw Turner. People like Turner. Turned away, she left.',
      'In Kyiv, in Kyiv and in Kyiv (Kiev) it rained.',
    ],
  },
  state: () => ({names: new Map(), words: new Set()}),
  paragraph({once, span}, _, {state}) {
    const {sightings, words} = once(namesIn)
    for (const word of words) state.words.add(word)
    for (const sighting of sightings) note(state.names, sighting, span)
  },
  end(report, {state: {names, words}}) {
    const known = [...names.values()]
      .filter((entry) => entry.sure && !entry.discussed && !words.has(entry.text.toLowerCase()))
      .sort((a, b) => b.count - a.count)
    const index = new Map<string, Name[]>()
    for (const entry of known) {
      const keys = entry.keys()
      const usual = partnerOf(entry, keys, index)
      if (usual) {
        const message = `Unexpected spelling \`${entry.text}\` of a name, expected \`${usual.text}\` as elsewhere in this document`
        const [first] = usual.uses
        for (const {span} of entry.uses.filter((use) => fits(use, usual))) {
          report(span, {
            message,
            expected: [usual.text],
            ...(isClear(usual.count, entry.count) ? {} : {severity: 'info'}),
            ...(first ? {related: {span: first.span, message: `Spelled \`${usual.text}\` here`}} : {}),
          })
        }
      } else if (entry.count > 1) {
        for (const key of keys) {
          const entries = index.get(key)
          if (!entries) index.set(key, [entry])
          // Enough for any text that means something, and what keeps the time in proportion to its names.
          else if (entries.length < 4) entries.push(entry)
        }
      }
    }
  },
})

/** The names of a paragraph, and its words with a small letter. */
function namesIn(reading: Reading): {sightings: Sighting[]; words: string[]} {
  const {text, kind, tokens, sentences} = reading
  const sightings: Sighting[] = []
  const words: string[] = []
  // Headings, tables and references have capitals for other reasons, and names that others wrote.
  if (kind === 'heading' || kind === 'table-cell' || kind === 'alt' || isReference(text)) return {sightings, words}
  let next = 0
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as Token
    if (token.kind !== 'word' || token.end - token.start < 4) continue
    const code = token.text.charCodeAt(0)
    if (code > 96 && code < 123) {
      words.push(token.lower)
      continue
    }
    if (sentenceStarters.has(token.lower)) continue
    const written = token.text.replace(/['’]s$/, '')
    if (!name.test(written) || /[\w@#./\\_-]/.test(text.charAt(token.start - 1))) continue
    // `Déclaration des droits` is of another language.
    if (foreign.test(tokens[index + 1]?.text ?? '')) continue
    while (next < sentences.length && (sentences[next]?.first ?? 0) < index) next++
    sightings.push(look(reading, index, written.normalize('NFC'), sentences[next]?.first === index))
  }
  return {sightings, words}
}

/** The usual spelling of a name, among those that share a key with it. */
function partnerOf(
  rare: Name,
  keys: ReadonlySet<string>,
  index: ReadonlyMap<string, readonly Name[]>,
): Name | undefined {
  for (const key of keys) {
    for (const usual of index.get(key) ?? []) {
      const alike = usual.count > rare.count ? likeness(usual.text, rare.text) : undefined
      if (alike && isSame(usual, rare, alike)) return usual
    }
  }
  return undefined
}
