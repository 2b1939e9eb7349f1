import {defineRule, type Report, type Span} from '../src/rule.js'

const opening = /^(?:`{3,}|~{3,}) ?(?:markdown|md|text|txt|plaintext|plain|html|english)?[ \t]*(?:\n|$)/i
const closing = /(?:^|\n)(?:`{3,}|~{3,})\s*$/

/** In Markdown such a document is one block of code, of which the reader shows nothing. */
const wrapped = /^\uFEFF?\s*(`{3,}|~{3,})[ \t]*(?:markdown|md|text|txt|plaintext|english)[ \t]*\r?\n/i

type State = {blocks: number; fences: number; first: Span | undefined; last: {span: Span; block: number} | undefined}

/**
 * Finds code fences around a whole document: a chatbot gives what it has made as a block of code, to be copied out.
 */
export default defineRule<object, State>({
  id: 'fenced-text',
  group: 'leftovers',
  summary: 'Remove the code fence around the whole text.',
  severity: 'error',
  stage: 'stable',
  fix: 'suggest',
  examples: {
    bad: [
      {
        text: '```markdown\n\nThe bridge is closed.\n',
        found: '```markdown',
        message: 'Unexpected code fence before the text',
        fixed: '\n\nThe bridge is closed.\n',
      },
      {
        text: 'The bridge is closed.\n\nNobody knows why.\n\n```\n',
        found: '```',
        message: 'Unexpected code fence after the text',
        fixed: 'The bridge is closed.\n\nNobody knows why.\n\n\n',
      },
      {
        text: '~~~text\n\nThe bridge is closed.\n',
        found: '~~~text',
        message: 'Unexpected code fence before the text',
        fixed: '\n\nThe bridge is closed.\n',
      },
      {
        text: '```markdown\n# The bridge\n\nThe bridge is closed.\n```\n',
        found: '```markdown',
        message: 'Unexpected code fence before the text',
        fixed: '\n# The bridge\n\nThe bridge is closed.\n```\n',
        format: 'markdown',
      },
    ],
    good: [
      {text: '```text\nbuild: ok\n```\n\nThis is what it prints.', format: 'markdown'},
      'Run this:\n\n```\nmake all\n```\n\nThen look at the output.',
      '```\nmake all\n```\n\nThen look at the output.',
      {text: '```sh\nmake all\n```\n\nThen look at the output.', format: 'markdown'},
    ],
  },
  state: () => ({blocks: 0, fences: 0, first: undefined, last: undefined}),
  paragraph(paragraph, _, {state}) {
    const {text} = paragraph
    state.blocks++
    if (!text.includes('```') && !text.includes('~~~')) return
    state.fences += text.match(/(?:^|\n)(?:`{3,}|~{3,})/g)?.length ?? 0
    const open = opening.exec(text)
    if (open && state.blocks === 1) {
      state.first = paragraph.span(0, open[0].trimEnd().length)
      if (text.trimEnd().length === open[0].trimEnd().length) return
    }
    const close = closing.exec(text)
    if (close) {
      const start = close.index + (close[0].startsWith('\n') ? 1 : 0)
      state.last = {span: paragraph.span(start, text.trimEnd().length), block: state.blocks}
    }
  },
  end(report, {state, format, source}) {
    if (format !== 'text') {
      const fence = format === 'html' || state.blocks > 0 ? undefined : wrapped.exec(source)
      // What is left unread is one block from its fence to the last line: nothing of the document stands outside it.
      if (!fence) return
      const start = source.indexOf(fence[1] as string)
      say(report, {start, end: fence[0].trimEnd().length, plain: true}, 'before')
      return
    }
    const {first, last, blocks, fences} = state
    const atEnd = last !== undefined && last.block === blocks
    // One fence that has no other, or the two around all the rest; more are blocks of code.
    const around = first !== undefined && atEnd && fences === 2
    if (first && (fences === 1 || around)) say(report, first, 'before')
    if (atEnd && (fences === 1 || around)) say(report, last.span, 'after')
  },
})

function say(report: Report, span: Span, place: string) {
  report(span, {
    message: `Unexpected code fence ${place} the text`,
    expected: [''],
    note: 'A chatbot gives what it has made as a block of code, to be copied out.',
  })
}
