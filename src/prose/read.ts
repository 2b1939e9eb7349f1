import type {Format} from '../rule.js'
import type {Prose, ProseMemory} from './prose.js'
import {readText} from './text.js'

/**
 * Reads which characters of a source are prose. The parsers of Markdown and HTML are loaded when first needed. MDX that
 * does not parse is read as Markdown.
 *
 * @param memory What is kept of the text that the source was before; it takes what is read now.
 */
export async function readProse(source: string, format: Format, memory?: ProseMemory | undefined): Promise<Prose> {
  switch (format) {
    case 'markdown':
    case 'mdx':
      return (await import('./markdown.js')).readMarkdown(source, format, memory)
    case 'html':
      return (await import('./html.js')).readHtml(source)
    case 'text':
      return readText(source)
  }
}
