import {CommanderError} from 'commander'
import {ownRulebook, rulebookOf} from './catalogue.js'
import {createResolver} from './config.js'
import {explainRule, listRules, printConfig} from './explain.js'
import {lintFiles} from './lint-files.js'
import {didYouMean} from './nearest.js'
import {parseOptions} from './options.js'
import {createOutput, createProgress} from './output.js'
import {visible} from './report/visible.js'
import type {Catalogue} from './schema.js'
import type {Io, Session, Status} from './session.js'

export type {Io, Status}

/**
 * Runs the command; it does not throw.
 *
 * @param catalogue Other rules than mtlint's own; these stay in this thread.
 */
export async function run(argv: readonly string[], io: Io, catalogue?: Catalogue): Promise<Status> {
  const out = createOutput(io.stdout)
  const err = createOutput(io.stderr)
  const progress = createProgress(io.stderr)
  const problems = new Set<string>()
  let failed = false
  const log = (line: string) => {
    progress.clear()
    err.write(`mtlint: ${line.split('\n').map(visible).join('\nmtlint: ')}\n`)
  }
  const problem = (line: string) => {
    failed = true
    // A config that is wrong is so for each of its files.
    if (!problems.has(line)) log(line)
    problems.add(line)
  }
  let status: Status = 0
  try {
    const rulebook = catalogue ? rulebookOf(catalogue) : await ownRulebook()
    const {files, options} = parseOptions(
      argv,
      rulebook.info.rules.map((rule) => rule.definition.id),
      {
        out: (text) => void out.write(text),
        error: (text) => void err.write(text.split('\n').map(visible).join('\n')),
      },
    )
    status = await perform(files, {options, rulebook, io, cwd: io.cwd(), out, problem, log, progress})
  } catch (error) {
    if (!(error instanceof CommanderError)) problem((error as Error).message)
    else if (error.exitCode !== 0) failed = true
  }
  await out.flush()
  if (out.error) problem(`the report cannot be written: ${out.error.message}`)
  await err.flush()
  return failed ? 2 : status
}

async function perform(files: readonly string[], session: Session): Promise<Status> {
  const {options, rulebook, out, cwd} = session
  if (options.listRules) out.write(listRules(await rulebook.load()))
  else if (options.explain !== undefined) out.write(explain(options.explain, await rulebook.load()))
  else if (options.init) session.log(`wrote ${await (await import('./init.js')).init(cwd)}`)
  else if (options.printConfig !== undefined) {
    const resolver = createResolver({...options, rules: options.rule, cwd, catalogue: rulebook.info})
    out.write(printConfig(await resolver(options.printConfig), rulebook.info))
  } else if (options.jsonlIn) return (await import('./stream.js')).lintStream(files, session)
  else return lintFiles(files, session)
  return 0
}

function explain(id: string, {rules}: Catalogue): string {
  const rule = rules.find(({definition}) => definition.id === id)
  if (rule) return explainRule(rule)
  throw new Error(
    `there is no rule \`${id}\`${didYouMean(
      id,
      rules.map(({definition}) => definition.id),
    )}`,
  )
}
