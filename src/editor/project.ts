import {join} from 'node:path'
import type {Connection, TextDocuments} from 'vscode-languageserver/node'
import type {TextDocument} from 'vscode-languageserver-textdocument'
import {readSource, writeSource} from '../files.js'
import {init} from '../init.js'
import {type ConfigChange, changeConfig} from './config-edits.js'
import type {Configs} from './configs.js'
import {editsBetween} from './edits.js'
import {pathOf, rootOf} from './paths.js'
import type {Positions} from './positions.js'

type Project = {
  connection: Connection
  documents: TextDocuments<TextDocument>
  configs: Configs
  folders: readonly string[]
  positions: Positions
}

/**
 * Changes the config that holds for a document, or makes one in its workspace folder where there is none. One that is
 * open in the editor is changed there, so that nothing that was typed is lost; others are written.
 *
 * @throws {Error} When the config cannot be read or written.
 */
export async function changeProject(uri: string, change: ConfigChange, project: Project): Promise<void> {
  const {connection, documents, configs, folders, positions} = project
  const {file} = await configs.of(uri)
  const root = rootOf(pathOf(uri), folders)
  const target = file ?? join(root, await init(root))
  if (configs.problems().has(target)) throw new Error(`${target} has a mistake: mend it first`)
  const open = documents.all().find((document) => pathOf(document.uri) === target)
  if (open) {
    const before = open.getText()
    const edits = editsBetween(before, await changeConfig(target, before, change))
    const changes = {[open.uri]: edits.map((edit) => ({range: positions.toRange(open, edit), newText: edit.text}))}
    await connection.workspace.applyEdit({label: 'mtlint', edit: {changes}})
    return
  }
  const {text} = await readSource(target)
  await writeSource(target, await changeConfig(target, text, change))
  configs.reload()
}
