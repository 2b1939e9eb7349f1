import {isWord} from '../src/language/common-words.js'
import {isAbbreviated, isLowerCaseName} from '../src/language/lower-case.js'
import type {Paragraph} from '../src/language/paragraph.js'
import type {Sentence} from '../src/language/sentences.js'
import {defineRule} from '../src/rule.js'

/** A lower-case sentence of fewer words than this has lost its beginning rather than its capital. */
const fewest = 5

/**
 * Finds sentences that begin in lower case after a full stop. Either the capital was lost or, more often in translated
 * text, the beginning of the sentence, so the message offers what fits. After `!` and `?` speech goes on in lower case.
 */
export default defineRule({
  id: 'sentence-case',
  group: 'sentences',
  summary: 'Begin a sentence with a capital, and with its beginning.',
  severity: 'warning',
  stage: 'stable',
  fix: 'suggest',
  examples: {
    bad: [
      {
        text: 'A storm came up over the bay. meeting with the mayor.',
        found: 'meeting',
        message: 'Unexpected lower case in `meeting` after a full stop: words seem to be missing in front of it',
      },
      {
        text: 'The bridge was closed. the traffic had to go round by the old road.',
        found: 'the',
        message:
          'Unexpected lower case in `the` after a full stop, expected `The` unless words are missing in front of it',
        fixed: 'The bridge was closed. The traffic had to go round by the old road.',
      },
      {
        text: 'She met the envoy. wishes of the other side must be respected,” the envoy said.',
        found: 'wishes',
        message: 'Unexpected lower case in `wishes` after a full stop: words seem to be missing in front of it',
      },
    ],
    good: [
      'The phone came out in May. iPhone sales rose, and eBay fell.',
      'Install it first. npm does the rest.',
      'It runs on the server. example.com answers, and config.json is read.',
      'He waited ... and waited. “Well!” he said. “Who? me?”',
      'It is about 5 approx. five in all, etc. and so on.',
      'It has to 1. open the file, 2. read it, ii. close it.',
      'We test it every. single. time.',
      'The painter died in 1890. van Gogh was 37.',
      'We met at 9 a.m. in the U.S. embassy, with Smith et al. as hosts.',
    ],
  },
  paragraph(paragraph, report) {
    const {text} = paragraph
    // Cheap: a full stop, white space, a lower-case letter.
    if (!/\.\s+[“"‘(]?\p{Ll}/u.test(text)) return
    paragraph.sentences.forEach((sentence, index) => {
      const before = paragraph.sentences[index - 1]
      const first = paragraph.tokens[sentence.first]
      if (!before || first?.kind !== 'word' || !/^\p{Ll}/u.test(first.text)) return
      if (sentence.last - sentence.first < 3) return
      if (!endsPlainly(paragraph, before) || isLowerCaseName(text, first)) return
      // `pnkfelix has been working on it`: a user name.
      if (!isWord(first.lower)) return
      const missing = isFragment(paragraph, sentence)
      const capital = first.text.charAt(0).toUpperCase() + first.text.slice(1)
      report(paragraph.span(first.start, first.end), {
        message: missing
          ? `Unexpected lower case in \`${first.text}\` after a full stop: words seem to be missing in front of it`
          : `Unexpected lower case in \`${first.text}\` after a full stop, expected \`${capital}\` unless words are missing in front of it`,
        ...(missing ? {} : {expected: [capital]}),
        note: 'Engines that lose the beginning of a sentence leave the rest of it standing in lower case.',
      })
    })
  },
})

/** Whether a sentence ends in one full stop after a plain word: not `...`, `.”`, `.)` or an abbreviation. */
function endsPlainly({tokens}: Paragraph, sentence: Sentence): boolean {
  const stop = tokens[sentence.last - 1]
  const word = tokens[sentence.last - 2]
  if (stop?.text !== '.' || !word || word.end !== stop.start) return false
  // A number may count (`1. open the file, 2. read it`) or measure (`7ft. or 2 m`); so may a Roman numeral.
  if (word.kind !== 'word' || /^[ivxlc]+$/i.test(word.text)) return false
  // `Every. single. time.`
  if (sentence.last - sentence.first < 3) return false
  return !isAbbreviated(word, tokens[sentence.last - 3])
}

/** Whether the rest of a sentence shows that its beginning is lost: it is short, or closes what it did not open. */
function isFragment({tokens, quotations}: Paragraph, sentence: Sentence): boolean {
  const words = tokens.slice(sentence.first, sentence.last).filter((token) => token.kind === 'word').length
  return words < fewest || quotations.unopened.some((mark) => mark.index >= sentence.start && mark.index < sentence.end)
}
