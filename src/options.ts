import {createRequire} from 'node:module'
import {Command, InvalidArgumentError, Option} from 'commander'
import type {Level, RuleSettings} from './config.js'
import {didYouMean} from './nearest.js'
import {levels} from './schema.js'

export type Options = {
  fix?: true
  fixDryRun?: true
  format: 'pretty' | 'json'
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
  const program = new Command('mtlint')
    .description('Finds what machine translation leaves behind in English prose.')
    .argument('[files...]', 'files, folders and globs; `-` is standard input')
    .option('--fix', 'apply the safe fixes')
    .addOption(new Option('--fix-dry-run', 'print what --fix would change, as a diff').conflicts('fix'))
    .addOption(new Option('--format <name>', 'format of the report').choices(['pretty', 'json']).default('pretty'))
    .option('--config <file>', 'use this config instead of the nearest one')
    .option('--no-config', 'use no config but the recommended rules')
    .option('--rule <id:severity>', 'set a rule to off, info, warning or error (repeatable)', toRule(ruleIds))
    .option('--ext <list>', 'take files with these extensions from folders', toExtensions)
    .option('--ignore-path <file>', 'use this file instead of .mtlintignore')
    .option('--ignore-pattern <pattern>', 'ignore more files, in the syntax of gitignore (repeatable)', append)
    .option('--max-warnings <number>', 'fail when there are more warnings', toCount)
    .option('--quiet', 'report errors only')
    .option('--color', 'use colors')
    .option('--no-color', 'use no colors')
    .option('--stdin-filename <path>', 'read standard input as if it were this file')
    .option('--report-unused-disable-directives', 'report comments that ignore nothing')
    .option('--print-config <file>', 'print the settings for a file')
    .option('--list-rules', 'list the rules')
    .option('--explain <rule>', 'describe a rule')
    .option('--init', 'write a config to begin with')
    .version(version(), '-v, --version')
    .exitOverride()
    .configureOutput({
      writeOut: output.out,
      writeErr: output.error,
      outputError: (text, write) => write(text.replace(/^error: /, 'mtlint: ')),
    })
  program.parse(argv, {from: 'user'})
  return {files: program.args, options: program.opts<Options>()}
}

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

function toCount(value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(value)
}
