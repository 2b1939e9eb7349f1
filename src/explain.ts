import type {Resolved} from './config.js'
import type {BadExample, Rule} from './rule.js'
import type {Catalogue, RuleInfo} from './schema.js'

/** The rules as a table: id, severity, fix, summary. */
export function listRules(catalogue: Catalogue): string {
  const rows = catalogue.rules.map(({definition: {id, severity, stage, fix, summary}}) => [
    id,
    stage === 'nursery' ? 'nursery' : severity,
    fix === 'safe' ? 'fix' : fix === 'suggest' ? 'suggest' : '',
    summary,
  ])
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`).join('')
}

/** All there is to know about a rule, out of its definition. */
export function explainRule({definition}: Rule): string {
  const {id, group, summary, severity, stage, fix, options, examples} = definition
  const fixes = {safe: 'fixed by --fix', suggest: 'has suggestions', none: 'has no fix'}
  const state = stage === 'nursery' ? 'off unless asked for' : 'recommended'
  const defaults = Object.entries<unknown>({...options?.defaults})
  return [
    `${id} (${group}, ${severity}, ${state}, ${fixes[fix]})`,
    '',
    summary,
    ...(defaults.length > 0
      ? ['', 'Options:', ...defaults.map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`)]
      : []),
    '',
    'Reported:',
    ...examples.bad.flatMap(explainBad),
    '',
    'Left alone:',
    ...examples.good.flatMap((good) => indentLines(typeof good === 'string' ? good : good.text)),
    '',
  ].join('\n')
}

function explainBad({text, message, fixed}: BadExample): string[] {
  return [...indentLines(text), `    ${message}`, ...(fixed === undefined ? [] : indentLines(fixed, '    > '))]
}

function indentLines(text: string, indent = '  '): string[] {
  return text.split('\n').map((line) => indent + line)
}

/** The settings of a file, in the shape of a config. */
export function printConfig({lint, file, ignored}: Resolved<RuleInfo>, catalogue: Catalogue<RuleInfo>): string {
  const rules = catalogue.rules.map(({definition: {id, options}}) => {
    const run = lint.rules.find(({rule}) => rule.definition.id === id)
    const settings = {...options?.defaults, ...run?.options}
    const level = run?.severity ?? 'off'
    return [id, run && Object.keys(settings).length > 0 ? [level, settings] : level]
  })
  const data = {config: file ?? null, ignored, rules: Object.fromEntries(rules), allow: lint.allow}
  return `${JSON.stringify(data, null, 2)}\n`
}
