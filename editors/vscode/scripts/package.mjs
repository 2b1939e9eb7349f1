/** Builds the extension and packs it: `mtlint-VERSION.vsix`, beside this folder's manifest. */
import {readFileSync, writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {createVSIX} from '@vscode/vsce'
import './build.mjs'

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const {name, version} = JSON.parse(readFileSync(at('package.json'), 'utf8'))

// The page of an installed extension shows no pictures but those that have an address on the web.
writeFileSync(at('dist/README.md'), readFileSync(at('README.md'), 'utf8').replace(/^!\[.*\n\n/gm, ''))

await createVSIX({
  cwd: at(''),
  packagePath: `${name}-${version}.vsix`,
  readmePath: 'dist/README.md',
  dependencies: false,
  allowMissingRepository: true,
})
