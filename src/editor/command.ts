import {Command, CommanderError} from 'commander'
import {createConnection} from 'vscode-languageserver/node'
import * as catalogue from '../../rules/index.js'
import {version} from '../options.js'
import {startServer} from './server.js'

/**
 * Runs `mtlint lsp`: serves an editor on standard input and output until the pipe closes.
 *
 * @returns The exit status where there is nothing to serve; undefined while it serves.
 */
export function runServer(argv: readonly string[]): number | undefined {
  const program = new Command('mtlint lsp')
    .description('Serves editors over the Language Server Protocol, on standard input and output.')
    .option('--stdio', 'use standard input and output, which is always so')
    .option('--clientProcessId <id>', 'end when this process does')
    .exitOverride()
  try {
    program.parse(argv, {from: 'user'})
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? 0 : 2
  }
  startServer(createConnection(process.stdin, process.stdout), {catalogue, version: version()})
  return undefined
}
