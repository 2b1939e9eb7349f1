import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

/**
 * The licences of the packages that files were taken from.
 *
 * @param {readonly string[]} files Absolute paths; those outside of `node_modules` are our own.
 * @returns {string} A text with one part for each package, in the order of their names.
 * @throws {Error} When a package comes without the text of its licence and without the name of one.
 */
export function notices(files) {
  const folders = new Set(
    files.flatMap((file) => file.match(/^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/) ?? []),
  )
  const parts = new Map()
  for (const folder of folders) {
    if (!existsSync(join(folder, 'package.json'))) continue
    const {name, version, license, licenses} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    // Old packages have a list.
    const known = license ?? licenses?.map(({type}) => type).join(', ')
    const text = readdirSync(folder).find((file) => /^(?:licen[cs]e|copying|copyright)(?:$|[.-])/i.test(file))
    if (text === undefined && known === undefined) throw new Error(`${name} has no licence`)
    const terms = text === undefined ? `Licence: ${known}` : readFileSync(join(folder, text), 'utf8').trim()
    parts.set(`${name} ${version}`, terms)
  }
  const rule = '-'.repeat(80)
  const sorted = [...parts].sort(([one], [other]) => (one < other ? -1 : 1))
  return `What mtlint is built with.\n${sorted.map(([title, terms]) => `\n${rule}\n${title}\n\n${terms}\n`).join('')}`
}
