import {isOwnText, isQuoted} from '../src/language/own-words.js'
import {defineRule, type Span} from '../src/rule.js'

type Use = {span: Span; text: string; expected: string}

/** What a number that measures something stands before. */
const unit =
  /^(?:[ \u00A0\u202F]?(?:%|‰|°|(?:[kcmµn]?m|[kmµ]?g|km\/h|mph|[kMG]?Hz|[kMGT]?[Ww]h?|[kmM]?V|[KMGT]i?B|hPa|m[lL]|ha|eV|€|£|[²³])(?![\p{L}\p{N}]))|[ \u00A0-](?:per ?cent|percentage|million|billion|trillion|thousand|times|euros?|dollars?|pounds|yen|points?|degrees|(?:kilo|centi|milli)?met(?:re|er)s?|kilograms?|kilos?|grams?|tons|tonnes|lit(?:re|er)s?|hectares?|miles|feet|inch(?:es)?|hours|minutes|seconds|days|weeks|months|years)(?![\p{L}\p{N}]))/u
/** Before it, an amount of money: `€3,5`. */
const currency = /[$€£¥]\s?$/
/** `3,5` or `12,75` or `0,125`; `1,000` is a thousand, and `1,2,3` a list. */
const withComma = /(?<![\p{L}\p{N}.,:/_^-])(?:\d{1,3},\d{1,2}|0,\d{1,6}|\d{1,3},\d{4,6})(?![\p{N}_/]|[.,:]\d|, ?\d)/gu
/** `3.5`; `1.2.3`, `v1.2` and `Section 2.5` are no measures. */
const withPoint = /(?<![\p{L}\p{N}.,:/_-])\d{1,9}(?:,\d{3})*\.\d{1,9}(?![\p{L}\p{N}_/]|[.,:]\d)/gu
const labelled =
  /(?:\p{Lu}[\p{L}.+#]*|\b(?:section|chapter|figure|table|version|release|v|ch|fig|sec|no|rule|part|step)s?\.?)\s?$/u

/**
 * Finds decimal commas, as other languages write them, in a text that also has decimal points. Only numbers with a
 * unit count, so that lists of numbers and thousands are left alone.
 */
export default defineRule<object, {commas: Use[]; points: number}>({
  id: 'decimal-mark-consistency',
  group: 'consistency',
  summary: 'Write decimals with a point throughout a document.',
  severity: 'info',
  stage: 'stable',
  fix: 'suggest',
  examples: {
    bad: [
      {
        text: 'Growth fell from 2.5 to 2.1 in a year, and prices rose by 3,5 %.',
        found: '3,5',
        message: 'Unexpected decimal comma in `3,5`, expected `3.5` as elsewhere in this document',
        fixed: 'Growth fell from 2.5 to 2.1 in a year, and prices rose by 3.5 %.',
      },
      {
        text: 'The wall is 2.4 m high and 12,75 m long.',
        found: '12,75',
        message: 'Unexpected decimal comma in `12,75`, expected `12.75` as elsewhere in this document',
        fixed: 'The wall is 2.4 m high and 12.75 m long.',
      },
      {
        text: 'It cost €4.20 in May and €4,35 in June.',
        found: '4,35',
        message: 'Unexpected decimal comma in `4,35`, expected `4.35` as elsewhere in this document',
        fixed: 'It cost €4.20 in May and €4.35 in June.',
      },
    ],
    good: [
      'Sales rose by 2.5% to 1,000 tonnes.',
      'Items 1,2 and 3 weigh 2.5 kg.',
      'See [1,2] on the 2.5 km road, and chapters 3,4.',
      'The wall is 3,5 m long and 2,4 m high.',
      'Version 2.5 adds a list (3,5 m).',
      'It weighs 2.5 kg. The label says “3,5 kg”.',
    ],
  },
  state: () => ({commas: [], points: 0}),
  paragraph(paragraph, _, {state}) {
    const {text} = paragraph
    if (!/\d[.,]\d/.test(text) || !isOwnText(paragraph)) return
    for (const match of text.matchAll(withPoint)) {
      const before = text.slice(Math.max(0, match.index - 16), match.index)
      if (match.index > 0 && !labelled.test(before)) state.points++
    }
    for (const match of text.matchAll(withComma)) {
      const [found] = match
      const end = match.index + found.length
      const isMeasure = unit.test(text.slice(end, end + 16)) || currency.test(text.slice(0, match.index).slice(-2))
      if (!isMeasure || isQuoted(paragraph, match.index)) continue
      state.commas.push({span: paragraph.span(match.index, end), text: found, expected: found.replace(',', '.')})
    }
  },
  end(report, {state: {commas, points}}) {
    // A text that has more commas was written so; one with as many of both was put together.
    if (points < commas.length) return
    for (const {span, text, expected} of commas) {
      report(span, {
        message: `Unexpected decimal comma in \`${text}\`, expected \`${expected}\` as elsewhere in this document`,
        expected: [expected],
      })
    }
  },
})
