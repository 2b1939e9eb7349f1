import {boilerplateIn} from '../src/language/boilerplate.js'
import {defineRule} from '../src/rule.js'

/** Shortcodes of content management systems that no sentence has in brackets. */
const own =
  'vc_\\w{1,40}|et_pb_\\w{1,40}|fusion_\\w{1,40}|su_\\w{1,40}|rev_slider\\w{0,20}|adrotate|ad_\\d{1,2}|ads?_\\w{1,20}'
/** Those that are words as well: with attributes, or closing. */
const words =
  'caption|gallery|embed|audio|video|playlist|youtube|vimeo|contact-form-7|wpforms|button|column|row|section|quote|tabs?|accordion'
const shortcode = new RegExp(
  `\\[(?: ?/ ?(?:${own}|${words}) ?| ?(?:${own})(?: [^[\\]]{0,300})?| ?(?:${words}) [a-z_-]{1,30} ?= ?["“”'\\d][^[\\]]{0,300})\\]`,
  'g',
)

/** A text about a content management system shows its codes. */
const about = /\b(?:shortcodes?|wordpress|bbcode|plugin)\b/i

/**
 * Finds shortcodes of a content management system that a scraper brought along unrendered. Blocks that are nothing else
 * are found by `web-boilerplate` already where they mark an advertisement.
 */
export default defineRule({
  id: 'leftover-shortcode',
  group: 'leftovers',
  summary: 'Remove shortcodes that were never rendered.',
  severity: 'warning',
  stage: 'stable',
  fix: 'suggest',
  examples: {
    bad: [
      {
        text: '[caption id="attachment_7" align="alignleft"]The bridge in May.',
        found: '[caption id="attachment_7" align="alignleft"]',
        message: 'Unexpected shortcode `[caption id="attachment_7" align="alignleft"]`',
        fixed: 'The bridge in May.',
      },
      {
        text: 'The bridge in May.[/caption] The road is open.',
        found: '[/caption]',
        message: 'Unexpected shortcode `[/caption]`',
        fixed: 'The bridge in May. The road is open.',
      },
      {
        text: 'The bridge [ad_1] is closed.',
        found: '[ad_1]',
        message: 'Unexpected shortcode `[ad_1]`',
        fixed: 'The bridge  is closed.',
      },
    ],
    good: [
      'She sent the file [video] and a note [caption: the bridge].',
      'The table [row 3] and the list [section 2.1] agree.',
      {text: 'Write `[caption id="x"]` before the picture.', format: 'markdown'},
      {text: 'See the [gallery](gallery.md) and the [video][1].\n\n[1]: video.md', format: 'markdown'},
    ],
  },
  paragraph(paragraph, report) {
    const {text} = paragraph
    if (!text.includes('[')) return
    const matches = [...text.matchAll(shortcode)]
    if (matches.length === 0 || about.test(text)) return
    const other = boilerplateIn(paragraph)
    for (const match of matches) {
      const stop = match.index + match[0].length
      // `web-boilerplate` reports it with what stands around it.
      if (other?.sure && stop > other.start) continue
      report(paragraph.span(match.index, stop), {
        message: `Unexpected shortcode \`${match[0]}\``,
        expected: [''],
        note: 'Texts that were scraped for translation bring the codes of their site along.',
      })
    }
  },
})
