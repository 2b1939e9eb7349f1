import {FILE_HEADERS_ONLY, formatPatch, structuredPatch} from 'diff'
import type {Reporter} from './report.js'
import {visible} from './visible.js'

/** What the fixes change, as `git apply` and `patch -p1` read it. */
export function createDiffReporter(options: {
  color: boolean
  /** Escape control characters, which only a file or another program may get as they are. */
  escape: boolean
  /** A word that nobody can guess, where GitHub Actions would act upon commands in the text. */
  stopWord?: string | undefined
}): Reporter {
  const {stopWord} = options
  let stopped = false
  /** Programs that read patches pass over such lines. */
  const stop = () => {
    if (stopWord === undefined || stopped) return ''
    stopped = true
    return `::stop-commands::${stopWord}\n`
  }
  return {
    file({path, before, source}) {
      if (source === before) return ''
      const patch = structuredPatch(`a/${path}`, `b/${path}`, before, source, undefined, undefined, {context: 3})
      const text = formatPatch(patch, FILE_HEADERS_ONLY)
      const show = (line: string) => (options.escape ? visible(line.replace(/\r$/, '')) : line)
      const lines = text.split('\n').map((line) => (options.color ? paint(show(line)) : show(line)))
      return stop() + lines.join('\n')
    },
    end: () => (stopped ? `::${stopWord}::\n` : ''),
  }
}

function paint(line: string): string {
  const code = line.startsWith('+') ? 32 : line.startsWith('-') ? 31 : line.startsWith('@@') ? 36 : undefined
  return code === undefined ? line : `\u001B[${code}m${line}\u001B[39m`
}
