import {location} from 'vfile-location'
import type {Verdict, VerdictLevel} from '../gate.js'
import type {PlainMessage} from '../message.js'
import type {FixKind, Severity, Span} from '../rule.js'
import {type FileReport, type Reporter, severityOf} from './report.js'

/** A place: lines and columns from 1 in UTF-16 code units, offsets from 0, the end exclusive. */
export type JsonPlace = {
  line: number
  column: number
  endLine: number
  endColumn: number
  offset: number
  endOffset: number
}

export type JsonMessage = JsonPlace & {
  ruleId: string
  severity: Severity
  reason: string
  note: string | undefined
  url: string | undefined
  actual: string
  expected: string[] | undefined
  fix: FixKind
  related?: JsonPlace & {message: string}
}

/** A verdict as plain data; `score` has one decimal. */
export type JsonVerdict = {
  level: VerdictLevel
  score: number
  reasons: {ruleId: string; findings: number; score: number; reason: string; line: number}[]
}

export type JsonFile = {path: string; messages: JsonMessage[]; verdict?: JsonVerdict}

/** The messages of a file as plain data. */
export function toJson({
  path,
  source,
  messages,
  verdict,
}: Pick<FileReport, 'path' | 'source' | 'messages' | 'verdict'>): JsonFile {
  const places = location(source)
  const placeOf = (span: Pick<Span, 'start' | 'end'>): JsonPlace => {
    const start = places.toPoint(span.start)
    const end = places.toPoint(span.end)
    return {
      line: start?.line ?? 1,
      column: start?.column ?? 1,
      endLine: end?.line ?? 1,
      endColumn: end?.column ?? 1,
      offset: span.start,
      endOffset: span.end,
    }
  }
  const toMessage = (message: PlainMessage): JsonMessage => ({
    ruleId: message.ruleId,
    severity: severityOf(message),
    reason: message.reason,
    note: message.note ?? undefined,
    url: message.url ?? undefined,
    ...placeOf(message.span),
    actual: message.actual,
    expected: message.expected,
    fix: message.fix,
    ...(message.related ? {related: {message: message.related.message, ...placeOf(message.related.span)}} : {}),
  })
  return {path, messages: messages.map(toMessage), ...(verdict ? {verdict: toJsonVerdict(verdict)} : {})}
}

export function toJsonVerdict({level, score, reasons}: Verdict): JsonVerdict {
  const rounded = (value: number) => Math.round(value * 10) / 10
  return {
    level,
    score: rounded(score),
    reasons: reasons.map(({ruleId, findings, score, first}) => ({
      ruleId,
      findings,
      score: rounded(score),
      reason: first.reason,
      line: first.line ?? 1,
    })),
  }
}

// What JSON may hold raw but a terminal would act upon, and the beginnings of commands such as `##[error]`, which some CI
// services read anywhere in a line of a log.
const unsafe = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]|(?<=#)#(?=\w*\[)/g

/** JSON in one line that is safe to show. */
export function stringify(value: unknown): string {
  return JSON.stringify(value).replace(
    unsafe,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Writes an array piece by piece, with one line for each item. */
export function createJsonList(): {add(item: unknown): string; end(): string} {
  let count = 0
  return {
    add: (item) => `${count++ === 0 ? '[' : ','}\n${stringify(item)}`,
    end: () => (count === 0 ? '[]\n' : '\n]\n'),
  }
}

/** One array for all files, with one line for each. */
export function createJsonReporter(): Reporter {
  const list = createJsonList()
  return {file: (report) => list.add(toJson(report)), end: list.end}
}
