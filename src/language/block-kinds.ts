import type {Paragraph} from './paragraph.js'

/** Whether a block is a heading, in plain text a short line that does not end like a sentence. */
export function isHeading({kind, text}: Pick<Paragraph, 'kind' | 'text'>): boolean {
  return kind === 'heading' || (text.length < 80 && !/[.!?…:;,]["”’)\]]{0,3}\s*$/.test(text))
}

/** Whether a block begins as an item of a list, a note or the caption of a figure does. */
export function isListOrCaption(text: string): boolean {
  return /^\s*(?:[-*•–·+|(]|[\d[]|(?:fig|figure|table|listing|example|note|warning|tip)\b)/i.test(text)
}
