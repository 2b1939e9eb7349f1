import type {Reading} from '../src/language/paragraph.js'
import type {Sentence} from '../src/language/sentences.js'
import type {Token} from '../src/language/tokens.js'
import {defineRule, type Report, type Span} from '../src/rule.js'

/** A sentence that was read. `place` is asked only of a loop: to work it out takes longer than all else. */
type Seen = {place: () => Span; words: readonly string[]}

type State = {
  /** The last sentences, the latest last. */
  recent: Seen[]
  /** The sentence with which the run began, and the last of it. */
  run: {first: Seen; last: Seen; sentences: number; stale: number; alike: boolean} | undefined
}

/** A loop comes round after so many sentences at most. */
const period = 3

/** So many sentences make a loop. */
const least = 4

/**
 * Finds four or more sentences in a row that say the same over and over: a language model that has lost the thread goes
 * round in a circle. What tells a loop from an orator, who also begins sentence after sentence with the same words, is
 * that it has no new words: each sentence is made of the words of the three before it.
 */
export default defineRule<object, State>({
  id: 'looped-sentences',
  group: 'repetition',
  summary: 'End a run of sentences that say the same over and over.',
  severity: 'warning',
  stage: 'stable',
  fix: 'none',
  examples: {
    bad: [
      {
        text: 'Visit our shop. The coat is very warm. The coat is warm and soft. The coat is very soft. The coat is soft and warm. Call us.',
        found: 'The coat is very warm. The coat is warm and soft. The coat is very soft. The coat is soft and warm.',
        message: 'Unexpected loop of 4 sentences, expected each to say something new',
      },
      {
        text: 'The minister left the room. The press was waiting. The minister left the room. The press was waiting. The minister left the room.',
        found:
          'The minister left the room. The press was waiting. The minister left the room. The press was waiting. The minister left the room.',
        message: 'Unexpected loop of 5 sentences, expected each to say something new',
      },
      {
        text: 'The price of oil rose.\n\nThe price of oil rose.\n\nThe price of oil rose.\n\nThe price of oil rose.',
        found: 'The price of oil rose.\n\nThe price of oil rose.\n\nThe price of oil rose.\n\nThe price of oil rose.',
        message: 'Unexpected loop of 4 sentences, expected each to say something new',
      },
    ],
    good: [
      'We will work on the farms. We will work in the mills. We will work at sea. We will work until it is done.',
      'He is here. He is here. He is here. He is here.',
      '“I do not know. I do not know. I do not know. I do not know.” She wept.',
      'In May it cost 5 euros. In May it cost 6 euros. In June it cost 7 euros. In June it cost 8 euros.',
      {
        text: '- The field is not used here.\n- The field is not used here.\n- The field is not used here.\n- The field is not used here.',
        format: 'markdown',
      },
    ],
  },
  state: () => ({recent: [], run: undefined}),
  paragraph({kind, sentences, once, span}, report, {state}) {
    if (kind === 'table-cell' || kind === 'alt') return
    const prose = kind === 'paragraph' || kind === 'quote'
    const wordsOfAll = prose ? once(wordsBySentence) : []
    for (const [index, sentence] of sentences.entries()) {
      const words = wordsOfAll[index] ?? []
      const begins = words.length > 3 ? state.recent.findIndex((seen) => isAlike(seen.words, words, 2)) : -1
      const seen = {place: () => span(sentence.start, sentence.end), words}
      if (begins !== -1 && isMadeOf(words, state.recent)) {
        const first = state.recent[begins] as Seen
        const before = state.recent.slice(begins)
        state.run ??= {
          first,
          last: seen,
          sentences: before.length,
          stale: 0,
          alike: before.every((other) => isAlike(other.words, words, 3)),
        }
        state.run.last = seen
        state.run.sentences++
        state.run.stale++
        state.run.alike &&= isAlike(first.words, words, 3)
      } else if (state.run) {
        reportRun(state, report)
      }
      if (state.recent.push(seen) > period) state.recent.shift()
    }
  },
  end(report, {state}) {
    reportRun(state, report)
  },
})

function wordsBySentence({text, tokens, sentences}: Reading): string[][] {
  return sentences.map((sentence) => wordsOf(text, tokens, sentence))
}

/** The words of a sentence; none where it is a question, speech or hardly a sentence. */
function wordsOf(text: string, tokens: readonly Token[], {start, end, first, last}: Sentence): string[] {
  const value = text.slice(start, end)
  if (last - first < 5 || !/[.!…]$/.test(value.slice(-1)) || /["“”«»\uFFFC]/.test(value)) return []
  const words: string[] = []
  for (let index = first; index < last; index++) {
    const token = tokens[index] as Token
    if (token.kind === 'word' || token.kind === 'number') words.push(token.lower)
  }
  return words
}

/** Whether two sentences begin with the same words, `count` of them. */
function isAlike(a: readonly string[], b: readonly string[], count: number): boolean {
  for (let index = 0; index < count; index++) if (a[index] === undefined || a[index] !== b[index]) return false
  return true
}

function isMadeOf(words: readonly string[], recent: readonly Seen[]): boolean {
  const known = new Set(recent.flatMap((seen) => seen.words))
  return words.every((word) => known.has(word))
}

function reportRun(state: State, report: Report): void {
  const {run} = state
  state.run = undefined
  if (!run || run.sentences < least) return
  // Where the sentences do not even begin alike, two that come again may be a caption, a quotation or a figure of speech.
  if (run.stale < (run.alike ? least - 2 : least - 1) || run.stale * 2 < run.sentences) return
  report(
    {start: run.first.place().start, end: run.last.place().end, plain: false},
    {
      message: `Unexpected loop of ${run.sentences} sentences, expected each to say something new`,
      note: 'A language model that has lost the thread goes round in a circle.',
    },
  )
}
