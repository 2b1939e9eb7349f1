import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, it} from 'vitest'
import {commandHandlers} from '../editors/vscode/src/commands.js'
import {isLinted, languages} from '../editors/vscode/src/languages.js'
import {serverModule} from '../editors/vscode/src/server-module.js'
import {readSettings} from '../editors/vscode/src/settings.js'
import {countFindings, statusOf, statusText} from '../editors/vscode/src/status.js'
import {formatOfLanguage} from '../src/editor/language.js'
import {folderWith} from './helpers/command.js'

const root = fileURLToPath(new URL('..', import.meta.url))

type Manifest = {
  version: string
  main: string
  engines: {vscode: string}
  activationEvents: string[]
  capabilities: {untrustedWorkspaces: {supported: string; restrictedConfigurations: string[]}}
  contributes: {
    languages: {id: string; extensions: string[]}[]
    commands: {command: string; category: string; title: string}[]
    menus: {commandPalette: {command: string; when: string}[]}
    configuration: {
      properties: Record<string, {default: unknown; scope: string; markdownDescription: string; enum?: string[]}>
    }
  }
  devDependencies: Record<string, string>
}

const readManifest = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8')) as Manifest
const manifest = readManifest('editors/vscode/package.json')
const {contributes, capabilities} = manifest

describe('the manifest of the extension for VS Code', () => {
  it('names the commands that are registered', () => {
    expect(contributes.commands.map(({command}) => command).sort()).toEqual(Object.keys(commandHandlers).sort())
    expect(contributes.commands.map(({category, title}) => `${category}: ${title}`)).toEqual([
      'mtlint: Fix all safe problems',
      'mtlint: Restart server',
      'mtlint: Show output',
    ])
  })

  it('offers commands only where there are such, and the repair only in documents that are linted', () => {
    const {commandPalette} = contributes.menus
    for (const {command} of commandPalette) expect(Object.keys(commandHandlers)).toContain(command)
    const when = commandPalette.find(({command}) => command === 'mtlint.fixAll')?.when
    expect(when).toContain(`editorLangId =~ /^(${languages.join('|')})$/`)
  })

  it('wakes the extension for every language that is linted, and for nothing else', () => {
    expect(manifest.activationEvents).toEqual(languages.map((language) => `onLanguage:${language}`))
  })

  it('has the server read each language as what it is', () => {
    const formats = languages.map((language) => [language, formatOfLanguage(language, undefined)])
    expect(Object.fromEntries(formats)).toEqual({
      plaintext: 'text',
      markdown: 'markdown',
      mdx: 'mdx',
      html: 'html',
      latex: 'text',
      'git-commit': 'text',
    })
    // VS Code itself takes MDX for plain text.
    expect(contributes.languages).toEqual([{id: 'mdx', aliases: ['MDX'], extensions: ['.mdx']}])
  })

  it('has every setting that is read, with the same default, and none besides', () => {
    const read: Record<string, unknown> = {}
    readSettings((name, byDefault) => {
      read[`mtlint.${name}`] = byDefault
      return byDefault
    })
    // The language client reads this one, and its default.
    read['mtlint.trace.server'] = 'messages'
    const {properties} = contributes.configuration
    expect(Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, value.default]))).toEqual(read)
    for (const {markdownDescription} of Object.values(properties)) expect(markdownDescription).toMatch(/^[A-Z].*\.$/)
  })

  it('lets no folder that is not trusted say which program runs', () => {
    expect(capabilities.untrustedWorkspaces.supported).toBe('limited')
    const programs = Object.entries(contributes.configuration.properties).flatMap(([name, {scope}]) =>
      scope === 'machine-overridable' ? [name] : [],
    )
    expect(programs).toEqual(['mtlint.path', 'mtlint.runtime'])
    expect(capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(programs)
  })

  it('has the version of mtlint, and types no newer than the oldest VS Code it is for', () => {
    expect(manifest.version).toBe(readManifest('package.json').version)
    expect(`^${manifest.devDependencies['@types/vscode']}`).toBe(manifest.engines.vscode)
  })
})

describe('readSettings', () => {
  it('takes what is set, without spaces around it', () => {
    const set: Record<string, unknown> = {enable: false, path: ' ../mtlint '}
    expect(readSettings(<T>(name: string, byDefault: T) => (set[name] as T | undefined) ?? byDefault)).toEqual({
      enable: false,
      path: '../mtlint',
      runtime: '',
      formats: false,
    })
  })
})

describe('isLinted', () => {
  it.each([
    ['plaintext', 'file', true],
    ['git-commit', 'file', true],
    ['markdown', 'untitled', true],
    ['mdx', 'vscode-vfs', true],
    ['plaintext', 'output', false],
    ['markdown', 'git', false],
    ['typescript', 'file', false],
  ])('%s in %s: %s', (language, scheme, expected) => {
    expect(isLinted(language, scheme)).toBe(expected)
  })
})

describe('serverModule', () => {
  const bundled = '/extension/dist/server/cli.js'
  const mtlint = {'package.json': '{"bin": {"mtlint": "dist/cli.js"}}', 'dist/cli.js': ''}
  const installed = (folder: string) =>
    Object.fromEntries(Object.entries(mtlint).map(([path, text]) => [`${folder}node_modules/mtlint/${path}`, text]))
  const pick = (place: Partial<Parameters<typeof serverModule>[0]>) =>
    serverModule({folders: [], trusted: true, path: '', bundled, ...place})

  it('is the one of the extension where there is no other', async () => {
    expect(pick({})).toBe(bundled)
    expect(pick({folders: [await folderWith({'draft.txt': ''})]})).toBe(bundled)
  })

  it("is the workspace's own, of the first folder that has one", async () => {
    const folders = [await folderWith({}), await folderWith(installed('')), await folderWith(installed(''))]
    expect(pick({folders})).toBe(join(folders[1] as string, 'node_modules/mtlint/dist/cli.js'))
  })

  it('is found in a folder above', async () => {
    const folder = await folderWith({...installed('a/'), 'a/b/c/draft.txt': ''})
    expect(pick({folders: [join(folder, 'a/b/c')]})).toBe(join(folder, 'a/node_modules/mtlint/dist/cli.js'))
  })

  it('is never code of a workspace that is not trusted', async () => {
    const folder = await folderWith(installed(''))
    expect(pick({folders: [folder], trusted: false})).toBe(bundled)
    expect(pick({folders: [folder], trusted: false, path: 'node_modules/mtlint'})).toBe(bundled)
  })

  it.each([
    ['not built', {'package.json': '{"bin": {"mtlint": "dist/cli.js"}}'}],
    ['without a command', {'package.json': '{}', 'dist/cli.js': ''}],
    ['with a command that is none', {'package.json': '{"bin": {"mtlint": 1}}'}],
    ['with a manifest that is none', {'package.json': '{', 'dist/cli.js': ''}],
    ['a file', {'': ''}],
  ])('passes over a package that is %s', async (_, files) => {
    const folder = await folderWith(
      Object.fromEntries(Object.entries(files).map(([path, text]) => [join('node_modules/mtlint', path), text])),
    )
    expect(pick({folders: [folder]})).toBe(bundled)
  })

  it('is what the settings name: a package or a script, from the first folder', async () => {
    const folder = await folderWith({
      ...installed(''),
      'tools/package.json': '{"bin": {"mtlint": "x.js"}}',
      'tools/x.js': '',
    })
    const script = join(folder, 'tools/x.js')
    expect(pick({folders: [folder], path: 'tools'})).toBe(script)
    expect(pick({folders: [folder], path: './tools/x.js'})).toBe(script)
    expect(pick({path: script})).toBe(script)
  })

  it('says where it looked when the settings name nothing', async () => {
    const folder = await folderWith({'draft.txt': ''})
    const nothing = join(folder, 'gone')
    expect(() => pick({folders: [folder], path: 'gone'})).toThrow(`mtlint.path: there is no mtlint at ${nothing}`)
    expect(() => pick({path: folder})).toThrow(`mtlint.path: there is no mtlint at ${folder}`)
  })
})

describe('the status item', () => {
  it('counts what mtlint found, and nothing of others', () => {
    const of = (source: string | undefined, severity: number) => ({source, severity})
    const diagnostics = [of('mtlint', 0), of('mtlint', 1), of('mtlint', 1), of('mtlint', 2), of('mtlint', 3)]
    expect(countFindings([...diagnostics, of('eslint', 0), of(undefined, 0)])).toEqual({
      errors: 1,
      warnings: 2,
      infos: 2,
    })
  })

  it.each([
    [{errors: 0, warnings: 0, infos: 0}, '$(check) mtlint', 'mtlint: nothing found'],
    [{errors: 0, warnings: 0, infos: 1}, '$(info) mtlint: 1', 'mtlint: 1 info'],
    [{errors: 0, warnings: 2, infos: 1}, '$(warning) mtlint: 3', 'mtlint: 2 warnings, 1 info'],
    [{errors: 1, warnings: 0, infos: 1000}, '$(error) mtlint: 1001', 'mtlint: 1 error, 1000 infos'],
  ])('shows %o as %s', (counts, text, tooltip) => {
    expect(statusText(counts)).toBe(text)
    expect(statusOf('running', counts)).toEqual({text, tooltip, command: 'workbench.actions.view.problems'})
  })

  it('leads to the output while there is no server', () => {
    const counts = {errors: 1, warnings: 0, infos: 0}
    for (const state of ['starting', 'stopped'] as const) {
      const {text, command} = statusOf(state, counts)
      expect(text).not.toContain('1')
      expect(Object.keys(commandHandlers)).toContain(command)
    }
  })
})

describe('commandHandlers', () => {
  it('do what their names say', () => {
    const done: unknown[] = []
    const workbench = {
      run: (...rest: unknown[]) => done.push(rest),
      restart: () => done.push('restart'),
      showOutput: () => done.push('output'),
    }
    for (const handle of Object.values(commandHandlers)) handle(workbench)
    expect(done).toEqual([
      ['editor.action.codeAction', {kind: 'source.fixAll.mtlint', apply: 'first'}],
      'restart',
      'output',
    ])
  })
})
