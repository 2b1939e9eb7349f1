import {isPlain, OPAQUE, toSource} from '../language/source-map.js'
import type {Span} from '../rule.js'
import {refuse} from './answer.js'
import type {Parameters} from './parameters.js'

/** A text with or without markup, as a client sent it. */
export type Document = {
  /** What is linted: the text, and what the markup is to be read as. */
  text: string
  /** Text and markup, which offsets of matches index, in UTF-16 code units. */
  source: string
  /** The place in the source of `text.slice(start, end)`; `start < end`. */
  place(start: number, end: number): Span
}

/** A stretch of a document: text, or markup that is read as something else or, most often, as nothing. */
export type Annotation = {text: string} | {markup: string; interpretAs?: string | undefined}

/**
 * Reads the document of a request: `text`, or `data` with annotations.
 *
 * @throws {RequestError} In the words of LanguageTool, when there is none or more than one, or `data` is not understood.
 */
export function readDocument({text, data}: Parameters): Document {
  if (text !== undefined && data !== undefined) refuse(400, "Set only 'text' or 'data' parameter, not both")
  if (text !== undefined) return createDocument([{text}])
  if (data === undefined) refuse(400, "Missing 'text' or 'data' parameter")
  return createDocument(readData(data))
}

function readData(data: string): Annotation[] {
  const {text, annotation} = fieldsOf(parse(data))
  if (text !== undefined && annotation !== undefined) {
    refuse(400, "'data' key in JSON requires either 'text' or 'annotation' key, not both")
  }
  if (text !== undefined) return [{text: asText(text)}]
  if (!Array.isArray(annotation)) refuse(400, "'data' key in JSON requires 'text' or 'annotation' key")
  return annotation.map(readAnnotation)
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    refuse(400, "Could not parse JSON from 'data' parameter")
  }
}

/** The fields of an object that say something; null says nothing. */
function fieldsOf(value: unknown): {readonly [name: string]: unknown} {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null))
}

function readAnnotation(value: unknown): Annotation {
  const {text, markup, interpretAs} = fieldsOf(value)
  const inList = (problem: string) => refuse(400, `${problem}: ${JSON.stringify(value).slice(0, 200)}`)
  if (text !== undefined && markup !== undefined) {
    inList("Only either 'text' or 'markup' are supported in an object in 'annotation' list, not both")
  }
  if (text !== undefined && interpretAs !== undefined) {
    inList("'text' cannot be used with 'interpretAs' (only 'markup' can)")
  }
  if (text !== undefined) return {text: asText(text)}
  if (markup === undefined) inList("Only 'text' and 'markup' are supported in 'annotation' list")
  return {markup: asText(markup), interpretAs: interpretAs === undefined ? undefined : asText(interpretAs)}
}

/** What a client meant by a number or `true` in the place of a text, as LanguageTool takes it. */
function asText(value: unknown): string {
  return typeof value === 'object' ? '' : String(value)
}

const space = /\s$/
const closing = /^[\s.,;:!?…)\]}”’»]/
const wordCharacter = /[\p{L}\p{N}]/u

/**
 * What each of the annotations is read as. Markup that is to be read as nothing, but without which a space would stand
 * before another one or before a mark that closes, is more than a tag: code, a picture. The sentence keeps a place for it.
 */
export function readAs(annotations: readonly Annotation[]): string[] {
  const texts = annotations.map((one) => ('text' in one ? one.text : (one.interpretAs ?? '')))
  const behind: string[] = []
  let next = ''
  for (let index = texts.length - 1; index >= 0; index--) {
    behind[index] = next
    next = texts[index] || next
  }
  let before = ''
  return annotations.map((one, index) => {
    const text = texts[index] as string
    const after = behind[index] as string
    const isGap = space.test(before.slice(-1)) && closing.test(after.slice(0, 1))
    // Between two lines it may as well be a tag.
    const isLine = before.endsWith('\n') && /^[\r\n]/.test(after)
    const isShown = text === '' && isGap && !isLine && 'markup' in one && wordCharacter.test(one.markup)
    before = isShown ? OPAQUE : text || before
    return isShown ? OPAQUE : text
  })
}

/** Makes one text of annotations, keeping where each piece of it stands. */
export function createDocument(annotations: readonly Annotation[]): Document {
  const texts = readAs(annotations)
  const sources: string[] = []
  const map: number[] = []
  /** Pairs of indices of the text: what stands there for markup, and must not be written in its place. */
  const sealed: number[] = []
  let index = 0
  let offset = 0
  for (const [number, annotation] of annotations.entries()) {
    const source = 'text' in annotation ? annotation.text : annotation.markup
    const text = texts[number] as string
    const end = offset + source.length
    if (text !== '') map.push(index, offset, end)
    if (text !== '' && 'markup' in annotation) {
      // Of the same length it would be taken for a copy: its pieces stand for the whole.
      if (text.length > 1 && text.length === source.length) map.push(index + 1, offset, end)
      if (!/^\s$/.test(text)) sealed.push(index, index + text.length)
    }
    sources.push(source)
    index += text.length
    offset = end
  }
  const text = texts.join('')
  return {
    text,
    source: sources.join(''),
    place(start, end) {
      const plain = isPlain(map, text, start, end) && !overlaps(sealed, start, end)
      return {...toSource(map, text.length, start, end), plain}
    },
  }
}

/** Whether one of the ranges, given as a list of their ends in order, overlaps another range. */
function overlaps(ranges: readonly number[], start: number, end: number): boolean {
  let low = 0
  let high = ranges.length / 2
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle * 2 + 1] as number) <= start) low = middle + 1
    else high = middle
  }
  return (ranges[low * 2] ?? Number.POSITIVE_INFINITY) < end
}
