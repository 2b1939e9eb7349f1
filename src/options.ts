import {createRequire} from 'node:module'
import {Command, InvalidArgumentError, Option} from 'commander'
import type {CacheStrategy} from './cache.js'
import type {Level, RuleSettings} from './config.js'
import {type VerdictLevel, verdictLevels} from './gate.js'
import {didYouMean} from './nearest.js'
import {type FormatName, type FormatRequest, formatNames} from './report/formats.js'
import {levels} from './schema.js'
import type {Shard} from './shard.js'

/** `auto`: as many threads as are worth it. */
export type Concurrency = 'auto' | number

export type Options = {
  fix?: true
  fixDryRun?: true
  /** The reports; undefined: what is usual where the command runs. */
  format?: readonly FormatRequest[]
  /** False: `--no-config`. */
  config?: string | false
  rule?: RuleSettings
  ext?: readonly string[]
  ignorePath?: string
  ignorePattern?: readonly string[]
  maxWarnings?: number
  quiet?: true
  color?: boolean
  stdinFilename?: string
  printConfig?: string
  listRules?: true
  explain?: string
  init?: true
  reportUnusedDisableDirectives?: true
  baseline?: string
  updateBaseline?: true
  cache?: true
  cacheLocation: string
  cacheStrategy: CacheStrategy
  /** A ref of git. */
  since?: string
  staged?: true
  shard?: Shard
  jsonlIn?: true
  textField?: string
  /** Judge drafts: what each must be for the exit status 0. */
  gate?: VerdictLevel
  /** At least 1, which is this thread alone. */
  concurrency: Concurrency
}

export type Parsed = {files: string[]; options: Options}

type Output = {out(text: string): void; error(text: string): void}

/**
 * Parses the arguments of the command.
 *
 * @throws {CommanderError} When there is nothing left to do: after `--help` and `--version` with exit code 0, after a
 *   complaint with another one. What is to be said has then been written.
 */
export function parseOptions(argv: readonly string[], ruleIds: readonly string[], output: Output): Parsed {
  const isGate = argv[0] === 'gate'
  const program = new Command(isGate ? 'mtlint gate' : 'mtlint')
    .description(
      isGate
        ? 'Judges drafts by what machine translation left behind in them, and fails where one is not ready.'
        : 'Finds what machine translation leaves behind in English prose.',
    )
    .argument('[files...]', 'files, folders and globs; `-` is standard input')
    .optionsGroup('Fixes:')
    .option('--fix', 'apply the safe fixes')
    .addOption(new Option('--fix-dry-run', 'print what --fix would change, as a diff').conflicts('fix'))
    .optionsGroup('Rules:')
    .option('--config <file>', 'use this config instead of the nearest one')
    .option('--no-config', 'use no config but the recommended rules')
    .option('--rule <id:severity>', 'set a rule to off, info, warning or error (repeatable)', toRule(ruleIds))
    .option('--report-unused-disable-directives', 'report comments that ignore nothing')
    .optionsGroup('Files:')
    .option('--ext <list>', 'take files with these extensions from folders', toExtensions)
    .option('--ignore-path <file>', 'use this file instead of .mtlintignore')
    .option('--ignore-pattern <pattern>', 'ignore more files, in the syntax of gitignore (repeatable)', append)
    .option('--stdin-filename <path>', 'read standard input as if it were this file')
    .option('--since <ref>', 'report what was written since the commit where HEAD left this branch or commit')
    .option('--staged', 'report what is staged in git, as it is staged')
    .option('--shard <part/parts>', 'lint one of so many parts of the files, such as 1/4', toShard)
    .optionsGroup('Report:')
    .option('--format <name[=file]>', `format of the report (repeatable): ${formatNames.join(', ')}`, toFormats)
    .option('--max-warnings <number>', 'fail when there are more warnings', toCount)
    .option('--quiet', 'report errors only')
    .option('--color', 'use colors')
    .option('--no-color', 'use no colors')
    .optionsGroup('Streams:')
    .option('--jsonl-in', 'read JSON records, one a line, and write each with what was found in it')
    .option('--text-field <name>', 'the field of a record that has the text (default: "text")')
    .optionsGroup('Baseline:')
    .option('--baseline <file>', 'report only what is not in this baseline')
    .option('--update-baseline', 'write the baseline: all that is found now')
    .optionsGroup('Speed:')
    .option('--cache', 'lint only what has changed since it was linted with --cache')
    .option('--cache-location <folder>', 'where the cache is', '.mtlintcache')
    .addOption(
      new Option('--cache-strategy <strategy>', 'how to tell what has changed')
        .choices(['metadata', 'content'])
        .default('metadata'),
    )
    .addOption(
      new Option('--concurrency <number>', 'lint in so many threads, or auto, or off')
        .default('auto')
        .argParser(toThreads),
    )
    .optionsGroup('Other:')
    .option('--print-config <file>', 'print the settings for a file')
    .option('--list-rules', 'list the rules')
    .option('--explain <rule>', 'describe a rule')
    .option('--init', 'write a config to begin with')
    .addHelpText('after', isGate ? '' : commands)
    .version(version(), '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this')
    .exitOverride()
    .configureOutput({
      writeOut: output.out,
      writeErr: output.error,
      outputError: (text, write) => write(text.replace(/^error: /, 'mtlint: ')),
    })
  if (isGate) {
    program
      .optionsGroup('Gate:')
      .addOption(
        new Option('--level <level>', 'what each draft must be: ready, edit (it may need an edit)')
          .choices(verdictLevels.filter((level) => level !== 'raw'))
          .default('ready'),
      )
  }
  program.parse(isGate ? argv.slice(1) : argv, {from: 'user'})
  const {level, ...options} = program.opts<Options & {level?: VerdictLevel}>()
  return {files: program.args, options: level === undefined ? options : {...options, gate: level}}
}

const commands = `
Commands:
  gate [options] [files...]  say of each draft whether it is ready, see mtlint gate --help
  lsp                        serve an editor over the Language Server Protocol, see mtlint lsp --help
  serve [options]            answer clients of LanguageTool over HTTP, see mtlint serve --help`

export function version(): string {
  const {version} = createRequire(import.meta.url)('mtlint/package.json') as {version: string}
  return version
}

function toRule(ids: readonly string[]): (value: string, previous?: RuleSettings) => RuleSettings {
  return (value, previous) => {
    const [id = '', level = ''] = value.split(':', 2)
    if (!ids.includes(id)) throw new InvalidArgumentError(`There is no rule \`${id}\`${didYouMean(id, ids)}`)
    const found = levels.find((name) => name === level) as Level | undefined
    if (!found) {
      throw new InvalidArgumentError(`The severity must be one of ${levels.join(', ')}${didYouMean(level, levels)}`)
    }
    return {...previous, [id]: found}
  }
}

/** The formats that are made to stand together on standard output. */
const shared: readonly FormatName[] = ['pretty', 'github']

function toFormats(value: string, previous: readonly FormatRequest[] = []): FormatRequest[] {
  const requests = [...previous, ...value.split(',').map(toFormat)]
  const shown = requests.filter(({file}) => file === undefined)
  const lone = shown.find(({name}) => !shared.includes(name)) ?? shown[0]
  if (
    lone &&
    shown.length > 1 &&
    !(shown.length === 2 && shared.every((name) => shown.some((one) => one.name === name)))
  ) {
    throw new InvalidArgumentError(`Only one report can go to standard output, write \`${lone.name}=FILE\`.`)
  }
  const files = requests.flatMap(({file}) => (file === undefined ? [] : [file]))
  const twice = files.find((file, index) => files.indexOf(file) !== index)
  if (twice !== undefined) throw new InvalidArgumentError(`Only one report can go to \`${twice}\`.`)
  return requests
}

function toFormat(text: string): FormatRequest {
  const [, before = '', file] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? []
  const name = formatNames.find((name) => name === before.trim())
  if (name === undefined) {
    throw new InvalidArgumentError(
      `The format must be one of ${formatNames.join(', ')}${didYouMean(before, formatNames)}`,
    )
  }
  if (file === '') throw new InvalidArgumentError(`Write the file like \`${name}=FILE\`.`)
  return file === undefined ? {name} : {name, file}
}

function toExtensions(value: string, previous: readonly string[] = []): string[] {
  const extensions = value
    .split(',')
    .map((extension) => extension.trim())
    .filter((extension) => extension !== '' && extension !== '.')
  if (extensions.length === 0) throw new InvalidArgumentError('Write them like `.md,.txt`.')
  return [...previous, ...extensions.map((extension) => (extension.startsWith('.') ? extension : `.${extension}`))]
}

function append(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value]
}

function toThreads(value: string): Concurrency {
  if (value === 'auto') return value
  if (value === 'off') return 1
  if (!/^[1-9]\d{0,2}$/.test(value)) throw new InvalidArgumentError('It must be auto, off or a number from 1.')
  return Number(value)
}

function toShard(value: string): Shard {
  const [, index = 0, count = 0] = (/^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(value) ?? []).map(Number)
  if (index < 1 || index > count) throw new InvalidArgumentError('Write it like `1/4`: the first of four parts.')
  return {index, count}
}

function toCount(value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(value)
}
