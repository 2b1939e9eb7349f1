import {rm, symlink, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {Ajv} from 'ajv'
import {describe, expect, it} from 'vitest'
import {type Config, type ConfigOptions, createResolver, resolveConfig} from '../src/config.js'
import {configSchema} from '../src/index.js'
import {bad, catalogue, folderWith} from './helpers/command.js'

/** The settings of a file, as `id severity options`. */
async function settings(path: string, options: ConfigOptions = {}): Promise<string[]> {
  const {rules} = await resolveConfig(path, {catalogue, ...options})
  return rules.map(({rule, severity, options}) =>
    [rule.definition.id, severity, ...(options ? [JSON.stringify(options)] : [])].join(' '),
  )
}

const recommended = ['bad-word error', 'odd-word warning']
const strict = ['bad-word error', 'odd-word error', 'noted-word info']
const json = (config: Config) => JSON.stringify(config)

describe('where a config comes from', () => {
  it('recommends rules where there is none', async () => {
    expect(await settings('/a.txt')).toEqual(recommended)
  })

  it.each([
    ['.mtlintrc.json', json({extends: 'strict'})],
    ['.mtlintrc.json', `\uFEFF${json({extends: 'strict'})}`],
    ['.mtlintrc.yml', 'extends: strict\n'],
    ['.mtlintrc.yaml', '# a comment\nextends:\n  - strict\n'],
    ['package.json', '{"name": "x", "mtlint": {"extends": "strict"}}'],
  ])('reads %s', async (name, content) => {
    const folder = await folderWith({[name]: content})
    expect(await settings(join(folder, 'a.txt'))).toEqual(strict)
  })

  it('takes the nearest one upwards and stops there', async () => {
    const folder = await folderWith({
      '.mtlintrc.json': json({extends: 'strict'}),
      'docs/.mtlintrc.yml': 'rules: {odd-word: off}',
      'docs/package.json': '{"name": "docs"}',
    })
    expect(await settings(join(folder, 'docs/deep/er/a.txt'))).toEqual(['bad-word error'])
    expect(await settings(join(folder, 'news/a.txt'))).toEqual(strict)
  })

  it('passes over a package.json without settings, even a broken one', async () => {
    const folder = await folderWith({
      '.mtlintrc.json': json({extends: 'strict'}),
      'a/package.json': '{',
      'b/package.json': '{"name": "mtlint"}',
    })
    expect(await settings(join(folder, 'a/a.txt'))).toEqual(strict)
    expect(await settings(join(folder, 'b/a.txt'))).toEqual(strict)
  })

  it('takes what it is given', async () => {
    const folder = await folderWith({
      '.mtlintrc.json': json({extends: 'strict'}),
      'other.yaml': 'rules: {bad-word: off}',
      plain: '{"rules": {"bad-word": "info"}}',
    })
    const path = join(folder, 'a.txt')
    expect(await settings(path, {config: false})).toEqual(recommended)
    expect(await settings(path, {config: 'other.yaml', cwd: folder})).toEqual(['odd-word warning'])
    expect(await settings(path, {config: join(folder, 'plain')})).toEqual(['bad-word info', 'odd-word warning'])
    expect(await settings(path, {config: {extends: []}})).toEqual([])
  })

  it('reads each folder once', async () => {
    const folder = await folderWith({'.mtlintrc.json': json({extends: 'strict'})})
    const resolver = createResolver({catalogue})
    const first = await resolver(join(folder, 'a.txt'))
    await rm(join(folder, '.mtlintrc.json'))
    const second = await resolver(join(folder, 'b.txt'))
    expect(second.lint).toBe(first.lint)
    expect(second.file).toBe(join(folder, '.mtlintrc.json'))
  })

  it('takes an empty YAML file for an empty config', async () => {
    const folder = await folderWith({'.mtlintrc.yml': '# nothing yet\n'})
    expect(await settings(join(folder, 'a.txt'))).toEqual(recommended)
  })
})

describe('what a config says', () => {
  it('sets levels and options', async () => {
    expect(
      await settings('a.txt', {
        config: {rules: {'odd-word': ['error', {limit: 2}], 'noted-word': 'warning', 'bad-word': 'off'}},
      }),
    ).toEqual(['odd-word error {"limit":2}', 'noted-word warning'])
  })

  it('keeps the options where only a level is set later', async () => {
    const config: Config = {
      rules: {'odd-word': ['warning', {limit: 2}], 'bad-word': ['error', {limit: 1}]},
      overrides: [{files: ['*.md'], rules: {'odd-word': 'info', 'bad-word': ['info']}}],
    }
    expect(await settings('a.md', {config})).toEqual(['bad-word info {"limit":1}', 'odd-word info {"limit":2}'])
    expect(await settings('a.md', {config, rules: {'odd-word': 'error', 'bad-word': 'off'}})).toEqual([
      'odd-word error {"limit":2}',
    ])
  })

  it('builds on files and presets, the later ones winning', async () => {
    const folder = await folderWith({
      '.mtlintrc.json': json({
        extends: ['strict', './shared/base.yml'],
        rules: {'bad-word': 'warning'},
        allow: ['one'],
      }),
      'shared/base.yml': 'extends: ./deeper.json\nrules: {bad-word: off, odd-word: info}\nallow: [two]',
      'shared/deeper.json': json({
        rules: {'noted-word': 'off'},
        overrides: [{files: ['docs/*.md'], rules: {'odd-word': 'off'}}],
      }),
    })
    expect(await settings(join(folder, 'a.txt'))).toEqual(['bad-word warning', 'odd-word info'])
    expect((await resolveConfig(join(folder, 'a.txt'), {catalogue})).allow).toEqual(['two', 'one'])
  })

  it('begins with the recommended rules unless a preset is named', async () => {
    const folder = await folderWith({
      'base.json': json({rules: {'noted-word': 'info'}}),
      'with/.mtlintrc.json': json({extends: '../base.json'}),
      'without/.mtlintrc.json': json({extends: [], rules: {'noted-word': 'error'}}),
    })
    expect(await settings(join(folder, 'with/a.txt'))).toEqual([...recommended, 'noted-word info'])
    expect(await settings(join(folder, 'without/a.txt'))).toEqual(['noted-word error'])
  })

  it('overrides by patterns from its folder', async () => {
    const folder = await folderWith({
      '.mtlintrc.json': json({
        allow: ['all'],
        overrides: [
          {files: ['*.md'], rules: {'odd-word': 'off'}, allow: ['markdown']},
          {files: ['./docs/**', '!docs/old/**'], rules: {'bad-word': 'info'}},
        ],
      }),
    })
    expect(await settings(join(folder, 'x/README.md'))).toEqual(['bad-word error'])
    expect(await settings(join(folder, 'docs/a.txt'))).toEqual(['bad-word info', 'odd-word warning'])
    expect(await settings(join(folder, 'docs/a.md'))).toEqual(['bad-word info'])
    expect(await settings(join(folder, 'docs/a.MD'))).toEqual(['bad-word info', 'odd-word warning'])
    expect(await settings(join(folder, 'x/docs/a.txt'))).toEqual(recommended)
    expect((await resolveConfig(join(folder, 'a.md'), {catalogue})).allow).toEqual(['all', 'markdown'])
  })

  it('ignores by patterns from its folder', async () => {
    const folder = await folderWith({'a/.mtlintrc.json': json({ignore: ['/drafts', '*.log.txt', '!keep.log.txt']})})
    const resolver = createResolver({catalogue})
    const ignored = async (path: string) => (await resolver(join(folder, path))).ignored
    expect(await ignored('a/drafts/x.txt')).toBe(true)
    expect(await ignored('a/b/drafts/x.txt')).toBe(false)
    expect(await ignored('a/b/x.log.txt')).toBe(true)
    expect(await ignored('a/keep.log.txt')).toBe(false)
  })

  it('matches nothing outside the folder of a given config', async () => {
    const folder = await folderWith({
      'a/config.json': json({ignore: ['*'], overrides: [{files: ['*'], rules: {'bad-word': 'off'}}]}),
    })
    const resolved = await createResolver({catalogue, config: join(folder, 'a/config.json')})(join(folder, 'b/x.txt'))
    expect(resolved.ignored).toBe(false)
    expect(resolved.lint.rules.length).toBe(2)
  })
})

describe('what a config may not say', () => {
  const complaint = async (config: object | string, name = '.mtlintrc.json') => {
    const folder = await folderWith({[name]: typeof config === 'string' ? config : JSON.stringify(config)})
    const error: Error = await resolveConfig(join(folder, 'a.txt'), {catalogue}).then(
      () => new Error('no error'),
      (error: Error) => error,
    )
    return error.message.replaceAll(`${folder}/`, '')
  }

  it.each([
    [{ruls: {}}, 'unknown key `ruls`, did you mean `rules`?'],
    [{rules: {'bad-wrod': 'off'}}, 'unknown rule `bad-wrod`, did you mean `bad-word`?'],
    [{rules: {elephant: 'off'}}, 'unknown rule `elephant`'],
    [{rules: {'bad-word': ['error', {limits: 3}]}}, 'unknown option `limits` of `bad-word`, did you mean `limit`?'],
    [{rules: {'bad-word': ['error', {limit: -1}]}}, '`rules.bad-word.1.limit` must be >= 0'],
    [
      {rules: {'bad-word': 'warn'}},
      '`rules.bad-word` must be one of off, info, warning, error, did you mean `warning`?',
    ],
    [{rules: {'bad-word': 2}}, '`rules.bad-word` must be one of off, info, warning, error'],
    [{rules: {'bad-word': []}}, '`rules.bad-word` must NOT have fewer than 1 items'],
    [{overrides: [{rules: {}}]}, "`overrides.0` must have required property 'files'"],
    [{overrides: [{files: ['a'], rules: {x: 'off'}}]}, 'unknown rule `x`'],
    [
      {overrides: [{files: ['*.{md,txt}']}]},
      '`*.{md,txt}` in `files`: braces are not known here, write one pattern for each',
    ],
    [{allow: 'word'}, '`allow` must be array'],
    [[], 'the config must be object'],
    [
      {extends: 'recomended'},
      'unknown preset `recomended`, did you mean `recommended`? (presets are recommended, strict; a file begins with `./`)',
    ],
    ['{"rules": {},}', 'is not JSON: Expected double-quoted property name at 1:14'],
    ['', 'is not JSON: Unexpected end of JSON input'],
    ['{"a": x}', "is not JSON: Unexpected token 'x'"],
  ])('%j', async (config, message) => {
    expect(await complaint(config)).toBe(`.mtlintrc.json: ${message}`)
  })

  it('says everything at once', async () => {
    expect(await complaint({rulse: {}, rules: {'bad-word': 'of'}})).toBe(
      '.mtlintrc.json: unknown key `rulse`, did you mean `rules`?\n.mtlintrc.json: `rules.bad-word` must be one of off, info, warning, error, did you mean `off`?',
    )
  })

  it('says where YAML is wrong', async () => {
    expect(await complaint('rules: [', '.mtlintrc.yml')).toMatch(
      /^\.mtlintrc\.yml: is not YAML: .* at line 1, column 9$/,
    )
    expect(await complaint('rules: {}\nrules: {}', '.mtlintrc.yaml')).toMatch(/must be unique/)
  })

  it('says that a package.json with settings is broken', async () => {
    expect(await complaint('{"mtlint": {}', 'package.json')).toMatch(/^package\.json: is not JSON/)
  })

  it('says which file is missing, and who asked for it', async () => {
    expect(await complaint({extends: './none.json'})).toMatch(
      /^none\.json: no such config file \(extended by .mtlintrc.json\)$/,
    )
    await expect(resolveConfig('a.txt', {config: '/nowhere/x.json', catalogue})).rejects.toThrow(
      '/nowhere/x.json: no such config file',
    )
    await expect(resolveConfig('/a.txt', {config: {extends: '/nowhere/x.json'}, catalogue})).rejects.toThrow(
      /^\/nowhere\/x.json: no such config file$/,
    )
  })

  it('says that a package.json which is named has no settings', async () => {
    const folder = await folderWith({'package.json': '{}'})
    await expect(resolveConfig('a.txt', {config: join(folder, 'package.json')})).rejects.toThrow(
      'it has no `mtlint` key',
    )
  })

  it('does not run in a circle', async () => {
    const folder = await folderWith({
      '.mtlintrc.json': json({extends: './b.json'}),
      'b.json': json({extends: './.mtlintrc.json'}),
    })
    await expect(resolveConfig(join(folder, 'a.txt'), {catalogue})).rejects.toThrow(
      `${folder}/b.json: \`extends\` runs in a circle: ${folder}/.mtlintrc.json > ${folder}/b.json > ${folder}/.mtlintrc.json`,
    )
  })

  it('may extend the same file on two ways', async () => {
    const folder = await folderWith({
      '.mtlintrc.json': json({extends: ['./b.json', './c.json']}),
      'b.json': json({extends: './c.json'}),
      'c.json': json({rules: {'bad-word': 'off'}}),
    })
    expect(await settings(join(folder, 'a.txt'))).toEqual(['odd-word warning'])
  })

  it('says what cannot be read', async () => {
    const folder = await folderWith({'.mtlintrc.json/x': ''})
    await expect(resolveConfig(join(folder, 'a.txt'), {catalogue})).rejects.toThrow('.mtlintrc.json: is a folder')
    const looped = await folderWith({})
    await symlink('.mtlintrc.json', join(looped, '.mtlintrc.json'))
    await expect(resolveConfig(join(looped, 'a.txt'), {catalogue})).rejects.toThrow('ELOOP')
  })

  it('cannot touch prototypes', async () => {
    const folder = await folderWith({})
    await writeFile(join(folder, '.mtlintrc.json'), '{"rules": {"__proto__": "off"}, "__proto__": {"rules": {}}}')
    await expect(resolveConfig(join(folder, 'a.txt'), {catalogue})).rejects.toThrow('unknown rule `__proto__`')
    await writeFile(join(folder, '.mtlintrc.json'), '{"extends": "toString"}')
    await expect(resolveConfig(join(folder, 'a.txt'), {catalogue})).rejects.toThrow('unknown preset `toString`')
  })
})

describe('configSchema', () => {
  it('is a schema that editors understand', () => {
    const schema = configSchema()
    const ajv = new Ajv({strict: false})
    expect(ajv.validateSchema(schema)).toBe(true)
    expect(ajv.validate(schema, {$schema: './schema.json', extends: 'strict'})).toBe(true)
    expect(ajv.validate(schema, {rule: {}})).toBe(false)
  })

  it('describes each rule and its options', () => {
    const text = JSON.stringify(configSchema(catalogue))
    expect(text).toContain('"limit":{"type":"integer","minimum":0,"default":1000}')
    expect(text).toContain(JSON.stringify(bad.definition.summary))
  })
})
