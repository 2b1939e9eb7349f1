import {defineRule} from '../src/rule.js'

const quick = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/
/** Such a space between two words of running text, where nothing asks to be kept together. */
const between = /(?<=\p{Ll}{3}[,;]?)[\u00a0\u1680\u2000-\u200a\u202f\u205f](?=\p{Ll}{3})/gu
/** The wide space of Chinese and Japanese in English text. */
const wide = /(?<=[\p{Script=Latin}\d.,;:!?])\u3000(?=[\p{Script=Latin}\d])/gu

const names: Readonly<Record<string, string>> = {
  '\u00a0': 'no-break space',
  '\u2002': 'en space',
  '\u2003': 'em space',
  '\u2007': 'figure space',
  '\u2009': 'thin space',
  '\u200a': 'hair space',
  '\u202f': 'narrow no-break space',
  '\u3000': 'ideographic space',
}

/** Words that typographers keep with the next one or the one before, and months and units beside a figure. */
const kept =
  /(?:^|[^\p{L}])(?:the|and|for|but|nor|yet|not|née|see|page|pages|part|section|chapter|figure|table|est|per|von|van|der|den|del|des|dos|della)$/iu

/**
 * Finds a no-break, thin or wide space between two ordinary words, where a plain one belongs. Spaces that typography
 * asks for are left alone: in numbers, before units, behind titles and short words, beside dashes and other marks, and
 * before the last word of a paragraph; so is `&nbsp;`, which somebody wrote on purpose.
 */
export default defineRule({
  id: 'unusual-space',
  group: 'leftovers',
  summary: 'Write a plain space between two ordinary words.',
  severity: 'info',
  stage: 'stable',
  fix: 'safe',
  examples: {
    bad: [
      {
        text: 'The mayor closed\u00a0every bridge in town.',
        found: '\u00a0',
        message: 'Unexpected no-break space (U+00A0), expected a plain one',
        fixed: 'The mayor closed every bridge in town.',
      },
      {
        text: 'The mayor closed\u2009every bridge in town.',
        found: '\u2009',
        message: 'Unexpected thin space (U+2009), expected a plain one',
        fixed: 'The mayor closed every bridge in town.',
      },
      {
        text: 'The bridge is closed.\u3000The road is not.',
        found: '\u3000',
        message: 'Unexpected ideographic space (U+3000), expected a plain one',
        fixed: 'The bridge is closed. The road is not.',
      },
    ],
    good: [
      'Mr.\u00a0Smith weighed 70\u00a0kg and owed 10\u202f000\u00a0francs on 4\u00a0May.',
      'He paused\u200a—\u200aand left “the ‘old’\u200a” house.',
      'Elle a dit\u00a0: «\u00a0Bonjour\u00a0!\u00a0»',
      'This is a\u00a0book about the\u00a0river, by J.\u00a0R.\u00a0R.\u00a0Tolkien, and its last\u00a0word.',
      {text: 'The mayor closed&nbsp;every bridge in town.', format: 'markdown'},
    ],
  },
  paragraph(paragraph, report) {
    const {text} = paragraph
    if (!quick.test(text)) return
    const places = [...text.matchAll(between), ...text.matchAll(wide)]
    for (const {0: found, index} of places) {
      const span = paragraph.span(index, index + 1)
      // An entity is longer than the space it stands for.
      if (span.end - span.start > 1) continue
      if (kept.test(text.slice(Math.max(0, index - 12), index))) continue
      if (found !== '\u3000' && isLastWord(text, index + 1)) continue
      const code = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
      report(span, {
        message: `Unexpected ${names[found] ?? 'space'} (U+${code}), expected a plain one`,
        expected: [' '],
        note: 'Such spaces come along when text is copied out of web pages and chat windows.',
      })
    }
  },
})

function isLastWord(text: string, start: number): boolean {
  return !/\s/.test(text.slice(start, start + 40).trimEnd()) && text.length - start < 40
}
