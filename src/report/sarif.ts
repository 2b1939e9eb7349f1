import type {Fix, Log, Region, ReportingDescriptor, Result, Run} from 'sarif'
import {explainRule} from '../explain.js'
import type {Rule, Severity} from '../rule.js'
import {createFingerprints} from './fingerprint.js'
import {createJsonList, type JsonMessage, type JsonPlace, stringify, toJson} from './json.js'
import {type Reporter, textOf} from './report.js'
import {visible} from './visible.js'

const levels: Record<Severity, 'error' | 'warning' | 'note'> = {error: 'error', warning: 'warning', info: 'note'}

const log = {
  $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
  version: '2.1.0',
} satisfies Partial<Log>

const run = {
  columnKind: 'utf16CodeUnits',
  newlineSequences: ['\r\n', '\n', '\r'],
  defaultEncoding: 'utf-8',
} satisfies Partial<Run>

export type SarifOptions = {
  version: string
  /** The rules that there are; of these, the report describes those that found something. */
  rules: readonly Rule[]
  /** Gives a path relative to the root of the repository. */
  repositoryPath(path: string): string
}

/** SARIF 2.1.0, written file by file: the results come first, the rules that they refer to last. */
export function createSarifReporter({version, rules, repositoryPath}: SarifOptions): Reporter {
  const known = new Map(rules.map((rule) => [rule.definition.id, rule]))
  const used = new Map<string, {index: number; descriptor: ReportingDescriptor}>()
  const list = createJsonList()
  let begun = false

  function begin(): string {
    if (begun) return ''
    begun = true
    // Both objects stay open.
    return `${stringify(log).slice(0, -1)},"runs":[${stringify(run).slice(0, -1)},"results":`
  }

  function indexOf(message: JsonMessage): number {
    const entry = used.get(message.ruleId) ?? {
      index: used.size,
      descriptor: describe(message, known.get(message.ruleId)),
    }
    used.set(message.ruleId, entry)
    return entry.index
  }

  return {
    file(report) {
      const path = repositoryPath(report.path)
      const fingerprint = createFingerprints(path)
      const uri = uriOf(path)
      // What comes before the text is no part of it.
      const mark = report.source.startsWith('\uFEFF') ? 1 : 0
      const results = toJson(report).messages.map((message) => ({
        ruleIndex: indexOf(message),
        ...resultOf(message, uri, mark),
        partialFingerprints: {'finding/v1': fingerprint(message)},
      }))
      return begin() + results.map(list.add).join('')
    },
    end() {
      const driver = {
        name: 'mtlint',
        version,
        semanticVersion: version,
        informationUri: 'https://github.com/mtlint/mtlint',
        rules: Array.from(used.values(), ({descriptor}) => descriptor),
      }
      return `${begin()}${list.end().trimEnd()},"tool":${stringify({driver})}}]}\n`
    },
  }
}

function resultOf(message: JsonMessage, uri: string, mark: number): Result {
  const {ruleId, severity, actual, related} = message
  const placeOf = (region: Region) => ({physicalLocation: {artifactLocation: {uri}, region}})
  const region = regionOf(message, mark)
  const fixes = fixesOf(message, uri, region)
  return {
    ruleId,
    level: levels[severity],
    message: {text: plain(textOf(message))},
    locations: [placeOf({...region, snippet: {text: actual}})],
    ...(related
      ? {relatedLocations: [{id: 1, ...placeOf(regionOf(related, mark)), message: {text: plain(related.message)}}]}
      : {}),
    ...(fixes.length > 0 ? {fixes} : {}),
  }
}

function regionOf(place: JsonPlace, mark: number): Region {
  const column = (line: number, column: number) => (line === 1 ? Math.max(1, column - mark) : column)
  const charOffset = Math.max(0, place.offset - mark)
  return {
    startLine: place.line,
    startColumn: column(place.line, place.column),
    endLine: place.endLine,
    endColumn: column(place.endLine, place.endColumn),
    charOffset,
    charLength: Math.max(0, place.endOffset - mark) - charOffset,
  }
}

/** The repairs, the likeliest first: each of them is one that may be taken instead of the others. */
function fixesOf({fix, expected}: JsonMessage, uri: string, deletedRegion: Region): Fix[] {
  if (fix === 'none') return []
  return Array.from(new Set(expected), (text) => ({
    description: {text: text === '' ? 'Remove it' : plain(`Replace it with \`${text}\``)},
    artifactChanges: [{artifactLocation: {uri}, replacements: [{deletedRegion, insertedContent: {text}}]}],
  }))
}

/** What there is to know about a rule; a message of mtlint itself has none. */
function describe({ruleId, url}: JsonMessage, rule: Rule | undefined): ReportingDescriptor {
  const id = {id: ruleId, ...(url === undefined ? {} : {helpUri: url})}
  if (!rule) return id
  const {summary, severity, stage, group} = rule.definition
  const text = explainRule(rule)
  return {
    ...id,
    shortDescription: {text: escapeMessage(summary)},
    fullDescription: {text: escapeMessage(summary)},
    help: {text: escapeMessage(text), markdown: escapeMessage(fence(text))},
    defaultConfiguration: {level: levels[severity], enabled: stage === 'stable'},
    properties: {tags: [group]},
  }
}

/** A code block of Markdown that the text cannot end. */
function fence(text: string): string {
  const runs = text.match(/`+/g) ?? []
  const marks = '`'.repeat(runs.reduce((most, {length}) => Math.max(most, length + 1), 3))
  return `${marks}text\n${text}\n${marks}`
}

/** A message of which nothing is taken for a placeholder or a link, and in which everything can be seen. */
function plain(text: string): string {
  return escapeMessage(visible(text))
}

function escapeMessage(text: string): string {
  return text.replace(/[{}]/g, '$&$&').replace(/(?<!\\)(\\*)\]\(/g, '$1$1\\](')
}

/** A path as a URI reference. */
function uriOf(path: string): string {
  const encode = (part: string) => encodeURIComponent(part.replace(/\p{Cs}/gu, '\uFFFD'))
  return path.split('/').map(encode).join('/')
}
