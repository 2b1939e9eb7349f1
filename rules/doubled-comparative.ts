import {isEnclosed} from '../src/language/quotation-marks.js'
import type {Token} from '../src/language/tokens.js'
import {defineRule} from '../src/rule.js'

// What comes before `er` and `est` in the common comparatives.
const stems = new Set(
  `easi bigg fast slow strong weak high low larg small great old young new lat earli simpl clear cheap hard soft long short
  wid narrow deep shallow rich poor safe safer nic clos near bright dark light heavi thick thin clean dirti happi
  busi pretti ugli lucki healthi wealthi friendli noisi tight loos smart wis clever quick quiet loud sharp smooth rough
  cold warm hot hott cool tall hungri funni tough fair strict calm brav sweet kind harsh steep dens rar saf`
    .trim()
    .split(/\s+/),
)
const irregular = new Set(['better', 'worse', 'best', 'worst'])
const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))
/** After these no noun can follow that `more` counts, as it does in `more older people`. */
const noNoun = words('than to for and or in on at with when if but because as so by from that which while')
/** Behind these `more` does not belong to what follows: `once more better`, `no more worse`. */
const goesBefore = words('once twice any no never even what some')

/**
 * Finds comparatives and superlatives made twice: `more easier`, `most best`. Engines that put one word for another keep
 * the `more` of the old one. Speech in quotation marks and counted things (`more older people`) are left alone.
 */
export default defineRule({
  id: 'doubled-comparative',
  group: 'words',
  summary: 'Compare once: write `easier` or `more easy`.',
  severity: 'warning',
  stage: 'stable',
  fix: 'suggest',
  examples: {
    bad: [
      {
        text: 'This is the most easiest way to the harbour.',
        found: 'most easiest',
        message: 'Unexpected `most easiest`, expected `easiest`',
        fixed: 'This is the easiest way to the harbour.',
      },
      {
        text: 'The new engine is more better than the old one.',
        found: 'more better',
        message: 'Unexpected `more better`, expected `better`',
        fixed: 'The new engine is better than the old one.',
      },
      {
        text: 'They found a more cheaper method.',
        found: 'more cheaper',
        message: 'Unexpected `more cheaper`, expected `cheaper`',
        fixed: 'They found a cheaper method.',
      },
    ],
    good: [
      'There are more older people in the village, and most older houses are empty.',
      'The town needs more better-paid work, and more higher education.',
      '“She is more prettier than me,” said the boy.',
      'They came once more, better than before.',
      'He is more clever than most, and most best-selling books are dull.',
      'Try once more later, or the most latest-minute changes are lost.',
    ],
  },
  paragraph(paragraph, report) {
    const {text} = paragraph
    // Cheap: the two words beside each other.
    if (!/[Mm]o(?:re|st) [a-z]{2,12}(?:er|st|se)\b/.test(text)) return
    const {tokens, quotations} = paragraph
    for (let index = 0; index + 1 < tokens.length; index++) {
      const more = tokens[index] as Token
      if (more.lower !== 'more' && more.lower !== 'most') continue
      const word = tokens[index + 1] as Token
      if (text.slice(more.end, word.start) !== ' ' || !isDoubled(tokens, index)) continue
      if (isEnclosed(quotations, more.start, more.start + 1)) continue
      const capital = more.text !== more.lower
      const expected = capital ? word.text.charAt(0).toUpperCase() + word.text.slice(1) : word.text
      report(paragraph.span(more.start, word.end), {
        message: `Unexpected \`${text.slice(more.start, word.end)}\`, expected \`${expected}\``,
        expected: [expected],
        note: 'Engines that put one word for another keep the `more` of the old one.',
      })
    }
  },
})

/** Whether `more` or `most` at the index compares what the next word compares already. */
function isDoubled(tokens: readonly Token[], index: number): boolean {
  const {lower} = tokens[index + 1] as Token
  const ending = lower.endsWith('est') ? 'est' : 'er'
  // `I will say more later.`
  if (lower === 'later') return false
  if (!irregular.has(lower) && !(lower.endsWith(ending) && stems.has(lower.slice(0, -ending.length)))) return false
  const superlative = ending === 'est' || lower === 'best' || lower === 'worst'
  const before = tokens[index - 1]
  const after = tokens[index + 2]
  if (after?.text === '-' || after?.text === '‑') return false
  if (superlative !== (tokens[index]?.lower === 'most') || (before && goesBefore.has(before.lower))) return false
  // `Most best practices are old.`
  if (superlative) return irregular.has(lower) ? before?.lower === 'the' : true
  return before?.lower === 'a' || !after || after.kind === 'punctuation' || noNoun.has(after.lower)
}
