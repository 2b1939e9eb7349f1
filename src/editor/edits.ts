import {diffLines, diffWordsWithSpace} from 'diff'

/** A text in place of a range; offsets in UTF-16 code units of the text before all edits. */
export type Edit = {start: number; end: number; text: string}

/** The edits that make one text of another, in order: only the words that differ. */
export function editsBetween(before: string, after: string): Edit[] {
  return differences(diffLines(before, after)).flatMap(({start, end, text}) =>
    // Words are compared within the lines that differ: over a whole text that would take too long.
    differences(diffWordsWithSpace(before.slice(start, end), text)).map((edit) => ({
      start: start + edit.start,
      end: start + edit.end,
      text: edit.text,
    })),
  )
}

function differences(changes: readonly {value: string; added: boolean; removed: boolean}[]): Edit[] {
  const edits: Edit[] = []
  let at = 0
  let open: Edit | undefined
  for (const {value, added, removed} of changes) {
    if (!added && !removed) {
      at += value.length
      open = undefined
      continue
    }
    if (!open) {
      open = {start: at, end: at, text: ''}
      edits.push(open)
    }
    if (added) open.text += value
    else {
      at += value.length
      open.end = at
    }
  }
  return edits
}
