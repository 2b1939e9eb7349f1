/** A member of an object: where its text is, with its value, and its key. */
type Member = {start: number; end: number; key: string}

/**
 * Adds a field to the end of a JSON object without touching the rest of its text: numbers keep their digits, and keys
 * that stand there twice stay. Only a field of the same name, from an earlier run, is taken out.
 *
 * @param text A text that JSON.parse takes for an object; a byte order mark may stand before it.
 * @param value JSON.
 */
export function addField(text: string, name: string, value: string): string {
  const members = membersOf(text)
  const begin = members[0]?.start ?? text.indexOf('{') + 1
  const parts = [text.slice(0, begin)]
  for (const [index, {start, end, key}] of members.entries()) {
    if (key === name) continue
    // With the comma before it.
    const from = parts.length === 1 ? start : (members[index - 1] as Member).end
    parts.push(text.slice(from, end))
  }
  const comma = parts.length === 1 ? '' : ','
  return `${parts.join('')}${comma}${JSON.stringify(name)}:${value}${text.slice(members.at(-1)?.end ?? begin)}`
}

/** The members of the outermost object. */
function membersOf(text: string): Member[] {
  const members: Member[] = []
  let depth = 0
  let start = -1
  let end = 0
  for (let at = text.indexOf('{'); at < text.length; at++) {
    const character = text[at] as string
    if (' \t\r\n'.includes(character)) continue
    const closes = character === '}' || character === ']'
    if (depth === 1 && start !== -1 && (character === ',' || closes)) {
      members.push({start, end, key: JSON.parse(text.slice(start, endOfString(text, start)))})
      start = -1
    } else if (depth === 1 && start === -1) {
      start = at
    }
    if (character === '"') at = endOfString(text, at) - 1
    else if (character === '{' || character === '[') depth++
    else if (closes && --depth === 0) break
    end = at + 1
  }
  return members
}

/** The offset after a string that begins at the given one. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); ; quote = text.indexOf('"', quote + 1)) {
    let slash = quote
    while (text[slash - 1] === '\\') slash--
    if ((quote - slash) % 2 === 0) return quote + 1
  }
}
