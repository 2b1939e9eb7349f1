import {formatOf} from '../lint.js'
import type {Format} from '../rule.js'

/** The formats of languages, by the names that editors give to them. */
const formats: Readonly<Record<string, Format | undefined>> = {
  __proto__: null as unknown as undefined,
  plaintext: 'text',
  text: 'text',
  markdown: 'markdown',
  quarto: 'markdown',
  rmd: 'markdown',
  mdx: 'mdx',
  html: 'html',
  xhtml: 'html',
  ...Object.fromEntries(
    ['latex', 'tex', 'gitcommit', 'git-commit', 'restructuredtext', 'rst', 'asciidoc', 'org', 'mail'].map(
      (language) => [language, 'text'] as const,
    ),
  ),
}

/** The format of a document: by its language where that is known, else by the extension of its path. */
export function formatOfLanguage(languageId: string, path: string | undefined): Format {
  return formats[languageId.toLowerCase()] ?? formatOf(path)
}

/** The comment of a language with the given text; undefined where a comment of ours would be seen by readers. */
export function commentOf(languageId: string, format: Format, text: string): string | undefined {
  if (format === 'mdx') return `{/* ${text} */}`
  if (format !== 'text' || /^(?:plaintext|text)$/i.test(languageId)) return `<!-- ${text} -->`
  return undefined
}
