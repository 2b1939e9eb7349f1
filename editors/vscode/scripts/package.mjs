/** Builds the extension and packs it: `mtlint-VERSION.vsix`, beside this folder's manifest. */
import {readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {createVSIX} from '@vscode/vsce'
import './build.mjs'

const cwd = fileURLToPath(new URL('..', import.meta.url))
const {name, version} = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
await createVSIX({
  cwd,
  packagePath: `${name}-${version}.vsix`,
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
})
