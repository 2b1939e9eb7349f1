import {chatbotBeginning, chatbotRemark, chatbotSign, type Kind, translatorNote} from '../src/language/chatbot.js'
import {isQuoted} from '../src/language/mention.js'
import type {Paragraph, Reading} from '../src/language/paragraph.js'
import {defineRule, type Report, type Span} from '../src/rule.js'

type LikelyKind = Exclude<Kind, 'sure'>
type Likely = {span: Span; block: number; text: string; kind: LikelyKind}
type State = {blocks: number; sure: number; likely: Likely[]}

const kinds: readonly LikelyKind[] = ['opening', 'label', 'closing']

/**
 * Finds what a chatbot said about its work and nobody took out: how it announces a translation, what it notes about
 * it, how it takes its leave. Dialogue, quotations, headings, block quotes and lists are left alone, and so are phrases
 * that people use too, unless they open or close the text or stand beside other remarks.
 */
export default defineRule<object, State>({
  id: 'chatbot-remark',
  group: 'leftovers',
  summary: 'Remove what a chatbot said about its work.',
  severity: 'error',
  stage: 'stable',
  fix: 'suggest',
  examples: {
    bad: [
      {
        text: 'Here is the translation:\n\nThe bridge is closed.',
        found: 'Here is the translation:',
        message: 'Unexpected remark of a chatbot: `Here is the translation:`',
        fixed: '\n\nThe bridge is closed.',
      },
      {
        text: 'The bridge is closed. As an AI language model, I cannot say why.',
        found: 'As an AI language model, I cannot say why.',
        message: 'Unexpected remark of a chatbot: `As an AI language model, I cannot say why.`',
        fixed: 'The bridge is closed. ',
      },
      {
        text: 'The bridge is closed.\n\nNote: I have kept the name of the town in French.',
        found: 'Note: I have kept the name of the town in French.',
        message: 'Unexpected remark of a chatbot: `Note: I have kept the name of the town in French.`',
        fixed: 'The bridge is closed.\n\n',
      },
      {
        text: 'The bridge is closed [Translator’s note: a pun] for now.',
        found: '[Translator’s note: a pun]',
        message: 'Unexpected note of the translator: `[Translator’s note: a pun]`',
        severity: 'warning',
        fixed: 'The bridge is closed  for now.',
      },
      {
        text: 'The bridge is closed.\n\nI hope this helps!',
        found: 'I hope this helps!',
        message: 'Unexpected remark of a chatbot: `I hope this helps!`',
        severity: 'warning',
        fixed: 'The bridge is closed.\n\n',
      },
    ],
    good: [
      'The chatbot answered: “As an AI language model, I cannot say why.”',
      '“Sure! Here is the translation: the bridge is closed,” it wrote.',
      'Note: The bridge is closed on Sundays.',
      {text: '## Translator’s note\n\nI have kept the names of the towns as they are.', format: 'markdown'},
      'I hope this helps you to see why the bridge had to be closed, she wrote.\n\nNobody answered her letter.',
      'Sartre, J.-P. Nausea. (Translated from the French by L. Alexander.)',
    ],
  },
  state: () => ({blocks: 0, sure: 0, likely: []}),
  paragraph(paragraph, report, {state}) {
    const {text} = paragraph
    state.blocks++
    if (paragraph.kind !== 'paragraph' || !paragraph.once(hasSign)) return
    for (const match of text.matchAll(translatorNote)) {
      const span = paragraph.span(match.index, match.index + match[0].length)
      report(span, {
        message: `Unexpected note of the translator: \`${short(match[0])}\``,
        expected: [''],
        severity: 'warning',
      })
    }
    let said = 0
    for (const {start, end} of beginnings(paragraph)) {
      if (start < said) continue
      const rest = text.slice(start, end)
      if (!chatbotBeginning.test(rest)) continue
      const sure = chatbotRemark('sure', rest)
      const kind = sure ? undefined : kinds.find((each) => chatbotRemark(each, rest))
      const remark = (sure ?? (kind && chatbotRemark(kind, rest)))?.trimEnd()
      if (!remark || isQuoted(paragraph, start, start + remark.length)) continue
      said = start + remark.length
      const span = paragraph.span(start, said)
      if (kind) {
        state.likely.push({span, block: state.blocks, text: remark, kind})
      } else {
        state.sure++
        say(report, span, remark)
      }
    }
  },
  end(report, {state}) {
    // `Translation:` again and again is a textbook.
    const lesson = state.likely.filter(({kind}) => kind === 'label').length > 1
    for (const {span, block, text, kind} of state.likely) {
      const tells = {opening: block === 1, label: !lesson, closing: block === state.blocks}[kind]
      if (state.sure > 0 || (tells && state.blocks > 1)) say(report, span, text, 'warning')
    }
  },
})

/** Where remarks can begin: at each sentence and line, up to the end of the line. */
function beginnings({text, sentences}: Paragraph): {start: number; end: number}[] {
  const lines = [...text.matchAll(/\n(?=\S)/g)].map(({index}) => index + 1)
  const starts = [...new Set([...sentences.map(({start}) => start), ...lines])].sort((a, b) => a - b)
  let next = -1
  return starts.map((start) => {
    if (next < start) {
      next = text.indexOf('\n', start)
      if (next === -1) next = text.length
    }
    return {start, end: Math.min(next, start + 400)}
  })
}

function say(report: Report, span: Span, text: string, severity?: 'warning'): void {
  report(span, {
    message: `Unexpected remark of a chatbot: \`${short(text)}\``,
    expected: [''],
    note: 'A chatbot announces what it gives, and takes its leave.',
    ...(severity ? {severity} : {}),
  })
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 80 ? `${line.slice(0, 79)}…` : line
}

function hasSign({text}: Reading): boolean {
  return chatbotSign.test(text)
}
