import type {Paragraph} from './paragraph.js'

/**
 * What web pages have around their text, as whole blocks in lower case without closing marks. `sure` is said nowhere
 * else; `likely` is also said by people, and tells only in company or at the end of a text.
 */
const boilerplate: Readonly<Record<'sure' | 'likely', RegExp>> = {
  sure: new RegExp(
    `^(?:${[
      'leave a (?:comment|reply)(?: cancel reply)?',
      'cancel reply',
      '(?:your email address will not be published\\.? ?)?required fields are marked ?\\*?',
      'your email address will not be published',
      'save my name, email,? and website in this browser for the next time i comment',
      'click to (?:share on|email|print) .{1,60}',
      '\\[?ad_[12]\\]?',
      'this site uses akismet to reduce spam\\..{0,60}',
      'learn how your comment data is processed',
      'source link',
      'random posts?',
      'notify me of (?:follow-up comments|new posts) by email',
      'you must be logged in to post a comment',
      '\\d+ (?:comments?|replies|shares|views) (?:on|to) .{1,80}',
      'like this: ?(?:like)? ?(?:loading\\.*)?',
      'share this:? (?:twitter|facebook|x|linkedin|pinterest|email|print|reddit|whatsapp).{0,80}',
      'view all posts by .{1,60}',
      'this (?:post|article|story) (?:appeared first|first appeared) on .{1,80}',
      'the post .{1,120} (?:appeared first|first appeared) on .{1,80}',
      '.{0,3}[+±].{0,12}(?:normal|text|font) size.{0,12}',
      '(?:image|photo) (?:source|caption), .{1,60}',
      'back to top',
      'skip to (?:main )?content',
      'jump to (?:navigation|search|recipe)',
      '(?:please )?enable javascript.{0,60}',
      '(?:we|this (?:web)?site) uses? cookies.{0,200}',
      '(?:accept|reject) all(?: cookies)?',
      'by continuing to (?:use|browse) (?:this|our) (?:web)?site,? you .{1,80}',
      'related (?:posts|articles|stories|topics|news)',
      'you (?:may|might) also (?:like|enjoy|be interested in)',
      'read (?:also|next|more): .{1,100}(?<![.!?])',
      '(?:sign up|subscribe) (?:for|to) (?:our|the|my|your|a|free|daily|weekly).{0,40}newsletters?.{0,60}',
      'join our (?:newsletter|mailing list).{0,60}',
    ].join('|')})$`,
  ),
  likely: new RegExp(
    `^(?:${[
      'share this(?: (?:post|article|story|page))?',
      'share on (?:facebook|twitter|x|linkedin|whatsapp|pinterest|reddit)',
      '(?:read|learn|see|show|load) more',
      'continue reading',
      'sign up for .{1,60}',
      'subscribe(?: now| today)?',
      'advertisements?',
      'sponsored(?: content)?',
      'follow us(?: on .{1,40})?',
      'filed under:? .{1,60}',
      'tags?: .{1,80}',
      'posted (?:in|by|on) .{1,60}',
      '(?:previous|next|older|newer) (?:posts?|articles?|stor(?:y|ies))(?: .{1,80})?',
      'comments are closed',
      '(?:print|email) this (?:page|article|post|story)',
      'all rights reserved',
      'tweet|pin it|reblog',
      'most (?:read|popular|viewed)',
      'trending(?: now)?',
      'recommended for you',
    ].join('|')})$`,
  ),
}

/** A piece of boilerplate at the end of a block that has text before it: `… in May. Leave a Comment`. */
const boilerplateEnd =
  /(?<=[.!?…”"’]\s+)(?:Leave a (?:Comment|Reply)|Your email address will not be published\.(?: Required fields are marked ?\*)?|Required fields are marked \*|\[ad_[12]\]|Source link|Click to share on [^.]{1,60}|(?:Read|Continue) [Rr]eading.{0,3}|Read more(?: \.\.\.|…|»| »))$/

/** What is compared with `boilerplate`: in lower case, with single spaces, without marks at the ends. */
function boilerplateText(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^[\s#*_>|»›→←•·-]+/, '')
    .replace(/[\s.:!»›→…_|-]+$/, '')
}

/** Boilerplate is short; a longer block that begins like it is a text about it. */
const longest = 300

/** Cheap: what the end of a block has to have to be boilerplate. */
const hint = /Leave a|Your email|Required fields|\[ad_|Source link|Click to share|Read|Continue/

/** A range of a paragraph's text that is boilerplate, and whether that is sure. */
export type Boilerplate = {start: number; end: number; sure: boolean}

/**
 * Finds what of a paragraph is boilerplate: all of it, or what stands behind its last sentence. A heading and what is set
 * apart in a table are about the matter, also in documentation of a blog engine.
 */
export function boilerplateIn({text, kind}: Pick<Paragraph, 'text' | 'kind'>): Boilerplate | undefined {
  if (kind === 'heading' || kind === 'table-cell' || kind === 'alt') return undefined
  const start = text.search(/\S/)
  const end = text.trimEnd().length
  if (end - start <= longest) {
    const value = boilerplateText(text)
    if (boilerplate.sure.test(value)) return {start, end, sure: true}
    if (boilerplate.likely.test(value)) return {start, end, sure: false}
  }
  const last = text.slice(Math.max(0, end - longest), end)
  const tail = hint.test(last) ? boilerplateEnd.exec(last) : null
  return tail ? {start: end - tail[0].length, end, sure: true} : undefined
}
