import {sentenceStarters, titles} from '../src/language/abbreviations.js'
import {isClear, isReference} from '../src/language/own-words.js'
import type {Paragraph} from '../src/language/paragraph.js'
import type {Token} from '../src/language/tokens.js'
import {defineRule, type Span} from '../src/rule.js'
import {areDialects} from './dialect-consistency/words.js'
import {keysOf, type Likeness, likeness} from './name-spelling/likeness.js'

/** What is known of a name, by its spelling. */
type Name = {
  text: string
  count: number
  /** How often another name stands behind it, as behind a first name, and before it. */
  asFirst: number
  asLast: number
  /** Seen where only a name has a capital. */
  sure: boolean
  /** The document speaks of how it is spelled. */
  discussed: boolean
  uses: Span[]
  /** Names and titles beside it, in lower case. */
  before: Set<string>
  after: Set<string>
}
type State = {names: Map<string, Name>; words: Set<string>}

/** As much as is kept of a name: uses to report, neighbours to compare. */
const most = 16
const name = /^(?:Mc|Mac|[OD]['’])?\p{Lu}[\p{Ll}\p{M}]{2,29}$/u
const office =
  /^(?:president|minister|secretary|senator|chancellor|premier|king|queen|prince|princess|general|colonel|captain|major|judge|justice|pope|bishop|sir|lord|lady|dame|ambassador|governor|mayor|director|chairman|professor|doctor|father|sister|brother|saint|detective|inspector|officer|commissioner|spokesman|spokeswoman|congressman|congresswoman|representative|sheriff|admiral|sergeant|lieutenant|uncle|aunt|miss|mister)$/
/** Capitalised words beside a name that are no part of it: `in May Almgren left`. */
const calendar =
  /^(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$/
/** What a name does and other words at the beginning of a sentence don't. */
const verb =
  /^(?:said|says|told|tells|was|is|has|had|will|would|did|does|could|can|also|and|went|came|added|asked|made|took|spoke|met|wants|wanted|won|lost|left|arrived|denied|agreed|refused|replied|announced|warned|called|became)$/
const mention =
  /(?:spell\w*|spelt|known as|called|written|transliterated|pronounced|formerly|previously|born|n[ée]e?|or|also|alias)\W{0,3}$/i

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
  paragraph(paragraph, _, {state}) {
    const {text, kind, tokens, sentences} = paragraph
    // Headings, tables and references have capitals for other reasons, and names that others wrote.
    if (kind === 'heading' || kind === 'table-cell' || kind === 'alt' || isReference(text)) return
    let next = 0
    for (let index = 0; index < tokens.length; index++) {
      const token = tokens[index] as Token
      if (token.kind !== 'word' || token.end - token.start < 4) continue
      const code = token.text.charCodeAt(0)
      if (code > 96 && code < 123) {
        state.words.add(token.lower)
        continue
      }
      const written = token.text.replace(/['’]s$/, '')
      if (!name.test(written) || /[\w@#./\\_-]/.test(text.charAt(token.start - 1))) continue
      while (next < sentences.length && (sentences[next]?.first ?? 0) < index) next++
      note(state.names, paragraph, index, written.normalize('NFC'), sentences[next]?.first === index)
    }
  },
  end(report, {state: {names, words}}) {
    const known = [...names.values()]
      .filter((entry) => entry.sure && !entry.discussed && !words.has(entry.text.toLowerCase()))
      .sort((a, b) => b.count - a.count)
    const index = new Map<string, Name[]>()
    for (const entry of known) {
      const keys = keysOf(entry.text)
      const usual = partnerOf(entry, keys, index)
      if (usual) {
        const message = `Unexpected spelling \`${entry.text}\` of a name, expected \`${usual.text}\` as elsewhere in this document`
        const [first] = usual.uses
        for (const span of entry.uses) {
          report(span, {
            message,
            expected: [usual.text],
            ...(isClear(usual.count, entry.count) ? {} : {severity: 'info'}),
            ...(first ? {related: {span: first, message: `Spelled \`${usual.text}\` here`}} : {}),
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

/** Notes one use of a name: the word at `index`, as it is `written` without its possessive. */
function note(
  names: Map<string, Name>,
  {text, tokens, span}: Paragraph,
  index: number,
  written: string,
  opens: boolean,
) {
  const token = tokens[index] as Token
  const isPossessive = token.text.length > written.length
  let entry = names.get(written)
  if (!entry) {
    const empty = {count: 0, asFirst: 0, asLast: 0, sure: false, discussed: false}
    entry = {text: written, ...empty, uses: [], before: new Set(), after: new Set()}
    names.set(written, entry)
  }
  entry.count++
  const next = tokens[index + 1]
  const mark = text.charAt(token.start - 1)
  // Behind a mark that opens or a colon, any word can have a capital.
  const isMidway = !opens && !/["“‘'(:[*•]/.test(mark) && tokens[index - 1]?.text !== ':'
  if (isMidway || isPossessive || (next?.kind === 'word' && verb.test(next.lower))) entry.sure = true
  if (mention.test(text.slice(Math.max(0, token.start - 20), token.start))) entry.discussed = true
  if (mark === '(' && text.charAt(token.end) === ')') entry.discussed = true
  if (entry.uses.length < most)
    entry.uses.push(span(token.start, token.start + Math.min(written.length, token.text.length)))
  const before = tokens[index - 1]?.text === '.' ? tokens[index - 2] : tokens[index - 1]
  if (!opens && before?.kind === 'word' && token.start - before.end <= 2 && /^\p{Lu}/u.test(before.text)) {
    const gap = text.slice(before.end, token.start)
    if ((gap === ' ' || gap === '. ') && isNeighbour(before.lower)) {
      if (!isTitle(before.lower)) entry.asLast++
      if (entry.before.size < most) entry.before.add(before.lower)
    }
  }
  if (
    !isPossessive &&
    next?.kind === 'word' &&
    next.start - token.end === 1 &&
    /^\p{Lu}/u.test(next.text) &&
    isNeighbour(next.lower)
  ) {
    entry.asFirst++
    if (entry.after.size < most) entry.after.add(next.lower.replace(/'s$/, ''))
  }
}

/** Whether a capitalised word beside a name can be one, in lower case. */
function isNeighbour(word: string): boolean {
  return !sentenceStarters.has(word) && !calendar.test(word)
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

/** Whether two spellings that are alike are of one name, by what stands beside them. */
function isSame(usual: Name, rare: Name, alike: Likeness): boolean {
  if (areDialects(usual.text.toLowerCase(), rare.text.toLowerCase())) return false
  const surnames = shared(usual.after, rare.after)
  const firstNames = shared(namesIn(usual.before), namesIn(rare.before))
  // `José Ramos` and `Jose Garcia`, `Ann Hansen` and `Per Hanson` are two people each.
  if (surnames === 'other' || (firstNames === 'other' && surnames !== 'same')) return false
  if (alike === 'accent') return true
  const clear = isClear(usual.count, rare.count)
  if (alike === 'sound' && (surnames === 'same' || firstNames === 'same')) return true
  const shortest = Math.min(usual.text.length, rare.text.length)
  if (alike === 'slip' && surnames === 'same') return clear && shortest >= 6
  if (alike === 'slip' && firstNames === 'same') return clear && shortest >= 5
  const isFirstName = usual.asFirst * 2 > usual.count || rare.asFirst > 0
  // The usual name never stands alone: `San Francisco` beside `Francesco`.
  if (usual.asLast === usual.count && rare.asLast === 0) return false
  return clear && !isFirstName && (alike === 'sound' || (shortest >= 6 && namesIn(rare.before).size === 0))
}

function namesIn(words: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...words].filter((word) => !isTitle(word)))
}

/** Whether what stands before a name is a title or an initial. */
function isTitle(word: string): boolean {
  return word.length === 1 || titles.has(word) || office.test(word)
}

/** Whether two sets have a member in common; `open` where one of them is empty. */
function shared(one: ReadonlySet<string>, two: ReadonlySet<string>): 'same' | 'other' | 'open' {
  if (one.size === 0 || two.size === 0) return 'open'
  return [...one].some((word) => two.has(word)) ? 'same' : 'other'
}
