import type {Root} from 'nlcst'
import {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import type {Paragraph} from './paragraph.js'
import {treeOf} from './tree.js'

/** A retext plugin without options: what it returns takes a tree and adds messages to a file. */
export type RetextPlugin = () => (tree: Root, file: VFile) => unknown

/** A message of a plugin; `start` and `end` are indices of the text of the paragraph. */
export type PluginMessage = {start: number; end: number; message: VFileMessage}

/**
 * Runs a retext plugin of others on those sentences of a paragraph that hold one of the places, and on no others: the
 * tree of a sentence takes a thousand times as long as a look at its text.
 *
 * @param places Indices of the text, in ascending order, at which the plugin may find something.
 * @returns The messages that have a place, in the order in which the plugin gave them, sentence by sentence.
 */
export function runPlugin(plugin: RetextPlugin, paragraph: Paragraph, places: readonly number[]): PluginMessage[] {
  const found: PluginMessage[] = []
  if (places.length === 0) return found
  const transform = plugin()
  let next = 0
  for (const sentence of paragraph.sentences) {
    while (next < places.length && (places[next] as number) < sentence.start) next++
    if (next === places.length) break
    if ((places[next] as number) >= sentence.end) continue
    const text = paragraph.text.slice(sentence.start, sentence.end)
    const file = new VFile(text)
    transform({type: 'RootNode', children: [treeOf(text)]}, file)
    for (const message of file.messages) {
      const {place} = message
      if (!place || !('start' in place)) continue
      const {start, end} = place
      if (start.offset === undefined || end.offset === undefined) continue
      found.push({start: sentence.start + start.offset, end: sentence.start + end.offset, message})
    }
  }
  return found
}
