import {Command, InvalidArgumentError, Option} from 'commander'

export type ServeOptions = {
  port: number
  host: string
  allowOrigin: readonly string[]
  maxTextLength: number
  /** In seconds. */
  timeout: number
  /** False: `--no-config`. */
  config?: string | false
}

type Output = {out(text: string): void; error(text: string): void}

/**
 * Parses the arguments behind `mtlint serve`.
 *
 * @throws {CommanderError} When there is nothing left to do: after `--help` with exit code 0, after a complaint with another
 *   one. What is to be said has then been written.
 */
export function parseServeOptions(argv: readonly string[], output: Output): ServeOptions {
  const program = new Command('mtlint serve')
    .description('Answers clients of LanguageTool over HTTP with the findings of mtlint.')
    .addOption(new Option('--port <number>', 'listen on this port; 0 takes a free one').argParser(toPort).default(8081))
    .addOption(
      new Option('--host <name>', 'listen on this address, for other machines too')
        .argParser(toHost)
        .default('127.0.0.1'),
    )
    .addOption(
      new Option('--allow-origin <origin>', 'let pages of this origin ask, or of any with `*` (repeatable)')
        .argParser(toOrigin)
        .default([], 'none'),
    )
    .addOption(
      new Option('--max-text-length <number>', 'refuse texts of more characters')
        .argParser(toCount(100_000_000))
        .default(1_000_000),
    )
    .addOption(
      new Option('--timeout <seconds>', 'give up on a text that takes longer').argParser(toCount(86_400)).default(30),
    )
    .option('--config <file>', 'use this config instead of the nearest one')
    .option('--no-config', 'use no config but the recommended rules')
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({
      writeOut: output.out,
      writeErr: output.error,
      outputError: (text, write) => write(text.replace(/^error: /, 'mtlint: ')),
    })
  program.parse(argv, {from: 'user'})
  return program.opts<ServeOptions>()
}

function toPort(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535) {
    throw new InvalidArgumentError('It must be a number from 0 to 65535.')
  }
  return Number(value)
}

function toHost(value: string): string {
  // Node takes the empty name for all addresses.
  if (value.trim() === '') throw new InvalidArgumentError('Write an address or a name, such as 0.0.0.0 for all.')
  return value
}

function toCount(most: number): (value: string) => number {
  return (value) => {
    if (!/^[1-9]\d{0,8}$/.test(value) || Number(value) > most) {
      throw new InvalidArgumentError(`It must be a whole number from 1 to ${most}.`)
    }
    return Number(value)
  }
}

function toOrigin(value: string, previous: readonly string[] = []): string[] {
  if (value !== '*' && value !== 'null' && !/^[a-z][a-z\d+.-]*:\/\/[^\s/?#@,]+$/i.test(value)) {
    throw new InvalidArgumentError('Write it like `https://example.org`, or `*` for any.')
  }
  return [...previous, value]
}
