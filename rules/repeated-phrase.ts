import {echoOf, loopOf} from '../src/language/phrase-copies.js'
import {repeatsOf} from '../src/language/repeats.js'
import {defineRule} from '../src/rule.js'

/**
 * Finds a phrase that stands again in its sentence and adds nothing: at once (`of the of the`), in a loop, or as the
 * object of the clause whose subject it is. Engines fill in so what they failed to translate. Rhetoric with parallel
 * build is left alone, as is whatever a sentence must name twice.
 */
export default defineRule({
  id: 'repeated-phrase',
  group: 'repetition',
  summary: 'Say a phrase once in a sentence.',
  severity: 'warning',
  stage: 'stable',
  fix: 'suggest',
  examples: {
    bad: [
      {
        text: 'The head of the of the agency resigned.',
        found: 'of the of the',
        message: 'Unexpected repeated phrase `of the`, expected it once',
        fixed: 'The head of the agency resigned.',
      },
      {
        text: 'The food was very good, very good, very good, very good.',
        found: 'very good, very good, very good, very good',
        message: 'Unexpected repeated phrase `very good`, expected it once',
        fixed: 'The food was very good.',
      },
      {
        text: 'The Prime Minister of Spain has told the Prime Minister of Spain.',
        found: 'The Prime Minister of Spain has told the Prime Minister of Spain',
        message: 'Unexpected repeated phrase `the Prime Minister of Spain`, expected another object than the subject',
      },
      {
        text: 'Officials say that the U. S. is not yet in the U. S. The allies agree.',
        found: 'the U. S. is not yet in the U. S.',
        message: 'Unexpected repeated phrase `the U. S.`, expected another object than the subject',
      },
      {
        text: 'Talks between the United States and the United States, which began in May, ended.',
        found: 'the United States and the United States',
        message: 'Unexpected repeated phrase `the United States`, expected it once',
        fixed: 'Talks between the United States, which began in May, ended.',
      },
    ],
    good: [
      'We want a government of the people, by the people, for the people.',
      'Day by day and step by step they went from coast to coast to sell more and more and more of it.',
      'What makes a gadget a gadget? A rose is a rose is a rose.',
      'The law of the land is the law of the land.',
      'The King of France told the King of Spain, and the House of Lords met the House of Commons.',
      '“Never again, never again, never again, never again!” they sang.',
      'Did it matter, did it matter in the least?',
      'New York New York is a song about New York.',
      'Whatever he says he says in earnest, and the work we have to do to do that is hard.',
      'Unlike functions and methods, the tests of functions and methods test functions and methods.',
      'The President of the Senate and the President of the Senate’s deputy came.',
      'It was the best of times, it was the worst of times.',
    ],
  },
  paragraph(paragraph, report) {
    if (paragraph.kind === 'table-cell' || paragraph.kind === 'alt') return
    const {tokens, text} = paragraph
    for (const sentence of paragraph.sentences) {
      if (sentence.last - sentence.first < 4) continue
      let reported: {start: number; end: number}[] | undefined
      for (const repeat of repeatsOf(tokens, sentence.first, sentence.last)) {
        const loop = repeat.length >= repeat.distance
        const copy = loop ? loopOf(text, tokens, sentence, repeat) : echoOf(text, tokens, sentence, repeat)
        if (!copy || reported?.some((other) => copy.start < other.end && other.start < copy.end)) continue
        reported = [...(reported ?? []), copy]
        const again = copy.kept === undefined
        report(paragraph.span(copy.start, copy.end), {
          message: `Unexpected repeated phrase \`${copy.phrase}\`, expected ${again ? 'another object than the subject' : 'it once'}`,
          ...(copy.kept === undefined ? {} : {expected: [copy.kept]}),
          note: 'Translation engines say again what they have just said where they fail to translate what follows.',
        })
      }
    }
  },
})
