import {isInOtherScript, otherScript, scriptOf} from '../src/language/languages.js'
import {isBracketed, isMarkedUp, isQuoted} from '../src/language/mention.js'
import {defineRule, type Span} from '../src/rule.js'

/** Words of another script, with what stands between them. */
const run =
  /(?:[\u0370-\u03ff\u1f00-\u1fff]{3,}|[\u0400-\u1cff\u2e80-\u2fff\u3040-\ud7ff\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufefc\uff66-\uffdc]+)(?:[ \u00a0\u3000-\u303f-]{0,2}[\u0370-\u1cff\u1f00-\u1fff\u2e80-\u2fff\u3040-\ud7ff\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufefc\uff66-\uffdc]+)*/g

/** Words by which a sentence speaks of a word or a language, and of people who write their names so. */
const spoken =
  /\b(?:words?|letters?|terms?|names?|named|call(?:ed|s)?|known as|means?|meaning|meant|spel(?:led|t|ling)|written|writes?|wrote|characters?|scripts?|alphabets?|pronounced|pronunciation|translat\w+|romani[sz]\w+|transliterat\w+|titled?|hashtag|verbs?|nouns?|suffix(?:es)?|prefix(?:es)?|syllables?|kanji|hanzi|hangul|kana|strings?|unicode|language|search(?:es|ed|ing)?|types?|typed|Arabic|Armenian|Bengali|Bulgarian|Cantonese|Chinese|Cyrillic|Farsi|Georgian|Greek|Hebrew|Hindi|Japanese|Korean|Mandarin|Persian|Russian|Sanskrit|Serbian|Thai|Ukrainian|Urdu|Yiddish)\b/i

/** A text that mentions so many words of a script is about their language. */
const lesson = 3

type State = {mentions: Map<string, number>; found: {span: Span; script: string; text: string}[]}

/**
 * Finds words in another script in the middle of an English sentence, which an engine did not know and left. Names,
 * what is quoted, bracketed, marked up or spoken of as a word, symbols and texts about a language are left alone.
 */
export default defineRule<object, State>({
  id: 'foreign-script',
  group: 'leftovers',
  summary: 'Translate words that were left in another script.',
  severity: 'warning',
  stage: 'stable',
  fix: 'none',
  examples: {
    bad: [
      {
        text: 'The mayor closed the мост on Tuesday because of the rain.',
        found: 'мост',
        message: 'Unexpected `мост` (Cyrillic) in an English sentence: it was not translated',
      },
      {
        text: 'The mayor decided to 关闭 the bridge.',
        found: '关闭',
        message: 'Unexpected `关闭` (Chinese or Japanese) in an English sentence: it was not translated',
      },
      {
        text: 'She said that the bridge will be مغلق until May.',
        found: 'مغلق',
        message: 'Unexpected `مغلق` (Arabic) in an English sentence: it was not translated',
      },
    ],
    good: [
      'The mayor of Beijing (北京) met Xi Jinping 习近平 there.',
      'The word мост means bridge, and the sign said “мост” in red.',
      'The angle αβγ and the mean μ of the α-helix grew, as did π.',
      'With thanks to Артём for the picture.',
      {text: 'He learned to say *мост* and [привет](a.md) that day.', format: 'markdown'},
    ],
  },
  state: () => ({mentions: new Map(), found: []}),
  paragraph(paragraph, _, {state}) {
    const {text, kind} = paragraph
    if (!otherScript.test(text)) return
    for (const match of text.matchAll(run)) {
      const start = match.index
      const end = start + match[0].length
      const script = scriptOf(match[0])
      const inSentence =
        (kind === 'paragraph' || kind === 'list-item') &&
        // A lower-case word before, and after it another one or the end of the sentence.
        /(?:^|[^A-Za-z\u00c0-\u024f])[a-z]{2,}[,;]?[ \n]?$/.test(text.slice(Math.max(0, start - 30), start)) &&
        /^(?:[,;]?[ \n]?[a-z]{2}|[.!?]$)/.test(text.slice(end, end + 6)) &&
        !/^\p{Lu}/u.test(match[0]) &&
        // A word of Greek has an accent; letters without one are symbols.
        (script !== 'Greek' || /[άέήίόύώΐΰ\u1f00-\u1fff]/.test(match[0]))
      if (!inSentence) continue
      const sentence = paragraph.sentences.find((each) => each.start <= start && each.end >= end)
      // That is for `untranslated-text` to say.
      if (sentence && isInOtherScript(text.slice(sentence.start, sentence.end))) continue
      const around = text.slice(Math.max(0, start - 80), Math.min(text.length, end + 80))
      const mentioned =
        spoken.test(around) ||
        isQuoted(paragraph, start, end) ||
        isBracketed(text, start, end) ||
        isMarkedUp(paragraph, start, end)
      if (mentioned) state.mentions.set(script, (state.mentions.get(script) ?? 0) + 1)
      else state.found.push({span: paragraph.span(start, end), script, text: match[0]})
    }
  },
  end(report, {state}) {
    for (const {span, script, text} of state.found) {
      if ((state.mentions.get(script) ?? 0) >= lesson) continue
      report(span, {
        message: `Unexpected \`${text}\` (${script}) in an English sentence: it was not translated`,
        note: 'An engine leaves what it does not know.',
      })
    }
  },
})
