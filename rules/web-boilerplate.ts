import {boilerplateIn} from '../src/language/boilerplate.js'
import {defineRule, type Report, type Span} from '../src/rule.js'

type Likely = {span: Span; block: number; text: string}
type State = {blocks: number; sure: number; likely: Likely[]}

/**
 * Finds what a scraper brought along from the page around the article: forms, share buttons, lists of other posts.
 * Only where it is a block of its own or stands behind the last sentence of one: documentation that speaks of
 * such a form has it inside a sentence, in quotation marks or in code.
 */
export default defineRule<object, State>({
  id: 'web-boilerplate',
  group: 'leftovers',
  summary: 'Remove what a scraper brought along from the page around the text.',
  severity: 'warning',
  stage: 'stable',
  fix: 'suggest',
  examples: {
    bad: [
      {
        text: 'The talks go on.\n\nLeave a Comment',
        found: 'Leave a Comment',
        message: 'Unexpected `Leave a Comment`: this belongs to a web page, not to its text',
        fixed: 'The talks go on.\n\n',
      },
      {
        text: 'The talks go on.\n\nYour email address will not be published. Required fields are marked *',
        found: 'Your email address will not be published. Required fields are marked *',
        message:
          'Unexpected `Your email address will not be published. Required fields are marked *`: this belongs to a web page, not to its text',
        fixed: 'The talks go on.\n\n',
      },
      {
        text: 'The talks go on. Click to share on Twitter (Opens in new window)',
        found: 'Click to share on Twitter (Opens in new window)',
        message:
          'Unexpected `Click to share on Twitter (Opens in new window)`: this belongs to a web page, not to its text',
        fixed: 'The talks go on. ',
      },
      {
        text: 'The talks go on, and the bridge stays closed.\n\nShare this:',
        found: 'Share this:',
        message: 'Unexpected `Share this:`: this belongs to a web page, not to its text',
        fixed: 'The talks go on, and the bridge stays closed.\n\n',
      },
    ],
    good: [
      'The form says “Your email address will not be published” above the button.',
      'Click “Leave a Comment” to open the form, then fill in your name.',
      'Read more books, she told them, and sign up for the library.',
      'Share this with your friends.\n\nThe next chapter is about sharing on a network.',
      {text: 'The theme prints `Leave a Comment` below the post.', format: 'markdown'},
      {text: '## Related posts\n\nThe widget lists related posts.', format: 'markdown'},
    ],
  },
  state: () => ({blocks: 0, sure: 0, likely: []}),
  paragraph(paragraph, report, {state}) {
    state.blocks++
    const found = paragraph.once(boilerplateIn)
    if (!found) return
    const {start, end, sure} = found
    const span = paragraph.span(start, end)
    const text = paragraph.text.slice(start, end)
    if (sure) {
      state.sure++
      say(report, span, text)
    } else {
      state.likely.push({span, block: state.blocks, text})
    }
  },
  end(report, {state}) {
    for (const {span, block, text} of state.likely) {
      // `Share this:` tells beside other boilerplate, or as the last line of a text.
      if (state.sure > 0 || state.likely.length > 2 || (block === state.blocks && block > 1)) say(report, span, text)
    }
  },
})

function say(report: Report, span: Span, text: string): void {
  report(span, {
    message: `Unexpected \`${text.replace(/\s+/g, ' ')}\`: this belongs to a web page, not to its text`,
    expected: [''],
    note: 'Texts that were scraped for translation bring their forms, buttons and links along.',
  })
}
