import {readFile} from 'node:fs/promises'
import {basename, dirname, extname, isAbsolute, join, relative, resolve, sep} from 'node:path'
import type {Ajv, ErrorObject, ValidateFunction} from 'ajv'
import type {Ignore} from 'ignore'
import {type GateConfig, type GateSettings, gateOf} from './gate.js'
import type {LintConfig} from './lint.js'
import {didYouMean} from './nearest.js'
import type {JsonSchema, Rule, Severity} from './rule.js'
import {type Catalogue, configSchema, levels, type RuleInfo} from './schema.js'

export type Level = 'off' | Severity

/** A level alone leaves the options as they are. */
export type RuleSetting = Level | readonly [Level, {readonly [option: string]: unknown}?]

export type RuleSettings = {readonly [ruleId: string]: RuleSetting}

/** Settings for some files: patterns in the syntax of gitignore, from the folder of the config. */
export type Override = {files: readonly string[]; rules?: RuleSettings; allow?: readonly string[]}

/** What stands in a config file. */
export type Config = {
  $schema?: string
  /** Presets and paths of files, the later ones winning. Without it, `recommended`. */
  extends?: string | readonly string[]
  rules?: RuleSettings
  allow?: readonly string[]
  overrides?: readonly Override[]
  ignore?: readonly string[]
  gate?: GateConfig
}

export type ConfigOptions<R extends RuleInfo = Rule> = {
  /** A config or the path of its file, or false for none; otherwise the nearest file upwards is read. */
  config?: Config | string | false | undefined
  /** Settings that win over all others. */
  rules?: RuleSettings | undefined
  reportUnusedDisableDirectives?: boolean | undefined
  /** Folder of paths and of a config that is given as an object. */
  cwd?: string | undefined
  /** mtlint's own when left out. */
  catalogue?: Catalogue<R> | undefined
}

/** What holds for one file. */
export type Resolved<R = Rule> = {
  lint: LintConfig<R>
  /** How the gate judges it. */
  gate: GateSettings
  /** Whether the config ignores the file. */
  ignored: boolean
  /** The config file, or undefined when there is none. */
  file: string | undefined
  /** Paths of the config file and of those that it extends. */
  files: readonly string[]
}

/** Says what holds for a file; configs are read once. Rejects with an error that names the config file. */
export type Resolver<R = Rule> = (path: string) => Promise<Resolved<R>>

/** One layer of settings; `files` is undefined where they hold for all files. */
type Layer = {files: Ignore | undefined; rules: RuleSettings; allow: readonly string[]}

type Loaded = {
  file: string | undefined
  files: readonly string[]
  folder: string
  layers: readonly Layer[]
  ignore: Ignore | undefined
  gate: GateSettings
}

/** What a config and those that it extends come to. */
type Stack = {layers: Layer[]; ignore: string[]; gate: GateConfig[]; based: boolean; files: string[]}

type Origin = {
  /** For messages. */
  name: string
  /** Folder of relative paths in `extends`. */
  folder: string
  /** Folder of patterns: that of the config which mtlint found, not of one that it extends. */
  root: string
  /** The files that led here. */
  chain: readonly string[]
}

const fileNames = ['.mtlintrc.json', '.mtlintrc.yml', '.mtlintrc.yaml', 'package.json']

/**
 * Settles what holds for one file.
 *
 * @throws {Error} When a config cannot be read or says something that mtlint does not know.
 */
export async function resolveConfig(path: string, options: ConfigOptions = {}): Promise<LintConfig> {
  const {catalogue = await import('../rules/index.js')} = options
  return (await createResolver({...options, catalogue})(path)).lint
}

export function createResolver<R extends RuleInfo>(options: ConfigOptions<R> & {catalogue: Catalogue<R>}): Resolver<R> {
  const {config, catalogue, cwd = process.cwd()} = options
  const folders = new Map<string, Promise<Loaded | undefined>>()
  const settled = new Map<Loaded, Map<string, LintConfig<R>>>()
  let fixed: Promise<Loaded> | undefined

  /** The config of a folder: its own, or that of the folder above. */
  function inFolder(folder: string): Promise<Loaded | undefined> {
    const known = folders.get(folder)
    if (known) return known
    const above = dirname(folder)
    const found = findIn(folder, catalogue).then((own) => own ?? (above === folder ? undefined : inFolder(above)))
    folders.set(folder, found)
    return found
  }

  const none = () => load({}, {name: 'config', folder: cwd, root: cwd, chain: []}, undefined, catalogue)

  function given(): Promise<Loaded> {
    if (typeof config === 'string') return loadFile(resolve(cwd, config), catalogue)
    return config ? load(config, {name: 'config', folder: cwd, root: cwd, chain: []}, undefined, catalogue) : none()
  }

  let fallback: Promise<Loaded> | undefined

  async function loadedFor(path: string): Promise<Loaded> {
    if (config !== undefined) {
      fixed ??= given()
      return fixed
    }
    const found = await inFolder(dirname(path))
    if (found) return found
    fallback ??= none()
    return fallback
  }

  return async (path) => {
    const absolute = resolve(cwd, path)
    const loaded = await loadedFor(absolute)
    const place = placeIn(loaded.folder, absolute)
    const active = loaded.layers.filter(({files}) => !files || (place !== undefined && files.ignores(place)))
    const key = active.map((layer) => loaded.layers.indexOf(layer)).join()
    const known = settled.get(loaded) ?? new Map<string, LintConfig<R>>()
    settled.set(loaded, known)
    const lint = known.get(key) ?? settle(active, options, catalogue)
    known.set(key, lint)
    const ignored = place !== undefined && (loaded.ignore?.ignores(place) ?? false)
    return {lint, gate: loaded.gate, ignored, file: loaded.file, files: loaded.files}
  }
}

/** The path of a file from a folder, with slashes, or undefined when the file is not in the folder. */
export function placeIn(folder: string, path: string): string | undefined {
  const place = relative(folder, path)
  if (place === '' || place === '..' || place.startsWith(`..${sep}`) || isAbsolute(place)) return undefined
  return place.split(sep).join('/')
}

/**
 * Matches paths as git does, which tells upper from lower case; undefined when there are no patterns.
 *
 * @param patterns The text of an ignore file, or a list of patterns, in which `./docs` is the same as `/docs`.
 */
export async function createMatcher(patterns: string | readonly string[]): Promise<Ignore | undefined> {
  if (patterns.length === 0) return undefined
  // Loading it takes as long as linting a short file.
  const {default: ignore} = await import('ignore')
  const list = typeof patterns === 'string' ? patterns : patterns.map((pattern) => pattern.replace(/^(!?)\.\//, '$1/'))
  return ignore({ignorecase: false}).add(list)
}

function settle<R extends RuleInfo>(
  layers: readonly Layer[],
  options: ConfigOptions<R>,
  catalogue: Catalogue<R>,
): LintConfig<R> {
  const settings = new Map<string, {level: Level; options?: object | undefined}>()
  const top: Layer = {files: undefined, rules: options.rules ?? {}, allow: []}
  for (const {rules} of [...layers, top]) {
    for (const [id, setting] of Object.entries(rules)) {
      if (typeof setting === 'string') settings.set(id, {...settings.get(id), level: setting})
      else settings.set(id, {level: setting[0], options: setting[1] ?? settings.get(id)?.options})
    }
  }
  const rules = catalogue.rules.flatMap((rule) => {
    const setting = settings.get(rule.definition.id)
    return setting && setting.level !== 'off' ? [{rule, severity: setting.level, options: setting.options}] : []
  })
  return {
    rules,
    allow: layers.flatMap(({allow}) => allow),
    reportUnusedDisableDirectives: options.reportUnusedDisableDirectives ?? false,
  }
}

/** The config that stands in a folder, if there is one. */
async function findIn(folder: string, catalogue: Catalogue<RuleInfo>): Promise<Loaded | undefined> {
  for (const name of fileNames) {
    const file = join(folder, name)
    const text = await readIfThere(file)
    if (text === undefined || (name === 'package.json' && !text.includes('"mtlint"'))) continue
    const data = await parse(text, file)
    if (data !== undefined) return loadData(data, file, catalogue)
  }
  return undefined
}

async function loadFile(file: string, catalogue: Catalogue<RuleInfo>): Promise<Loaded> {
  return loadData(await readConfig(file), file, catalogue)
}

function loadData(data: unknown, file: string, catalogue: Catalogue<RuleInfo>): Promise<Loaded> {
  const folder = dirname(file)
  return load(data, {name: file, folder, root: folder, chain: [file]}, file, catalogue)
}

async function load(
  data: unknown,
  origin: Origin,
  file: string | undefined,
  catalogue: Catalogue<RuleInfo>,
): Promise<Loaded> {
  const stack = await stackOf(data, origin, catalogue)
  // A config that names no preset changes the recommended one; `extends: []` begins from nothing.
  const base = stack.based ? [] : [presetLayer('recommended', catalogue)]
  const ignore = await createMatcher(stack.ignore)
  return {
    file,
    files: stack.files,
    folder: origin.root,
    layers: [...base, ...stack.layers],
    ignore,
    gate: gateOf(stack.gate),
  }
}

async function stackOf(data: unknown, origin: Origin, catalogue: Catalogue<RuleInfo>): Promise<Stack> {
  // The empty config needs no validator, which takes a while to load.
  const config = isEmpty(data) ? {} : await validate(data, origin.name, catalogue)
  const stack: Stack = {layers: [], ignore: [], gate: [], based: false, files: origin.chain.slice(-1)}
  const bases = typeof config.extends === 'string' ? [config.extends] : config.extends
  if (bases?.length === 0) stack.based = true
  for (const base of bases ?? []) {
    const below = await stackOfBase(base, origin, catalogue)
    stack.layers.push(...below.layers)
    stack.ignore.push(...below.ignore)
    stack.gate.push(...below.gate)
    stack.files.push(...below.files)
    stack.based ||= below.based
  }
  const place = (rules: RuleSettings = {}) => placePaths(rules, origin.folder, catalogue)
  stack.layers.push({files: undefined, rules: place(config.rules), allow: config.allow ?? []})
  for (const override of config.overrides ?? []) {
    const files = await createMatcher(override.files.map((pattern) => filePattern(pattern, origin.name)))
    stack.layers.push({files, rules: place(override.rules), allow: override.allow ?? []})
  }
  stack.ignore.push(...(config.ignore ?? []))
  if (config.gate) stack.gate.push(config.gate)
  return stack
}

async function stackOfBase(base: string, origin: Origin, catalogue: Catalogue<RuleInfo>): Promise<Stack> {
  if (Object.hasOwn(catalogue.presets, base)) {
    return {layers: [presetLayer(base, catalogue)], ignore: [], gate: [], based: true, files: []}
  }
  if (!/[/\\]|\.(?:json|ya?ml)$/.test(base)) {
    const names = Object.keys(catalogue.presets)
    throw new Error(
      `${origin.name}: unknown preset \`${base}\`${didYouMean(base, names)} (presets are ${names.join(', ')}; a file begins with \`./\`)`,
    )
  }
  const file = resolve(origin.folder, base)
  const chain = [...origin.chain, file]
  if (origin.chain.includes(file)) throw new Error(`${origin.name}: \`extends\` runs in a circle: ${chain.join(' > ')}`)
  const data = await readConfig(file).catch((error: Error) => {
    throw new Error(origin.chain.length === 0 ? error.message : `${error.message} (extended by ${origin.name})`)
  })
  return stackOf(data, {name: file, folder: dirname(file), root: origin.root, chain}, catalogue)
}

/** Options that are paths count from the folder of their config; their schemas have the format `path`. */
function placePaths(rules: RuleSettings, folder: string, {rules: known}: Catalogue<RuleInfo>): RuleSettings {
  const entries = Object.entries(rules).map(([id, setting]) => {
    const schema: {[name: string]: JsonSchema} = {
      ...known.find((rule) => rule.definition.id === id)?.definition.options?.schema,
    }
    if (typeof setting === 'string' || !setting[1]) return [id, setting] as const
    const options = Object.entries(setting[1]).map(([name, value]) => {
      const isPath = schema[name]?.format === 'path' && typeof value === 'string' && value !== ''
      return [name, isPath ? resolve(folder, value) : value] as const
    })
    return [id, [setting[0], Object.fromEntries(options)]] as const
  })
  return Object.fromEntries(entries) as RuleSettings
}

function presetLayer(name: string, catalogue: Catalogue<RuleInfo>): Layer {
  return {files: undefined, rules: catalogue.presets[name] ?? {}, allow: []}
}

function isEmpty(data: unknown): boolean {
  return typeof data === 'object' && data !== null && !Array.isArray(data) && Object.keys(data).length === 0
}

function filePattern(pattern: string, name: string): string {
  if (pattern.includes('{')) {
    throw new Error(`${name}: \`${pattern}\` in \`files\`: braces are not known here, write one pattern for each`)
  }
  return pattern
}

/** Reads a config file that must be there. */
async function readConfig(file: string): Promise<unknown> {
  const text = await readIfThere(file)
  if (text === undefined) throw new Error(`${file}: no such config file`)
  const data = await parse(text, file)
  if (data === undefined) throw new Error(`${file}: it has no \`mtlint\` key`)
  return data
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    const text = await readFile(file, 'utf8')
    return text.replace(/^\uFEFF/, '')
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new Error(`${file}: ${code === 'EACCES' ? 'permission denied' : code === 'EISDIR' ? 'is a folder' : message}`)
  }
}

/** Parses a config file; undefined for a package.json without the key. */
async function parse(text: string, file: string): Promise<unknown> {
  if (extname(file) !== '.json') return parseYaml(text, file)
  try {
    const data: unknown = JSON.parse(text)
    if (basename(file) !== 'package.json') return data
    return typeof data === 'object' && data !== null && 'mtlint' in data ? data.mtlint : undefined
  } catch (error) {
    throw new Error(`${file}: is not JSON: ${jsonProblem(text, error as Error)}`)
  }
}

/** What JSON.parse has to say, with the line and column in place of an offset and a piece of the text. */
function jsonProblem(text: string, error: Error): string {
  const offset = /at position (\d+)/.exec(error.message)?.[1]
  const reason = error.message.replace(/,? (?:in JSON|".*" is not valid JSON).*$/s, '')
  if (offset === undefined) return reason
  const lines = text.slice(0, Number(offset)).split('\n')
  return `${reason} at ${lines.length}:${(lines.at(-1) ?? '').length + 1}`
}

async function parseYaml(text: string, file: string): Promise<unknown> {
  const {parse} = await import('yaml')
  try {
    return parse(text, {logLevel: 'error'}) ?? {}
  } catch (error) {
    throw new Error(`${file}: is not YAML: ${(error as Error).message.split('\n', 1)[0]?.replace(/:$/, '')}`)
  }
}

const validators = new WeakMap<Catalogue<RuleInfo>, ValidateFunction<Config>>()
let ajv: Ajv | undefined

/** @throws {Error} That names the config and everything in it that is not known. */
async function validate(data: unknown, name: string, catalogue: Catalogue<RuleInfo>): Promise<Config> {
  if (!ajv) {
    const {Ajv} = await import('ajv')
    ajv = new Ajv({allErrors: true, verbose: true, strict: false, formats: {path: true}})
  }
  const check = validators.get(catalogue) ?? ajv.compile<Config>(configSchema(catalogue))
  validators.set(catalogue, check)
  if (check(data)) return data
  const problems = (check.errors ?? []).filter(({keyword}) => keyword !== 'if').map(problemOf)
  throw new Error(problems.map((problem) => `${name}: ${problem}`).join('\n'))
}

function problemOf({instancePath, keyword, params, parentSchema, message, data}: ErrorObject): string {
  const keys = instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
  const place = keys.length === 0 ? 'the config' : `\`${keys.join('.')}\``
  if (keyword === 'additionalProperties') {
    const key = String(params.additionalProperty)
    const names = Object.keys((parentSchema?.properties as object | undefined) ?? {})
    return `unknown ${nameOf(key, keys)}${didYouMean(key, names)}`
  }
  if (keyword === 'enum' && parentSchema?.enum === levels) {
    return `${place} must be one of ${levels.join(', ')}${didYouMean(String(data), levels)}`
  }
  return `${place} ${message}`
}

/** What a key is called that stands in the given place. */
function nameOf(key: string, place: readonly string[]): string {
  if (place.at(-1) === 'rules') return `rule \`${key}\``
  const rules = place.indexOf('rules')
  return rules === -1 ? `key \`${key}\`` : `option \`${key}\` of \`${place[rules + 1]}\``
}
