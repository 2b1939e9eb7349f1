/** What the user sets under `mtlint.`; how much is traced is read by the language client itself. */
export type Settings = {
  enable: boolean
  /** A package or a script; empty: look for one. */
  path: string
  /** A program; empty: the one that runs VS Code. */
  runtime: string
  /** Whether mtlint is among the formatters. */
  formats: boolean
}

/**
 * Reads the settings.
 *
 * @param get Gives the value of a setting by its name without `mtlint.`, or the default where it is not set.
 */
export function readSettings(get: <T>(name: string, byDefault: T) => T): Settings {
  return {
    enable: get('enable', true),
    path: get('path', '').trim(),
    runtime: get('runtime', '').trim(),
    formats: get('format.enable', false),
  }
}
