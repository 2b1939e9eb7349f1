import {formatOf} from '../lint.js'
import type {Format} from '../rule.js'

/** By the names that editors give to languages. */
const formats: Readonly<Record<string, Format | undefined>> = {
  __proto__: null as unknown as undefined,
  plaintext: 'text',
  text: 'text',
  latex: 'text',
  tex: 'text',
  restructuredtext: 'text',
  rst: 'text',
  gitcommit: 'text',
  'git-commit': 'text',
  mail: 'text',
  markdown: 'markdown',
  'markdown-inline': 'markdown',
  quarto: 'markdown',
  rmd: 'markdown',
  mdx: 'mdx',
  html: 'html',
  xhtml: 'html',
}

/** The format of a document: by its language where that is known, else by the extension of its path. */
export function formatOfLanguage(languageId: string, path: string | undefined): Format {
  return formats[languageId.toLowerCase()] ?? formatOf(path)
}
