import {sentenceStarters} from '../src/language/abbreviations.js'
import {isCodeLike, isCodeWord} from '../src/language/code-like.js'
import {defineRule} from '../src/rule.js'

// `order.The`, `utilized .The`, `apples,pears`: behind two letters at least, so that `U.S.A`, `e.g.the` are not meant.
const glued = /(?<=[\p{L}\p{N}][\p{L}\p{N}”"’)\]])( ?)([.,;:!?])(?=(\p{L}[\p{L}’']*))/gu
/** Words that begin a sentence also where its capital is lost, and name neither a domain nor a method: `order.the`. */
const lowerStarter =
  /^(?:the|these|those|there|he|she|his|her|their|they|we|our|you|your|but|however|therefore|because|although|which)$/
/** The beginning of a citation, not of a sentence: `Brown v. Board`, `Smith et al.`. */
const citation = /^ (?:v|vs|et|and|of|de|y|van|von)\b/

/**
 * Finds words that are glued together at a mark: `order.The`, `utilized .The`, `apples,pears`. Engines lose the space
 * where they put sentences and markup together again. Names of files, hosts and identifiers are left alone.
 */
export default defineRule({
  id: 'missing-space',
  group: 'spacing',
  summary: 'Write a space between a mark and the word behind it.',
  severity: 'warning',
  stage: 'stable',
  fix: 'safe',
  examples: {
    bad: [
      {
        text: 'The judge gave the order.The clerk wrote it down.',
        found: '.The',
        message: 'Unexpected `.The`, expected `. The`',
        fixed: 'The judge gave the order. The clerk wrote it down.',
      },
      {
        text: 'The second method was utilized .The first one failed.',
        found: ' .The',
        message: 'Unexpected ` .The`, expected `. The`',
        fixed: 'The second method was utilized. The first one failed.',
      },
      {
        text: 'They sold apples,pears and plums.',
        found: ',pears',
        message: 'Unexpected `,pears`, expected `, pears`',
        fixed: 'They sold apples, pears and plums.',
      },
      {
        text: 'The tests are over.Engineers expect no delay.',
        found: '.Engineers',
        message: 'Unexpected `.Engineers`, expected `. Engineers`',
        fixed: 'The tests are over. Engineers expect no delay.',
      },
      {
        text: 'Was it late?Nobody could say.',
        found: '?Nobody',
        message: 'Unexpected `?Nobody`, expected `? Nobody`',
        fixed: 'Was it late? Nobody could say.',
      },
    ],
    good: [
      'Open index.html and Cargo.toml with node.js, then visit example.com and Crates.io today.',
      'The .NET team keeps a .gitignore file; the others of .gov and .mil do not.',
      'Use std::fmt and node:fs, call System.Out and app.use there.',
      'She has a Ph.D. in physics, e.g.the theory of heat, from the U.S.A today.',
      'The case was closed.Brown v. Board of Education followed, with the label type:bug.',
      'The letters read a,b,c and red,green,blue in that file.',
      'He likes Yahoo!Mail, and does !important things.',
      'At 10:30 the ratio was 3:1, version v1.2.The rest is in module.A and module.B.',
    ],
  },
  paragraph(paragraph, report) {
    const {text} = paragraph
    if (!/[.,;:!?]\p{L}/u.test(text)) return
    let code: boolean | undefined
    for (const match of text.matchAll(glued)) {
      const mark = match[2] as string
      const word = match[3] as string
      const stop = match.index + match[0].length
      const before = text.slice(Math.max(0, match.index - 40), match.index)
      const after = text.slice(stop + word.length, stop + word.length + 40)
      if (!isGlued(before, (match[1] as string) !== '', mark, word, after)) continue
      if (isCodeWord(text, match.index, stop)) continue
      code ??= isCodeLike(text)
      if (code) return
      const found = match[0] + word
      const expected = `${mark} ${word}`
      report(paragraph.span(match.index, stop + word.length), {
        message: `Unexpected \`${found}\`, expected \`${expected}\``,
        expected: [expected],
        note: 'Engines lose spaces where they put sentences and markup together again.',
      })
    }
  },
})

/** Whether two words of prose meet at a mark. `spaced` says that a space stands before the mark. */
function isGlued(before: string, spaced: boolean, mark: string, word: string, after: string): boolean {
  // A word of prose stands free on the other side, or ends at a mark behind which the text goes on.
  if (!/^(?:$|[\s’”"]|[.,;:!?](?:\s|$))/.test(after)) return false
  const last = /(?:^|[\s“"‘(—–-])([\p{L}\p{M}’']{2,}|\d+)[”"’)\]]*$/u.exec(before)?.[1]
  if (last === undefined) return false
  const plain = /^\p{Ll}{2,}/u.test(last) || /\p{Ll}{3}$/u.test(last)
  const goesOn = /^ \p{Ll}{2}/u.test(after) && !citation.test(after)
  if (/^\p{Lu}/u.test(word)) {
    if (word === 'I' || word === 'A')
      return plain && last.length > 2 && goesOn && !/^ (?:or|to|is|in|for)\b/.test(after)
    if (sentenceStarters.has(word.toLowerCase()) && /^\p{Lu}\p{Ll}/u.test(word))
      return /^[\s’]/.test(after) && (mark === '.' || plain)
    // `Some.Name has`: a name or an identifier may be capitalised on both sides.
    return !spaced && /^\p{Ll}{3,}$/u.test(last) && /[.!?]/.test(mark) && /^\p{Lu}\p{Ll}{2,}$/u.test(word) && goesOn
  }
  if (!plain || last.length < 3) return false
  // `red,green,blue` is a value of a file; a list of a sentence has spaces somewhere.
  if (mark === ',' || mark === ';')
    return word.length > 1 && /\s/.test(before) && !/[,;]\S*$/.test(before.slice(before.search(/\S*$/)))
  return !spaced && lowerStarter.test(word) && /^ \p{L}/u.test(after)
}
