import {sentenceStarters, titles} from '../../src/language/abbreviations.js'
import {isClear} from '../../src/language/own-words.js'
import type {Paragraph, Reading} from '../../src/language/paragraph.js'
import type {Token} from '../../src/language/tokens.js'
import type {Span} from '../../src/rule.js'
import {areDialects} from '../dialect-consistency/words.js'
import {keysOf, type Likeness} from './likeness.js'

/** Where a name stands, between which others, in lower case. */
type Use = {span: Span; before: string; after: string}
/** What is known of a name, by its spelling. */
export type Name = {
  text: string
  /** Of the name as it is written, by which names that are alike are found. */
  keys: () => ReadonlySet<string>
  count: number
  /** How often another name stands behind it, as behind a first name, and before it. */
  asFirst: number
  asLast: number
  /** Seen where only a name has a capital. */
  sure: boolean
  /** The document speaks of how it is spelled. */
  discussed: boolean
  uses: Use[]
  /** Names and titles beside it, in lower case. */
  before: Set<string>
  after: Set<string>
}

/** As much as is kept of a name: uses to report, neighbours to compare. */
const most = 16
const office =
  /^(?:president|minister|secretary|senator|chancellor|premier|king|queen|prince|princess|general|colonel|captain|major|judge|justice|pope|bishop|sir|lord|lady|dame|ambassador|governor|mayor|director|chairman|professor|doctor|father|sister|brother|saint|detective|inspector|officer|commissioner|spokesman|spokeswoman|congressman|congresswoman|representative|sheriff|admiral|sergeant|lieutenant|uncle|aunt|miss|mister)$/
/** Capitalised words beside a name that are no part of it: `in May Almgren left`. */
const calendar =
  /^(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$/
/** What a name does and other words at the beginning of a sentence don't. */
const verb =
  /^(?:\p{L}{2,12}ed|said|says|told|tells|was|is|has|had|will|would|did|does|could|can|also|and|went|came|added|asked|made|took|spoke|met|wants|wanted|won|lost|left|arrived|denied|agreed|refused|replied|announced|warned|called|became)$/u
/** Words by which a document speaks of a name: `also spelled Kiev`. */
const mention =
  /^(?:spell(?:ed|t|ing)?|spelt|as|called|written|transliterated|pronounced|formerly|previously|born|n[ée]e?|or|also|alias)$/

/** One use of a name, and what it tells of it; indices of the text of its paragraph. */
export type Sighting = {
  written: string
  start: number
  end: number
  sure: boolean
  discussed: boolean
  before: string
  after: string
  keys: () => ReadonlySet<string>
}

/** Looks at the word at `index`, a name that is `written` without its possessive. */
export function look({text, tokens}: Reading, index: number, written: string, opens: boolean): Sighting {
  const token = tokens[index] as Token
  const isPossessive = /['’]s$/.test(token.text)
  const next = tokens[index + 1]
  const mark = text.charAt(token.start - 1)
  // Behind a mark that opens or a colon, any word can have a capital.
  const isMidway = !opens && !/["“‘'(:[*•]/.test(mark) && tokens[index - 1]?.text !== ':'
  const before = /^[.“"‘']$/.test(tokens[index - 1]?.text ?? '') ? tokens[index - 2] : tokens[index - 1]
  const hasBefore = !opens && before && /^[ .]? $/.test(text.slice(before.end, token.start)) && isNeighbour(before)
  const hasAfter = next && !isPossessive && next.start - token.end === 1 && isNeighbour(next)
  return {
    written,
    start: token.start,
    end: token.end - (isPossessive ? 2 : 0),
    sure: isMidway || isPossessive || hasAfter || (next?.kind === 'word' && verb.test(next.lower)),
    discussed:
      (mark === '(' && text.charAt(token.end) === ')') ||
      (!opens && before !== undefined && mention.test(before.lower)),
    before: hasBefore ? before.lower : '',
    after: hasAfter ? next.lower.replace(/'s$/, '') : '',
    keys: createKeys(written),
  }
}

/** Gives the keys of a name, and keeps them from the second time on: a run asks once, an editor again and again. */
function createKeys(written: string): () => ReadonlySet<string> {
  let asked = false
  let kept: ReadonlySet<string> | undefined
  return () => {
    const keys = kept ?? keysOf(written)
    if (asked) kept = keys
    asked = true
    return keys
  }
}

/** Adds a use to what is known of a name. */
export function note(names: Map<string, Name>, sighting: Sighting, span: Paragraph['span']) {
  const {written, keys, start, end, sure, discussed, before, after} = sighting
  let entry = names.get(written)
  if (!entry) {
    const empty = {count: 0, asFirst: 0, asLast: 0, sure: false, discussed: false}
    entry = {text: written, keys, ...empty, uses: [], before: new Set(), after: new Set()}
    names.set(written, entry)
  }
  entry.count++
  entry.sure ||= sure
  entry.discussed ||= discussed
  if (before !== '') {
    if (!isTitle(before)) entry.asLast++
    if (entry.before.size < most) entry.before.add(before)
  }
  if (after !== '') {
    entry.asFirst++
    if (entry.after.size < most) entry.after.add(after)
  }
  if (entry.uses.length < most) entry.uses.push({span: span(start, end), before, after})
}

/** Whether what stands beside a name can be part of it. */
function isNeighbour({kind, text, lower}: Token): boolean {
  return kind === 'word' && /^\p{Lu}/u.test(text) && !sentenceStarters.has(lower) && !calendar.test(lower)
}

/** Whether two spellings that are alike are of one name, by what stands beside them. */
export function isSame(usual: Name, rare: Name, alike: Likeness): boolean {
  if (areDialects(usual.text.toLowerCase(), rare.text.toLowerCase())) return false
  const surnames = shared(usual.after, rare.after)
  const firstNames = shared(namesIn(usual.before), namesIn(rare.before))
  // `José Ramos` and `Jose Garcia`, `Ann Hansen` and `Per Hanson` are two people each.
  if (surnames === 'other' || (firstNames === 'other' && surnames !== 'same')) return false
  if (alike === 'accent') return true
  const clear = isClear(usual.count, rare.count)
  if (alike === 'sound' && (surnames === 'same' || firstNames === 'same')) return true
  const shortest = Math.min(usual.text.length, rare.text.length)
  if (alike !== 'sound' && surnames === 'same') return clear && shortest >= 6
  if (alike !== 'sound' && firstNames === 'same') return clear && shortest >= (alike === 'slip' ? 5 : 6)
  const isFirstName = usual.asFirst * 2 > usual.count || rare.asFirst > 0
  // The usual name never stands alone: `San Francisco` beside `Francesco`.
  if (usual.asLast === usual.count && rare.asLast === 0) return false
  return (
    clear &&
    !isFirstName &&
    (alike === 'sound' || (shortest >= (alike === 'slip' ? 6 : 8) && namesIn(rare.before).size === 0))
  )
}

/** Whether one use of the rare spelling can be of the usual name: another `Sergey` has another surname. */
export function fits({before, after}: Use, usual: Name): boolean {
  if (after !== '') return usual.after.size === 0 || usual.after.has(after)
  return before === '' || isTitle(before) || usual.before.size === 0 || usual.before.has(before)
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
