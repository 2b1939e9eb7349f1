import {defineRule, type Span} from '../src/rule.js'

// Zero-width characters, soft hyphens, directional controls, controls, fillers, tags and marks of inserted notes.
const invisible =
  /[\0-\x08\x0e-\x1f\x7f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu
const quick =
  /[\0-\x08\x0e-\x1f\x7f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\udb40/

const directional = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/
/** Letters of scripts that are written with joiners, or without spaces between words. */
const joining =
  /[\u0600-\u07ff\u0900-\u109f\u1780-\u18af\u1950-\u1aaf\u1b00-\u1cff\u2e80-\ud7ff\ua800-\uabff\uf900-\ufaff]/
const pictograph = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f/u

const names: Readonly<Record<string, string>> = {
  '00AD': 'soft hyphen',
  '061C': 'right-to-left mark',
  '200B': 'zero-width space',
  '200C': 'zero-width non-joiner',
  '200D': 'zero-width joiner',
  '200E': 'left-to-right mark',
  '200F': 'right-to-left mark',
  '202A': 'left-to-right embedding',
  '202B': 'right-to-left embedding',
  '202C': 'end of a change of direction',
  '202D': 'left-to-right override',
  '202E': 'right-to-left override',
  '2060': 'word joiner',
  '2066': 'left-to-right isolate',
  '2067': 'right-to-left isolate',
  '2068': 'first strong isolate',
  '2069': 'end of an isolate',
  FEFF: 'byte order mark',
}

/** Soft hyphens in so many words were set by a program that divides words, for its reader. */
const consistent = 5

type State = {hyphens: Span[]}

/**
 * Finds characters that nobody sees: zero-width ones, directional controls, soft hyphens, controls. They come along
 * when text is copied out of web pages and chat windows, and break searches; the directional ones change what a reader
 * sees. Joiners in emoji and in scripts that need them stay, as do directional marks beside right-to-left text, word
 * joiners beside marks, entities such as `&shy;`, and soft hyphens in a text that has them throughout.
 */
export default defineRule<object, State>({
  id: 'invisible-character',
  group: 'leftovers',
  summary: 'Remove characters that nobody sees.',
  severity: 'error',
  stage: 'stable',
  fix: 'safe',
  examples: {
    bad: [
      {
        text: 'The bridge \u200bis closed.',
        found: '\u200b',
        message: 'Unexpected zero-width space (U+200B)',
        severity: 'warning',
        fixed: 'The bridge is closed.',
      },
      {
        text: 'The owner \u202eleft.',
        found: '\u202e',
        message: 'Unexpected right-to-left override (U+202E)',
        fixed: 'The owner left.',
      },
      {
        text: 'The trans\u00adlation was late.',
        found: '\u00ad',
        message: 'Unexpected soft hyphen (U+00AD)',
        severity: 'warning',
        fixed: 'The translation was late.',
      },
      {
        text: 'The road ends.\ufeff The bridge does not.',
        found: '\ufeff',
        message: 'Unexpected byte order mark (U+FEFF)',
        severity: 'warning',
        fixed: 'The road ends. The bridge does not.',
      },
    ],
    good: [
      'The family 👨‍👩‍👧 waved a flag 🏴󠁧󠁢󠁥󠁮󠁧󠁿 and a 🏳️‍🌈 in the rain.',
      'The plural is written می‌خواهم in Persian.',
      'The sign said \u200fשלום!\u200e in blue.',
      'He paused\u2060—then he left\u2060\u00a0… and came back.',
      {text: 'A long&shy;winded word can be divided.', format: 'markdown'},
    ],
  },
  state: () => ({hyphens: []}),
  paragraph(paragraph, report, {state}) {
    const {text} = paragraph
    if (!quick.test(text)) return
    const hasRightToLeft = rightToLeft.test(text)
    for (const match of text.matchAll(invisible)) {
      const character = match[0]
      const start = match.index
      const end = start + character.length
      const before = text.slice(Math.max(0, start - 2), start)
      const after = text.slice(end, end + 2)
      const span = paragraph.span(start, end)
      if (span.end - span.start > character.length || belongs(character, before, after, hasRightToLeft)) continue
      if (character === '\u00ad' && /\p{L}$/u.test(before) && /^\p{L}/u.test(after)) {
        state.hyphens.push(span)
        continue
      }
      const parts = /[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(after)
      report(span, {
        message: `Unexpected ${nameOf(character)}`,
        expected: [''],
        note,
        // Between two words it may stand for a space.
        ...(parts && character !== '\ufeff' && !directional.test(character) ? {fix: 'suggest' as const} : {}),
        ...(directional.test(character) ? {} : {severity: 'warning' as const}),
      })
    }
  },
  end(report, {state}) {
    if (state.hyphens.length >= consistent) return
    for (const span of state.hyphens) {
      report(span, {message: `Unexpected ${nameOf('\u00ad')}`, expected: [''], note, severity: 'warning'})
    }
  },
})

const note = 'Such characters come along when text is copied out of web pages and chat windows.'

function nameOf(character: string): string {
  const code = (character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')
  return `${names[code] ?? 'control character'} (U+${code})`
}

/** Whether a character does its work where it stands. */
function belongs(character: string, before: string, after: string, hasRightToLeft: boolean): boolean {
  if (directional.test(character)) return hasRightToLeft
  if (character === '\u200d' && pictograph.test(before) && pictograph.test(after)) return true
  if (/[\u{e0000}-\u{e007f}]/u.test(character)) return /^(?:\ud83c\udff4|\udb40[\udc00-\udc7f])$/.test(before)
  if (joining.test(before) || joining.test(after)) return true
  // `he paused⁠—then` and `left⁠ …`: the word joiner keeps a mark on the line of its word.
  if (character === '\u2060') return !/[\p{L}\p{N}]$/u.test(before) || !/^[\p{L}\p{N}]/u.test(after)
  // `and/​or`, `some_​name`, `a.​b`: a place where a long word may be divided.
  return character === '\u200b' && /[/\\_.\-@#&=?:–—]$/.test(before) && /^\S/.test(after)
}
