/** Lines of a file, from 1. */
export type LineRange = {first: number; count: number}

/** Which lines of which files a patch has written: by paths from the root of the repository, as git gives them. */
export type PatchLines = Map<string, LineRange[]>

const hunkHeader = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/

/**
 * Reads a patch without context lines (`-U0`) as git writes it. What the files say cannot be taken for a header, since
 * the header of a hunk tells how many lines belong to it. Files of which nothing was written are not in the result.
 *
 * @param lines The lines of the patch without their line feeds, one character for each byte (latin1).
 */
export async function readPatch(lines: AsyncIterable<string>): Promise<PatchLines> {
  const files: PatchLines = new Map()
  let path: string | undefined
  let left = 0
  for await (const line of lines) {
    if (left > 0) {
      // `\ No newline at end of file` is not counted.
      if (!line.startsWith('\\')) left--
      continue
    }
    if (line.startsWith('+++ ')) path = pathOf(line.slice(4))
    const [header, before = '1', first, count = '1'] = hunkHeader.exec(line) ?? []
    if (header === undefined) continue
    left = Number(before) + Number(count)
    if (path === undefined || Number(count) === 0) continue
    const ranges = files.get(path) ?? []
    files.set(path, ranges)
    ranges.push({first: Number(first), count: Number(count)})
  }
  return files
}

/** The path of the new side; undefined where there is none. */
function pathOf(text: string): string | undefined {
  if (text === '/dev/null') return undefined
  // Git sets a tab behind a name with spaces, and quotes a name with tabs.
  const name = text.startsWith('"') ? unquote(text) : text.replace(/\t$/, '')
  return Buffer.from(name.slice('b/'.length), 'latin1').toString()
}

const escapes: Record<string, string> = {a: '\u0007', b: '\b', t: '\t', n: '\n', v: '\v', f: '\f', r: '\r'}

/** Undoes the quoting of git, which is that of C strings. */
function unquote(text: string): string {
  return text
    .slice(1, text.lastIndexOf('"'))
    .replace(/\\([0-7]{3}|.)/g, (_, code: string) =>
      code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : (escapes[code] ?? code),
    )
}
