import type {Format} from '../rule.js'
import type {Prose} from './prose.js'
import {readText} from './text.js'

/**
 * Reads which characters of a source are prose. The parsers of Markdown and HTML are loaded when first needed. MDX that
 * does not parse is read as Markdown.
 */
export async function readProse(source: string, format: Format): Promise<Prose> {
  switch (format) {
    case 'markdown':
    case 'mdx':
      return (await import('./markdown.js')).readMarkdown(source, format)
    case 'html':
      return (await import('./html.js')).readHtml(source)
    case 'text':
      return readText(source)
  }
}
