import {isCodeLike} from '../src/language/code-like.js'
import {lacksNextWord} from '../src/language/lost-word.js'
import {countOldWords} from '../src/language/old-print.js'
import {defineRule} from '../src/rule.js'

// A word or a closing mark, spaces, a comma or a full stop behind which nothing is glued. Ellipses (`to do so . . .`)
// are longer, and `.NET` goes on.
const spaced = /(?<=[\p{L}\p{M}\p{N})\]”"’'%])[ \u00A0]+([,.])(?=$|[\s”"’')\]])(?! ?\.)/gu

/**
 * Finds a space before a comma or a full stop. Engines work on text whose marks were set apart from the words, and do
 * not always put it together again.
 */
export default defineRule({
  id: 'space-before-punctuation',
  group: 'spacing',
  summary: 'Write a comma or a full stop without a space before it.',
  severity: 'warning',
  stage: 'stable',
  fix: 'safe',
  examples: {
    bad: [
      {
        text: 'The ferry left at noon , an hour late.',
        found: ' ,',
        message: 'Unexpected space before `,`',
        fixed: 'The ferry left at noon, an hour late.',
      },
      {
        text: 'Nobody had asked the **driver** . He drove on.',
        found: ' .',
        message: 'Unexpected space before `.`',
        fixed: 'Nobody had asked the **driver**. He drove on.',
        format: 'markdown',
      },
      {
        text: 'The price (without tax) , was high.',
        found: ' ,',
        message: 'Unexpected space before `,`',
        fixed: 'The price (without tax), was high.',
      },
    ],
    good: [
      'No State shall . . . deny to any person a hearing. To do so . . . would be wrong.',
      'The team writes .NET code and keeps a .gitignore file and two .csv files.',
      'The steps are shown in , and the results in .',
      'Press . to open the editor, and see https://example.com/a .',
      'Point p , point q and line r . s meet here.',
      'f x y = map f x , zip x y | x > 0',
      'a , b , c -> d . e',
    ],
  },
  paragraph(paragraph, report) {
    const {text} = paragraph
    if (!/[ \u00A0][,.](?:$|[\s”"’')\]])/.test(text)) return
    const found = [...text.matchAll(spaced)].filter((match) => !belongsElsewhere(text, match.index, match[0].length))
    const sure = found.filter((match) => !isDoubtful(text, match.index, match.index + match[0].length))
    if (sure.length === 0 || isCodeLike(text) || countOldWords(text) > 1) return
    // `The photographs he looked at .` is in doubt alone; beside `The man , tired` it is the same slip.
    for (const match of found) {
      const mark = match[1] as string
      const span = paragraph.span(match.index, match.index + match[0].length)
      // A reader sees something there that the text leaves out: the number of a footnote.
      if (!span.plain) continue
      report(span, {
        message: `Unexpected space before \`${mark}\``,
        expected: [mark],
        note: 'Engines set marks apart from the words before they translate, and do not always join them again.',
      })
    }
  },
})

/** Whether the place is another rule's: `1 , 000` (split-number), `U . S .` (abbreviation-spacing), `word . “`. */
function belongsElsewhere(text: string, start: number, length: number): boolean {
  const after = text.slice(start + length, start + length + 3)
  if (/^ ?[“„]/.test(after) || /\. ?$/.test(text.slice(0, start))) return true
  if (/\d$/.test(text.charAt(start - 1)) && /^ ?\d/.test(after)) return true
  return /(?:^|[^\p{L}\p{N}’'])(?!I)\p{L}$/u.test(text.slice(Math.max(0, start - 2), start))
}

/** Whether a word may be lost here, a name be kept apart from the full stop (`in config.yml .`), or the mark be spoken of (`press . to go on`). */
function isDoubtful(text: string, start: number, end: number): boolean {
  if (lacksNextWord(text.slice(Math.max(0, start - 24), start))) return true
  if (text.charAt(end - 1) !== '.') return false
  return (
    /[\w-][._/\\]\w+$/.test(text.slice(Math.max(0, start - 24), start)) || /^\s+\p{Ll}/u.test(text.slice(end, end + 4))
  )
}
