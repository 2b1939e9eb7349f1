/** What the commands do their work with. */
export type Workbench = {
  /** Runs a command of VS Code. */
  run(command: string, ...rest: unknown[]): unknown
  restart(): unknown
  showOutput(): unknown
}

/** The commands of the extension, by their identifier. */
export const commandHandlers: Readonly<Record<string, (workbench: Workbench) => unknown>> = {
  'mtlint.fixAll': ({run}) => run('editor.action.codeAction', {kind: 'source.fixAll.mtlint', apply: 'first'}),
  'mtlint.restart': ({restart}) => restart(),
  'mtlint.showOutput': ({showOutput}) => showOutput(),
}
