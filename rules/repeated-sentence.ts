import {isHeading, isListOrCaption} from '../src/language/block-kinds.js'
import {hashOfContent, isNearly, type Signature, signatureOf} from '../src/language/content-words.js'
import type {Paragraph, Reading} from '../src/language/paragraph.js'
import type {Sentence} from '../src/language/sentences.js'
import {defineRule, type Report, type Span} from '../src/rule.js'

/** A sentence that was read: its number in the document, its place and what it says. */
type Seen = {number: number; span: Span; kind: string; signature: Signature}

/** A sentence, or several in a row, that stands again. */
type Copy = {span: Span; first: Span; sentences: number; last: Seen; original: Seen}

type State = {
  blocks: number
  sentences: number
  /** Words of the title, while the first lines are read. */
  title: {key: string; span: Span} | undefined
  /** The last sentence since the heading with such a content, such a beginning of it or such an end. */
  seen: Map<number, Seen>
  /** How often the document has a content. */
  times: Map<number, number>
  copies: Copy[]
}

/**
 * Finds a sentence that stands again under the same heading, exactly or with a few words changed: engines translate a
 * passage twice. A run of sentences that stands again is reported once. Short sentences, refrains, questions, lists and
 * what reference documentation says again in each of its sections are left alone.
 */
export default defineRule<object, State>({
  id: 'repeated-sentence',
  group: 'repetition',
  summary: 'Say a sentence once.',
  severity: 'warning',
  stage: 'stable',
  fix: 'none',
  examples: {
    bad: [
      {
        text: 'The new bridge over the river will open in the spring. Tolls rise. The new bridge over the river will open in the spring.',
        found: 'The new bridge over the river will open in the spring.',
        at: 67,
        message: 'Unexpected repeated sentence, expected it once',
      },
      {
        text: 'The ministry said on Monday that the old harbour will be closed to ships from Norway.\n\nThe ministry said on Monday that the old harbour would be closed to the ships from Norway.',
        found: 'The ministry said on Monday that the old harbour would be closed to the ships from Norway.',
        message: 'Unexpected sentence that says nearly the same as one before it, expected it once',
      },
      {
        text: 'Farmers Fear a Dry Summer\n\nFarmers fear a dry summer\n\nThe rain did not come in March.',
        found: 'Farmers fear a dry summer',
        message: 'Unexpected repeated title, expected it once',
        severity: 'info',
      },
      {
        text: 'The council of the mountain town met on Friday evening. It approved the plans for a second school. Nobody spoke. The council of the mountain town met on Friday evening. It approved the plans for a second school.',
        found: 'The council of the mountain town met on Friday evening. It approved the plans for a second school.',
        at: 113,
        message: 'Unexpected repeated passage of 2 sentences, expected it once',
      },
    ],
    good: [
      'He waited. The rain fell. He waited. The rain fell.',
      '“I am so very glad that you have come to see me.” She smiled. “I am so very glad that you have come to see me.”',
      'In 2010 the town of Berg had 5,000 inhabitants in all. In 2020 the town of Berg had 7,000 inhabitants in all.',
      {
        text: '# Open\n\nThis method is not called while the server renders a page.\n\n# Close\n\nThis method is not called while the server renders a page.',
        format: 'markdown',
      },
      {
        text: '- The method returns the number of all bytes that were read.\n- The method returns the number of all bytes that were read.',
        format: 'markdown',
      },
      'How much greater is this than the mass of the moon of Mars? How much greater is this than the mass of the moon of Mars?',
    ],
  },
  state: () => ({blocks: 0, sentences: 0, title: undefined, seen: new Map(), times: new Map(), copies: []}),
  paragraph(paragraph, report, {state}) {
    const {text, kind} = paragraph
    if (kind === 'table-cell' || kind === 'alt' || kind === 'list-item' || kind === 'footnote') return
    if (state.blocks++ < 4) checkTitle(paragraph, state, report)
    if (isHeading(paragraph)) state.seen.clear()
    if (isHeading(paragraph) || isListOrCaption(text) || text.includes('?')) return
    const signatures = paragraph.once(signaturesOf)
    for (const [index, sentence] of paragraph.sentences.entries()) {
      const number = state.sentences++
      const signed = signatures[index]
      if (!signed) continue
      const {signature, keys} = signed
      const span = paragraph.span(sentence.start, sentence.end)
      const seen: Seen = {number, span, kind, signature}
      const original = keys.map((key) => state.seen.get(key)).find((other) => other && isCopy(seen, other))
      if (original) addCopy(seen, original, state.copies)
      for (const key of keys) state.seen.set(key, seen)
      state.times.set(keys[0] as number, (state.times.get(keys[0] as number) ?? 0) + 1)
    }
  },
  end(report, {state}) {
    // What stands a third time is a formula of the document, unless a machine looped.
    const copies = state.copies.filter((copy) => {
      const times = state.times.get(hashOfContent(copy.last.signature.content) * 4) ?? 0
      return times < 3 || copy.sentences > 2 || distanceOf(copy) === 1
    })
    const many = copies.filter(({sentences}) => sentences === 1).length > 3
    for (const copy of copies) {
      const distance = distanceOf(copy)
      const exact = isExact(copy.last.signature, copy.original.signature)
      if (many && copy.sentences === 1 && !(exact && distance <= 3)) continue
      const what = copy.sentences > 1 ? `passage of ${copy.sentences} sentences` : 'sentence'
      report(copy.span, {
        message:
          exact || copy.sentences > 1
            ? `Unexpected repeated ${what}, expected it once`
            : 'Unexpected sentence that says nearly the same as one before it, expected it once',
        note: 'Machine output often has a passage twice, once as it was and once in other words.',
        related: {span: copy.first, message: 'The first copy'},
      })
    }
  },
})

/** What a sentence says, and hashes of its content, its beginning and its end. */
type Signed = {signature: Signature; keys: readonly number[]}

/** What the sentences of a paragraph say; undefined for those that may well stand again. */
function signaturesOf({text, tokens, sentences}: Reading): (Signed | undefined)[] {
  return sentences.map((sentence) => {
    if (sentence.last - sentence.first < 8 || !isStatement(text, sentence)) return undefined
    const signature = signatureOf(tokens, sentence)
    const {content, words, capitals} = signature
    const isShort = content.length < 3 || words - content.length < 3
    if (isShort || capitals * 2 > words) return undefined
    const keys = [
      hashOfContent(content) * 4,
      hashOfContent(content, 0, 4) * 4 + 1,
      hashOfContent(content.slice(-4)) * 4 + 2,
    ]
    return {signature, keys}
  })
}

function distanceOf({last, original}: Copy): number {
  return last.number - original.number
}

function isExact(a: Signature, b: Signature): boolean {
  return a.shape === b.shape && hashOfContent(a.content) === hashOfContent(b.content)
}

/** Remembers a title, the first block, and reports a line after it that says it again. */
function checkTitle({kind, text, span, tokens}: Paragraph, state: State, report: Report): void {
  if (text.length > 300) return
  const key = tokens
    .flatMap((token) => (token.kind === 'word' || token.kind === 'number' ? [token.lower] : []))
    .join(' ')
  const place = span(0, text.length)
  if (state.blocks === 1) {
    if (key.split(' ').length > 2 && isHeading({kind, text})) state.title = {key, span: place}
  } else if (state.title?.key === key) {
    report(place, {
      message: 'Unexpected repeated title, expected it once',
      severity: 'info',
      related: {span: state.title.span, message: 'The title'},
    })
    state.title = undefined
  }
}

/** Whether a sentence is one of the author's: no speech, which has refrains, and no code. */
function isStatement(text: string, {start, end}: Sentence): boolean {
  const value = text.slice(start, end)
  return /[.!…][’)\]]{0,3}$/.test(value.slice(-4)) && !/["“”«»\uFFFC{}<>=|\\_]|^\(/.test(value)
}

/** Whether a sentence says again what another said; two beside each other that differ in a word are a contrast. */
function isCopy(seen: Seen, other: Seen): boolean {
  if (seen.kind !== other.kind) return false
  if (seen.signature.content.length < 4)
    return isExact(seen.signature, other.signature) && seen.number - other.number < 3
  const same = hashOfContent(seen.signature.content) === hashOfContent(other.signature.content)
  if (same ? seen.signature.names !== other.signature.names : seen.number - other.number === 1) return false
  // Farther on a short sentence may well be needed again.
  if (seen.number - other.number > 4 && (seen.signature.words < 12 || !same)) return false
  return same || isNearly(seen.signature, other.signature)
}

/** Adds a copy, or makes the one before longer when the sentences follow each other as they did the first time. */
function addCopy(seen: Seen, original: Seen, copies: Copy[]): void {
  const copy = copies.at(-1)
  const distance = seen.number - original.number
  if (copy && distance > 1 && seen.number - copy.last.number <= 2 && distance === distanceOf(copy)) {
    copy.span = {...copy.span, end: seen.span.end}
    copy.first = {...copy.first, end: original.span.end}
    copy.sentences++
    copy.last = seen
    copy.original = original
  } else {
    copies.push({span: seen.span, first: original.span, sentences: 1, last: seen, original})
  }
}
