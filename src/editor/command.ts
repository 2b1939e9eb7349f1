import {Command, CommanderError} from 'commander'
import {createConnection} from 'vscode-languageserver/node'
import * as catalogue from '../../rules/index.js'
import {version} from '../options.js'
import type {Io, Status} from '../run.js'
import {startServer} from './server.js'

/**
 * Runs `mtlint lsp`: serves an editor on standard input and output. The process ends with 0 when the client asked it
 * to, and with 1 when the client went away without a word.
 *
 * @returns 0 once it serves.
 */
export function serveEditor(argv: readonly string[], io: Io): Status {
  const program = new Command('mtlint lsp')
    .description('Serves an editor over the Language Server Protocol, on standard input and output.')
    .option('--stdio', 'use standard input and output, as is done without it')
    .option('--clientProcessId <id>', 'end when the process with this id has ended')
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'mtlint: ')),
    })
  try {
    program.parse(argv, {from: 'user'})
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    throw error
  }
  startServer(createConnection(io.stdin, io.stdout), {catalogue, version: version()})
  return 0
}
