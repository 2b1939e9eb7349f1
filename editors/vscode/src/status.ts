/** How many findings a document has, by severity. */
export type Counts = {errors: number; warnings: number; infos: number}

/** What the server does: it is on its way, it runs, or it does not. */
export type ServerState = 'starting' | 'running' | 'stopped'

/** What the item in the status bar shows; `$(name)` is an icon of VS Code. */
export type Status = {text: string; tooltip: string; command: string}

/** Counts the findings of mtlint among the diagnostics of a document. Severities are those of VS Code, from 0. */
export function countFindings(diagnostics: readonly {source?: string | undefined; severity: number}[]): Counts {
  const counts = {errors: 0, warnings: 0, infos: 0}
  for (const {source, severity} of diagnostics) {
    if (source !== 'mtlint') continue
    counts[severity === 0 ? 'errors' : severity === 1 ? 'warnings' : 'infos']++
  }
  return counts
}

/** What the status bar says of a document: a click opens the list of problems, or tells what is wrong. */
export function statusOf(state: ServerState, counts: Counts): Status {
  if (state === 'running') {
    return {text: statusText(counts), tooltip: statusTooltip(counts), command: 'workbench.actions.view.problems'}
  }
  const command = 'mtlint.showOutput'
  return state === 'starting'
    ? {text: '$(loading~spin) mtlint', tooltip: 'mtlint is starting', command}
    : {text: '$(circle-slash) mtlint', tooltip: 'mtlint does not run: show its output', command}
}

/** The count, with the icon of the gravest finding. */
export function statusText({errors, warnings, infos}: Counts): string {
  const all = errors + warnings + infos
  if (all === 0) return '$(check) mtlint'
  return `$(${errors > 0 ? 'error' : warnings > 0 ? 'warning' : 'info'}) mtlint: ${all}`
}

function statusTooltip({errors, warnings, infos}: Counts): string {
  const parts = [count(errors, 'error'), count(warnings, 'warning'), count(infos, 'info')].filter((part) => part !== '')
  return `mtlint: ${parts.length === 0 ? 'nothing found' : parts.join(', ')}`
}

function count(number: number, name: string): string {
  return number === 0 ? '' : `${number} ${name}${number === 1 ? '' : 's'}`
}
