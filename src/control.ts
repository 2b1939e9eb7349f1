import {location} from 'vfile-location'
import {VFileMessage} from 'vfile-message'
import type {LintConfig} from './lint.js'
import {didYouMean} from './nearest.js'
import type {Comment} from './prose/prose.js'
import type {LintMessage} from './rule.js'

const unusedId = 'unused-disable-directive'

const kinds = ['mtlint-disable', 'mtlint-enable', 'mtlint-disable-next-line', 'mtlint-disable-line'] as const

type Kind = (typeof kinds)[number]

type Places = ReturnType<typeof location>

type Directive = {
  kind: Kind
  comment: Comment
  /** Empty: all rules. */
  rules: readonly string[]
  /** The named rules that had something to ignore; the empty name stands for all rules. */
  used: Set<string>
}

/** Which directive ignores a rule; undefined: none does. */
type Lookup = (ruleId: string) => Directive | undefined

/** Drops the messages that the user ignores, and reports comments that ignore nothing when the config asks for it. */
export function control(
  messages: LintMessage[],
  comments: readonly Comment[],
  source: string,
  config: LintConfig,
): LintMessage[] {
  const kept = dropAllowed(messages, source, config.allow ?? [])
  const ours = comments.filter((comment) => comment.text.startsWith('mtlint-'))
  if (ours.length === 0) return kept
  const directives = ours.map(readDirective)
  const places = location(source)
  const rest = dropDisabled(
    kept,
    directives.filter((directive) => directive !== undefined),
    source,
    places,
  )
  if (!config.reportUnusedDisableDirectives) return rest
  const known = config.rules.map(({rule}) => rule.definition.id)
  for (const [index, comment] of ours.entries()) {
    for (const reason of complaints(comment, directives[index], known)) {
      rest.push(complain(comment, reason, source, places))
    }
  }
  return rest
}

/** Reads `mtlint-disable rule, rule -- reason`; undefined when the comment is none of ours. */
function readDirective(comment: Comment): Directive | undefined {
  const [name = '', ...rules] = wordsOf(comment)
  const kind = kinds.find((kind) => kind === name)
  return kind && {kind, comment, rules, used: new Set()}
}

function wordsOf(comment: Comment): string[] {
  const reason = comment.text.search(/\s--(?:\s|$)/)
  const text = reason === -1 ? comment.text : comment.text.slice(0, reason)
  return text.split(/[\s,]+/).filter((word) => word !== '')
}

function dropDisabled(
  messages: readonly LintMessage[],
  directives: readonly Directive[],
  source: string,
  places: Places,
): LintMessage[] {
  const lineOf = (offset: number) => places.toPoint(offset)?.line ?? 0
  const lines = lineTable(directives, lineOf, createNextLine(source, places))
  const sections = directives.filter(({kind}) => kind === 'mtlint-disable' || kind === 'mtlint-enable')
  sections.sort((a, b) => a.comment.start - b.comment.start)
  const section = createSection()
  let next = 0
  const kept: LintMessage[] = []
  for (const message of messages.toSorted((a, b) => a.span.start - b.span.start)) {
    for (; next < sections.length; next++) {
      const directive = sections[next] as Directive
      if (directive.comment.start > message.span.start) break
      section.apply(directive)
    }
    const {ruleId} = message
    const directive = lines.get(lineOf(message.span.start))?.(ruleId) ?? section.lookup(ruleId)
    if (directive) directive.used.add(directive.rules.length === 0 ? '' : ruleId)
    else kept.push(message)
  }
  for (; next < sections.length; next++) section.apply(sections[next] as Directive)
  return kept
}

/** Which line is covered by which directives, in time linear in the directives. */
function lineTable(
  directives: readonly Directive[],
  lineOf: (offset: number) => number,
  nextLine: (line: number) => number,
): Map<number, Lookup> {
  const tables = new Map<number, Map<string, Directive>>()
  for (const directive of directives) {
    const {kind, comment, rules} = directive
    if (kind === 'mtlint-disable' || kind === 'mtlint-enable') continue
    const line = kind === 'mtlint-disable-line' ? lineOf(comment.start) : nextLine(lineOf(comment.end))
    const table = tables.get(line) ?? new Map<string, Directive>()
    tables.set(line, table)
    for (const rule of rules.length === 0 ? [''] : rules) if (!table.has(rule)) table.set(rule, directive)
  }
  return new Map(Array.from(tables, ([line, table]) => [line, (ruleId) => table.get(ruleId) ?? table.get('')]))
}

/** Gives the next line that has text: formatters set a blank line between a comment and the paragraph it is about. */
function createNextLine(source: string, places: Places): (line: number) => number {
  const known = new Map<number, number>()
  const text = /\S/g
  return (line) => {
    const found = known.get(line)
    if (found !== undefined) return found
    text.lastIndex = places.toOffset({line: line + 1, column: 1}) ?? source.length
    const next = places.toPoint(text.exec(source)?.index)?.line ?? line + 1
    known.set(line, next)
    return next
  }
}

/** What `mtlint-disable` and `mtlint-enable` have switched off, from one comment to the next. */
function createSection(): {apply(directive: Directive): void; lookup: Lookup} {
  let all: Directive | undefined
  /** Undefined as a value: the rule is enabled although all are disabled. */
  const single = new Map<string, Directive | undefined>()
  const lookup: Lookup = (ruleId) => (single.has(ruleId) ? single.get(ruleId) : all)

  function disable(directive: Directive) {
    if (directive.rules.length === 0) {
      all = directive
      single.clear()
    }
    for (const rule of directive.rules) single.set(rule, directive)
  }

  function enable(directive: Directive) {
    if (directive.rules.length === 0) {
      if (all || single.size > 0) directive.used.add('')
      all = undefined
      single.clear()
    }
    for (const rule of directive.rules) {
      if (lookup(rule)) directive.used.add(rule)
      if (all) single.set(rule, undefined)
      else single.delete(rule)
    }
  }

  return {
    apply: (directive) => (directive.kind === 'mtlint-disable' ? disable(directive) : enable(directive)),
    lookup,
  }
}

/** What is to be said against a comment of ours. */
function complaints(comment: Comment, directive: Directive | undefined, known: readonly string[]): string[] {
  if (!directive) {
    const name = wordsOf(comment)[0] ?? ''
    return [`Unknown comment \`${name}\`${didYouMean(name, kinds)}`]
  }
  const {kind, rules, used} = directive
  const does = kind === 'mtlint-enable' ? 'enables' : 'ignores'
  if (rules.length === 0) return used.has('') ? [] : [`Unexpected \`${kind}\`, it ${does} nothing`]
  return rules
    .filter((rule) => !used.has(rule))
    .map((rule) =>
      known.includes(rule)
        ? `Unexpected \`${rule}\` in \`${kind}\`, it ${does} nothing`
        : `Unexpected \`${rule}\` in \`${kind}\`, no such rule is on${didYouMean(rule, known)}`,
    )
}

function complain(comment: Comment, reason: string, source: string, places: Places): LintMessage {
  const start = places.toPoint(comment.start)
  const end = places.toPoint(comment.end)
  const message = new VFileMessage(reason, {
    place: start && end ? {start, end} : undefined,
    ruleId: unusedId,
    source: 'mtlint',
  })
  message.fatal = false
  return Object.assign(message, {
    ruleId: unusedId,
    actual: source.slice(comment.start, comment.end),
    expected: undefined,
    fix: 'none' as const,
    span: {start: comment.start, end: comment.end, plain: true},
  })
}

const wordCharacter = /[\p{L}\p{M}\p{N}]/u

/** Drops messages about text that lies within an allowed word or phrase. */
function dropAllowed(messages: LintMessage[], source: string, allow: readonly string[]): LintMessage[] {
  const phrases = allow.map((phrase) => fold(phrase.trim()).text).filter((phrase) => phrase !== '')
  if (phrases.length === 0 || messages.length === 0) return messages
  const {text, indexOf} = fold(source)
  const candidates = new Map<string, string[]>()
  return messages.filter(({span}) => {
    const start = indexOf(span.start)
    const end = indexOf(span.end)
    const actual = text.slice(start, end)
    let near = candidates.get(actual)
    if (!near) {
      near = phrases.filter((phrase) => phrase.includes(actual))
      candidates.set(actual, near)
    }
    return !near.some((phrase) => covers(text, phrase, start, end))
  })
}

/** Whether the phrase stands in the text, as whole words, so that it covers the range. */
function covers(text: string, phrase: string, start: number, end: number): boolean {
  const from = Math.max(0, end - phrase.length)
  const near = text.slice(from, start + phrase.length)
  for (let at = near.indexOf(phrase); at !== -1; at = near.indexOf(phrase, at + 1)) {
    if (!splitsWord(text, from + at) && !splitsWord(text, from + at + phrase.length)) return true
  }
  return false
}

function splitsWord(text: string, index: number): boolean {
  return wordCharacter.test(text[index - 1] ?? '') && wordCharacter.test(text[index] ?? '')
}

/** Lower case, straight apostrophes and single spaces; `indexOf` maps an offset in the source to one in the text. */
function fold(source: string): {text: string; indexOf: (offset: number) => number} {
  const cuts: {offset: number; index: number}[] = [{offset: 0, index: 0}]
  let text = ''
  let from = 0
  for (const match of source.matchAll(/\s+/g)) {
    if (match[0] === ' ') continue
    text += `${lower(source.slice(from, match.index))} `
    from = match.index + match[0].length
    cuts.push({offset: from, index: text.length})
  }
  text += lower(source.slice(from))
  return {
    text,
    indexOf(offset) {
      let low = 0
      let high = cuts.length - 1
      while (low < high) {
        const middle = (low + high + 1) >> 1
        if ((cuts[middle]?.offset ?? 0) <= offset) low = middle
        else high = middle - 1
      }
      const cut = cuts[low] ?? {offset: 0, index: 0}
      const next = cuts[low + 1]?.index ?? text.length
      return Math.min(cut.index + offset - cut.offset, next)
    },
  }
}

/** Lower case of the same length. */
function lower(text: string): string {
  const folded = text.toLowerCase()
  const same = folded.length === text.length ? folded : text.replace(/[^İ]+/g, (part) => part.toLowerCase())
  return same.replaceAll('’', "'")
}
