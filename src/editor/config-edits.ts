import {basename, extname} from 'node:path'

/** What is to be changed in a config: a phrase that is allowed, or a rule that is turned off. */
export type ConfigChange = {allow: string} | {off: string}

/**
 * The text of a config file with a change, its comments and its layout kept.
 *
 * @param file Path of the file: its name says how it is written.
 * @param text Empty for a file that is not there yet.
 * @throws {Error} When the text is not what its name says.
 */
export async function changeConfig(file: string, text: string, change: ConfigChange): Promise<string> {
  return extname(file) === '.json' ? changeJson(file, text, change) : changeYaml(file, text, change)
}

async function changeJson(file: string, text: string, change: ConfigChange): Promise<string> {
  const {applyEdits, modify, parse} = await import('jsonc-parser')
  const source = text.trim() === '' ? '{}\n' : text
  const root = basename(file) === 'package.json' ? ['mtlint'] : []
  const data: unknown = parse(source)
  const {path, value, inserts} = placeOf(change, (keys) => valueAt(data, [...root, ...keys]))
  const indent = /\n([ \t]+)\S/.exec(source)?.[1] ?? '  '
  const formattingOptions = {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.length,
    eol: source.includes('\r\n') ? '\r\n' : '\n',
  }
  return applyEdits(source, modify(source, [...root, ...path], value, {formattingOptions, isArrayInsertion: inserts}))
}

async function changeYaml(file: string, text: string, change: ConfigChange): Promise<string> {
  const {parseDocument} = await import('yaml')
  const document = parseDocument(text)
  if (document.errors.length > 0) throw new Error(`${file}: is not YAML`)
  const data: unknown = document.toJS()
  const {path, value, inserts} = placeOf(change, (keys) => valueAt(data, keys))
  if (document.contents === null) document.contents = document.createNode({}) as unknown as null
  if (inserts) document.addIn(path.slice(0, -1), value)
  else document.setIn(path, document.createNode(value))
  return document.toString({lineWidth: 0})
}

type Place = {path: (string | number)[]; value: unknown; inserts: boolean}

/** Where in a config a change belongs. */
function placeOf(change: ConfigChange, at: (keys: readonly string[]) => unknown): Place {
  if ('allow' in change) {
    const list = at(['allow'])
    if (!Array.isArray(list)) return {path: ['allow'], value: [change.allow], inserts: false}
    return {path: ['allow', list.length], value: change.allow, inserts: true}
  }
  const path = ['rules', change.off]
  // A list of a level and options keeps its options.
  return {path: Array.isArray(at(path)) ? [...path, 0] : path, value: 'off', inserts: false}
}

function valueAt(data: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    data,
  )
}
