import {defineRule} from '../src/rule.js'

const narrow: Record<string, string> = {
  '，': ',',
  '。': '.',
  '．': '.',
  '｡': '.',
  '、': ',',
  '：': ':',
  '；': ';',
  '！': '!',
  '？': '?',
  '（': '(',
  '）': ')',
  '［': '[',
  '］': ']',
  '％': '%',
}
const fullWidth = /[ \u00A0]?[，。．｡、：；！？（）［］％]+[ \u00A0\u3000]?/gu
const eastAsian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}々〆ー]/u
const wordLike = /[\p{L}\p{N}]/u

/**
 * Finds the wide marks of Chinese and Japanese in English words. Engines that translate from these languages keep them.
 * Beside Chinese, Japanese or Korean letters they are right.
 */
export default defineRule({
  id: 'full-width-punctuation',
  group: 'spacing',
  summary: 'Write English with the marks of English, not with full-width ones.',
  severity: 'error',
  stage: 'stable',
  fix: 'safe',
  examples: {
    bad: [
      {
        text: 'The river rose，and the bridge was closed.',
        found: '，',
        message: 'Unexpected full-width `，`, expected `, `',
        fixed: 'The river rose, and the bridge was closed.',
      },
      {
        text: 'The bridge was closed。',
        found: '。',
        message: 'Unexpected full-width `。`, expected `.`',
        fixed: 'The bridge was closed.',
      },
      {
        text: 'The bridge（the old one) was closed.',
        found: '（',
        message: 'Unexpected full-width `（`, expected ` (`',
        fixed: 'The bridge (the old one) was closed.',
      },
      {
        text: 'The bridge opens at 10：30 again.',
        found: '：',
        message: 'Unexpected full-width `：`, expected `:`',
        fixed: 'The bridge opens at 10:30 again.',
      },
    ],
    good: [
      'The sign said “你好，世界。” and nobody could read it.',
      'Beijing（北京） is the capital，首都, of China.',
      'Chinese writes ， and 。 where English writes a comma and a full stop.',
      'She sent （＾▽＾） and nothing else.',
    ],
  },
  paragraph(paragraph, report) {
    const {text} = paragraph
    if (!/[，。．｡、：；！？（）［］％]/u.test(text)) return
    for (const match of text.matchAll(fullWidth)) {
      const end = match.index + match[0].length
      const before = text.slice(Math.max(0, match.index - 2), match.index)
      const after = text.slice(end, end + 2)
      if (eastAsian.test(before + after)) continue
      const found = match[0].trim()
      const touchesBefore = wordLike.test(before.slice(-1)) || /[”"’)\]%\uFFFC]$/.test(before)
      const touchesAfter = wordLike.test(after.charAt(0)) || /^[“"‘(\uFFFC]/.test(after)
      // A mark between spaces is spoken of, and faces are drawn with them.
      const free = /^\s/.test(match[0]) && /\s$/.test(match[0])
      if (free || !(/^[（［]/.test(found) ? touchesAfter : touchesBefore)) continue
      const expected = expectedFor(match[0], before, after)
      report(paragraph.span(match.index, end), {
        message: `Unexpected full-width \`${found}\`, expected \`${expected}\``,
        expected: [expected],
        note: 'Engines that translate from Chinese or Japanese keep the marks of these languages.',
      })
    }
  },
})

/** The marks in their English form, with the spaces that English wants around them. */
function expectedFor(found: string, before: string, after: string): string {
  const marks = [...found.trim()].map((mark) => narrow[mark] ?? mark).join('')
  if (/^[([]/.test(marks)) return (wordLike.test(before.slice(-1)) ? ' ' : /^\s/.test(found) ? ' ' : '') + marks
  // `10：30` and `1，000` close up.
  const inNumber = /\d$/.test(before) && /^\d/.test(after) && /^[.,:]$/.test(marks)
  const space = /\s$/.test(found) || (!inNumber && (wordLike.test(after.charAt(0)) || /^[“‘(]/.test(after)))
  return marks + (space ? ' ' : '')
}
