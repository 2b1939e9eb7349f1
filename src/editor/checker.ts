import {VFile} from 'vfile'
import type {TextDocument} from 'vscode-languageserver-textdocument'
import type {Resolved} from '../config.js'
import {lint} from '../lint.js'
import {createMemory, type Memory} from '../memory.js'
import type {Format, LintMessage} from '../rule.js'
import type {Configs} from './configs.js'
import {formatOfLanguage} from './language.js'
import {pathOf} from './paths.js'

/** What mtlint says about one text of a document. */
export type Checked = {
  source: string
  messages: readonly LintMessage[]
  resolved: Resolved
  format: Format
  /** Undefined for a document that is not on the disk. */
  path: string | undefined
  memory: Memory
}

export type Checker = {
  /** Checks a document; undefined where its text changed meanwhile, so that another check is on its way. */
  check(document: TextDocument): Promise<Checked | undefined>
  /** Forgets a document. */
  forget(uri: string): void
}

/** Checks documents, each text of them once for the same settings. A client may count its versions wrongly. */
export function createChecker(configs: Configs, limit: number): Checker {
  const known = new Map<string, {source: string; resolved: Resolved; checked: Promise<Checked>}>()
  const memories = new Map<string, Memory>()
  return {
    async check(document) {
      const {uri, languageId} = document
      const source = document.getText()
      const path = pathOf(uri)
      const resolved = await configs.of(uri)
      if (document.getText() !== source) return undefined
      const last = known.get(uri)
      const memory = memories.get(uri) ?? createMemory()
      memories.set(uri, memory)
      const isSame = last?.source === source && last.resolved === resolved
      const format = formatOfLanguage(languageId, path)
      const checked = isSame ? last.checked : run({source, resolved, format, path, memory}, limit)
      known.set(uri, {source, resolved, checked})
      const result = await checked
      return document.getText() === source ? result : undefined
    },
    forget(uri) {
      known.delete(uri)
      memories.delete(uri)
    },
  }
}

async function run(text: Omit<Checked, 'messages'>, limit: number): Promise<Checked> {
  const {source, resolved, format, path, memory} = text
  if (resolved.ignored || source.length > limit) return {...text, messages: []}
  const file = new VFile(path ? {value: source, path} : source)
  return {...text, messages: await lint(file, resolved.lint, format, memory)}
}
