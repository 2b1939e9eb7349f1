import {boilerplate, boilerplateEnd, boilerplateText} from '../src/language/boilerplate.js'
import {defineRule, type Report, type Span} from '../src/rule.js'

/** Cheap: what the end of a block has to have to be boilerplate. */
const hint = /Leave a|Your email|Required fields|\[ad_|Source link|Click to share|Read|Continue/

/** Boilerplate is short; a longer block that begins like it is a text about it. */
const longest = 300

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
    const {text, kind} = paragraph
    state.blocks++
    // A heading and what is set apart in a table are about the matter, also in documentation of a blog engine.
    if (kind === 'heading' || kind === 'table-cell' || kind === 'alt') return
    const start = text.search(/\S/)
    const end = text.trimEnd().length
    if (end - start <= longest) {
      const value = boilerplateText(text)
      if (boilerplate.sure.test(value)) {
        state.sure++
        say(report, paragraph.span(start, end), text.slice(start, end))
        return
      }
      if (boilerplate.likely.test(value)) {
        state.likely.push({span: paragraph.span(start, end), block: state.blocks, text: text.slice(start, end)})
        return
      }
    }
    const last = text.slice(Math.max(0, end - longest), end)
    const tail = hint.test(last) ? boilerplateEnd.exec(last) : undefined
    if (tail) {
      state.sure++
      say(report, paragraph.span(end - tail[0].length, end), tail[0])
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
