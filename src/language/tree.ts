import type {Paragraph, Root} from 'nlcst'
import retextEnglish from 'retext-english'
import {unified} from 'unified'
import {SKIP, visit} from 'unist-util-visit'
import {OPAQUE} from './source-map.js'

/** parse-english is quadratic in what it is given and overflows the stack on a sentence of a megabyte. */
const longest = 65_536

const parser = unified().use(retextEnglish).freeze()

/**
 * Parses a text without blank lines into an nlcst paragraph; positions index the text. Opaque characters become source
 * nodes. What is longer than 64 KB is cut at a space and parsed in pieces.
 */
export function treeOf(text: string): Paragraph {
  const paragraph: Paragraph = {type: 'ParagraphNode', children: []}
  for (let start = 0; start < text.length; ) {
    const end = cut(text, start)
    const root = parser.parse(text.slice(start, end)) as Root
    if (start > 0) shift(root, start)
    for (const child of root.children) {
      if ('children' in child && child.type === 'ParagraphNode') {
        for (const sentence of child.children) paragraph.children.push(sentence)
      } else if (child.type === 'WhiteSpaceNode') {
        paragraph.children.push(child)
      }
    }
    start = end
  }
  if (text.includes(OPAQUE)) {
    visit(paragraph, 'SymbolNode', (node, index, parent) => {
      if (!parent || index === undefined || node.value !== OPAQUE) return
      parent.children[index] = {...node, type: 'SourceNode'}
      return SKIP
    })
  }
  return paragraph
}

function cut(text: string, start: number): number {
  if (text.length - start <= longest) return text.length
  const space = text.lastIndexOf(' ', start + longest)
  return space > start ? space + 1 : start + longest
}

/** Moves the positions of a tree. The nodes share their points, so each gets points of its own. */
function shift(root: Root, by: number): void {
  visit(root, (node) => {
    if (!node.position) return
    const {start, end} = node.position
    node.position = {
      start: {...start, offset: (start.offset ?? 0) + by},
      end: {...end, offset: (end.offset ?? 0) + by},
    }
  })
}
