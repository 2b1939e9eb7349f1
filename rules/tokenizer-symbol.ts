import {defineRule, type FixKind} from '../src/rule.js'

type Sign = {pattern: RegExp; expected: (found: string, inner: string) => string | undefined; fix: FixKind}

const brackets: Record<string, string> = {LRB: '(', RRB: ')', LSB: '[', RSB: ']', LCB: '{', RCB: '}'}

const signs: readonly Sign[] = [
  // `long @-@ term`, `1 @,@ 000`, `feder@@ al`
  {pattern: /(?<=[\p{L}\p{N}]) ?@([-–,.:/'’])@ ?(?=[\p{L}\p{N}])/gu, expected: (_, inner) => inner, fix: 'safe'},
  {pattern: /(?<=\p{L})@@ (?=\p{L})/gu, expected: () => '', fix: 'safe'},
  {pattern: /-([LR][RSC]B)-/g, expected: (_, inner) => brackets[inner], fix: 'suggest'},
  // `play ##ing`; `##` at the beginning of a line is a heading.
  {pattern: /(?<=\p{L}) ?##(?=\p{Ll}{1,14}(?![\p{L}\p{N}_#]))/gu, expected: () => '', fix: 'safe'},
  // `▁the`, but not a drawing made of blocks: `▁▂▃`.
  {pattern: /(?<![\u2580-\u259F])▁(?=[\p{L}\p{N}])/gu, expected: () => undefined, fix: 'none'},
  {
    pattern: /<(?:unk|pad|eos|bos|mask|sos)>|\[(?:UNK|PAD|CLS|SEP|MASK)\]|<\|endoftext\|>/g,
    expected: () => undefined,
    fix: 'none',
  },
  // Around a sentence, with a space; `<s>` on a word strikes it out in HTML.
  {pattern: /(?<=^|\s)<s>(?=\s)|(?<=\s)<\/s>(?=\s|$)/g, expected: () => undefined, fix: 'none'},
  {pattern: /(?<=^|\s)⁇(?=$|[\s\p{L}])/gu, expected: () => undefined, fix: 'none'},
]
const any = /@[-–,.:/'’@]|-[LR][RSC]B-|##|▁|<\/?(?:unk|pad|[eb]os|mask|s|sos|\|)|\[(?:UNK|PAD|CLS|SEP|MASK)|⁇/

/**
 * Finds the signs by which engines mark words and pieces of words, and which should be gone when the text is put
 * together again: `@-@`, `-LRB-`, `##ing`, `▁the`, `<unk>`. A text that speaks of them is left alone.
 */
export default defineRule({
  id: 'tokenizer-symbol',
  group: 'leftovers',
  summary: 'Remove the signs by which a translation engine marks pieces of text.',
  severity: 'error',
  stage: 'stable',
  fix: 'safe',
  examples: {
    bad: [
      {
        text: 'It is a long @-@ term plan.',
        found: ' @-@ ',
        message: 'Unexpected engine sign `@-@`, expected `-`',
        fixed: 'It is a long-term plan.',
      },
      {
        text: 'The children were play ##ing outside.',
        found: ' ##',
        message: 'Unexpected engine sign `##`',
        fixed: 'The children were playing outside.',
      },
      {
        text: 'The minister -LRB- a lawyer) agreed.',
        found: '-LRB-',
        message: 'Unexpected engine sign `-LRB-`, expected `(`',
        fixed: 'The minister ( a lawyer) agreed.',
      },
      {text: 'The mayor of <unk> agreed.', found: '<unk>', message: 'Unexpected engine sign `<unk>`'},
    ],
    good: [
      'The `<unk>` token and the <pad> token stand for other words.',
      'The bracket is written “-LRB-” there, and the marker -RRB- closes it.',
      '## Heading\n\nThe ▁▂▃▅▇ chart rises.',
      'Write to someone@example.com or @someone; this is <s>wrong</s> right.',
    ],
  },
  paragraph(paragraph, report) {
    const {text} = paragraph
    if (!any.test(text)) return
    for (const {pattern, expected, fix} of signs) {
      for (const match of text.matchAll(pattern)) {
        const end = match.index + match[0].length
        if (isSpokenOf(text, match.index, end)) continue
        const right = expected(match[0], match[1] ?? '')
        const offer = right === undefined ? {} : {expected: [right]}
        report(paragraph.span(match.index, end), {
          message: `Unexpected engine sign \`${match[0].trim()}\`${right ? `, expected \`${right}\`` : ''}`,
          ...offer,
          fix,
          note: 'Engines mark words and pieces of words with such signs before they translate.',
        })
      }
    }
  },
})

/** Whether a text is about a sign: it stands in quotation marks, or a word beside it says what it is. */
function isSpokenOf(text: string, start: number, end: number): boolean {
  if (/["“‘'`]\s?$/.test(text.slice(Math.max(0, start - 2), start)) && /^\s?["”’'`]/.test(text.slice(end, end + 2)))
    return true
  const what =
    /\b(?:tokens?|tags?|symbols?|markers?|signs?|entit(?:y|ies)|escapes?|prefix(?:es)?|characters?|HTML|XML)\b/i
  return what.test(text.slice(Math.max(0, start - 30), start)) || what.test(text.slice(end, end + 25))
}
