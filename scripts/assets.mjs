/** Puts into `dist/` what the compiler leaves out: the word lists that rules read, what configs need to know, the mode of the command. */
import {chmodSync, cpSync, writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
for (const folder of ['rules', 'src']) {
  cpSync(at(folder), at(`dist/${folder}`), {
    recursive: true,
    // The lists of odd-word are compiled into one table.
    filter: (source) => !/\.ts$|[\\/]odd-word$/.test(source),
  })
}
chmodSync(at('dist/src/cli.js'), 0o755)

// What configs need to know of the rules, so that their code need not be loaded for it.
const {rules, presets} = await import('../dist/rules/index.js')
const infos = rules.map(({definition: {id, group, summary, options}}) => ({definition: {id, group, summary, options}}))
writeFileSync(at('dist/rules/catalogue.json'), JSON.stringify({rules: infos, presets}))
