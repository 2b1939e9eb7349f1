import {readFileSync} from 'node:fs'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {Block} from '../src/language/paragraph.js'
import {OPAQUE, toSource} from '../src/language/source-map.js'
import {readMarkdown} from '../src/prose/markdown.js'
import {checkPlaces} from './places.js'

const o = OPAQUE

/** The blocks of a source as pairs of kind and text. */
function read(source: string, format: 'markdown' | 'mdx' = 'markdown'): [string, string][] {
  return readMarkdown(source, format).blocks.map(({kind, text}) => [kind, text])
}

function texts(source: string, format: 'markdown' | 'mdx' = 'markdown'): string[] {
  return readMarkdown(source, format).blocks.map(({text}) => text)
}

/** What stands in the source for each character of a block. */
function sources(source: string, block: Block | undefined): string[] {
  if (!block) return []
  return Array.from({length: block.text.length}, (_, index) => {
    const {start, end} = toSource(block.map, block.text.length, index, index + 1)
    return source.slice(start, end)
  })
}

/** The source of a piece of the first block that holds it. */
function sourceOf(source: string, text: string, format: 'markdown' | 'mdx' = 'markdown'): string | undefined {
  const block = readMarkdown(source, format).blocks.find((each) => each.text.includes(text))
  if (!block) return undefined
  const at = block.text.indexOf(text)
  const {start, end} = toSource(block.map, block.text.length, at, at + text.length)
  return source.slice(start, end)
}

const tokens = [
  ...['a', 'Word', ' ', '  ', '\n', '\n\n', '\t', '    ', '.', '😀', 'e\u0301', '\u00a0', '\uFEFF', '\0', '\uD800'],
  ...['*', '**', '_', '~~', '`', '```', '~~~', '#', '# ', '> ', '>', '- ', '1. ', '+ ', '|', '|--|--|', '---', '==='],
  ...[
    '[',
    ']',
    '(',
    ')',
    '![',
    '[a](b)',
    '![a](b "t")',
    '[^1]',
    '[^1]: ',
    '[a]: b',
    '[x] ',
    '\\',
    '\\*',
    '\\|',
    '\\\n',
  ],
  ...[
    '&amp;',
    '&nbsp;',
    '&#x1F600;',
    '&#10;',
    '&#0;',
    '&',
    '&notit;',
    '&acE;',
    '<',
    '>',
    '</',
    '<!--',
    '-->',
    '<!---->',
  ],
  ...['<b>', '</b>', '<br>', '<br/>', '<code>', '</code>', '<div>', '</div>', '<p>', '</p>', '<li>', '</ul>', '<td>'],
  ...['<pre>', '</pre>', '<svg>', '</svg>', '<script>', '</script>', '<style>', '<textarea>', '<img alt="x &lt; y">'],
  ...[
    '<details>',
    '<summary>',
    '<table>',
    '</table>',
    '</>',
    '<h1',
    '="',
    '"',
    "'",
    '<![CDATA[',
    ']]>',
    '<?',
    '<title>',
  ],
  ...['{{', '}}', '{{< x >}}', '{%', '%}', '{{ y }}', '{% code %}', '{% endcode %}', '{#id}', '{', '}', '{/*', '*/}'],
  ...[
    ':::',
    ':::note\n',
    ':tada:',
    '$',
    '$$',
    '$x$',
    '[[toc]]',
    '[!NOTE]',
    '!!! a',
    'https://a.b/c',
    'www.a.b',
    'a@b.co',
  ],
  ...[
    '<Foo a={1}>',
    '</Foo>',
    '<Icon alt="q"/>',
    "{' '}",
    'import a from "b"',
    'export const a = 1',
    '+++',
    '\f',
    '\v',
  ],
]

const soup = fc.array(fc.constantFrom(...tokens), {maxLength: 40}).map((parts) => parts.join(''))
const format = fc.constantFrom('markdown', 'mdx')

describe('what is prose', () => {
  test('blocks have their kinds', () => {
    expect(read('# One\n\nTwo\n---\n\nThree\n\n- four\n\n> five\n\n[^a]: six\n\n| h |\n|---|\n| c |\n')).toEqual([
      ['heading', 'One'],
      ['heading', 'Two'],
      ['paragraph', 'Three'],
      ['list-item', 'four'],
      ['quote', 'five'],
      ['footnote', 'six'],
      ['table-cell', 'h'],
      ['table-cell', 'c'],
    ])
  })

  test('the innermost container gives the kind', () => {
    expect(read('> - in the list\n>\n> in the quote\n\n- > quoted\n  # Head\n')).toEqual([
      ['list-item', 'in the list'],
      ['quote', 'in the quote'],
      ['quote', 'quoted'],
      ['heading', 'Head'],
    ])
  })

  test.each([
    ['front matter', '---\ntitle: No\n---\n\nYes.'],
    ['TOML front matter', '+++\ntitle = "No"\n+++\n\nYes.'],
    ['fenced code', '```js no\nno\n```\n\nYes.'],
    ['indented code', '    no\n\nYes.'],
    ['math', '$$\nno\n$$\n\nYes.'],
    ['a definition', '[no]: /no "no"\n\nYes.'],
    ['a comment', '<!-- no -->\n\nYes.'],
    ['a shortcode', '{{< no "no" >}}\n\nYes.'],
    ['a template tag', '{% no %}\nYes.\n{% endno %}'],
    ['highlighted code', '{% highlight js %}\nno\n\nno `no`\n{% endhighlight %}\n\nYes.'],
    ['a directive', ':::note No\nYes.\n:::'],
    ['a directive in a quote', '> ::::note No\n> Yes.\n> ::::'],
    ['a leaf directive', '::video[No]{#no}\n\nYes.'],
    ['an alert', '> [!NOTE]\n> Yes.'],
    ['an admonition', '!!! note "No"\n    Yes.'],
    ['contents', '[[toc]]\n\n[TOC]\n\n[[_TOC_]]\n\nYes.'],
    ['attributes', 'Yes.\n{: .no }'],
    ['an id', '# Yes. {#no}'],
    ['a script', '<script>\nno\n\nno\n</script>\n\nYes.'],
    ['a drawing', '<svg>\n\nno <text>no</text>\n\n</svg>\n\nYes.'],
    ['a task mark', '- [x] Yes.'],
    ['a footnote call', 'Yes.[^1]\n\n[^1]: ---'],
    ['a picture at the edge', '![](no.png) Yes. ![](no.png)'],
    ['emoji codes at the edge', ':tada: Yes. :tada:'],
  ])('%s is not', (_, source) => {
    expect(texts(source)).toEqual(['Yes.'])
  })

  test.each([
    ['Run `npm test` now.', `Run ${o} now.`],
    ['Let $x + 1$ be odd.', `Let ${o} be odd.`],
    ['See <https://example.org> there.', `See ${o} there.`],
    ['See https://example.org/a_b_c, there.', `See ${o}, there.`],
    ['Hi {{ name }}, welcome.', `Hi ${o}, welcome.`],
    ['{{ name }} wins.', `${o} wins.`],
    ['It is {% if a > b %}big{% endif %} here.', `It is ${o}big${o} here.`],
    ['Press <kbd>Ctrl</kbd> twice.', `Press ${o} twice.`],
    ['Press <code>*a*</code> twice.', `Press ${o} twice.`],
    ['The ![flag](f.png) flies.', `The ${o} flies.`],
    ['![Logo](l.png) is what it says.', `${o} is what it says.`],
    ['It costs $5 or $10 there.', 'It costs $5 or $10 there.'],
    ['Set $HOME and $PATH first.', 'Set $HOME and $PATH first.'],
    ['[one](a "t") [two][r] *three* __four__ ~~five~~\n\n[r]: x', 'one two three four five'],
    ['[read on]({% link a.md %}), [or]({{ base }}/not "t")', 'read on, or'],
    ['a <b class="x">bold</b> word', 'a bold word'],
    ['one <!-- no --> two', 'one two'],
    ['Use the <svg> element.', 'Use the element.'],
    ['Open <code>never closed', 'Open never closed'],
    ['one<br>two<br/>\nthree', 'one\ntwo\nthree'],
    ['one\\\ntwo  \nthree', 'one\ntwo\nthree'],
    ['{{ open and :not an emoji', '{{ open and :not an emoji'],
    ['Use `{{` and `}}` here.', `Use ${o} and ${o} here.`],
    ['At 10:30:45 a::b:c', 'At 10:30:45 a::b:c'],
  ])('%j reads %j', (source, text) => {
    expect(texts(source)[0]).toBe(text)
  })

  test('two line breaks end the block', () => {
    expect(texts('one<br><br>two')).toEqual(['one', 'two'])
  })

  test('an alt text is a block behind that of its image', () => {
    expect(read('The ![a *red*\nflag &amp; ![b](c)](f.png "no") flies.')).toEqual([
      ['paragraph', `The ${o} flies.`],
      ['alt', 'a red\nflag & b'],
    ])
    expect(read('![one](a)')).toEqual([['alt', 'one']])
    expect(read('A <img src="x" alt=\'small &lt; boat\'> came.')).toEqual([
      ['paragraph', `A ${o} came.`],
      ['alt', 'small < boat'],
    ])
  })

  test('comments have their places', () => {
    const source = 'One <!-- a --> two.\n\n<!--\n b\n-->\n\n`<!-- no -->`\n\n> <!-- c -->\n\n<!-- open'
    const {comments} = readMarkdown(source, 'markdown')
    expect(comments.map(({text}) => text)).toEqual(['a', 'b', 'c', 'open'])
    expect(comments.map(({start, end}) => source.slice(start, end))).toEqual([
      '<!-- a -->',
      '<!--\n b\n-->',
      '<!-- c -->',
      '<!-- open',
    ])
  })

  test('text inside HTML is prose', () => {
    const source =
      '<details>\n<summary>More</summary>\nInside\n\n- item\n\n</details>\n\n<p align=center>\nCentred\n</p>'
    expect(read(source)).toEqual([
      ['heading', 'More'],
      ['paragraph', 'Inside'],
      ['list-item', 'item'],
      ['paragraph', 'Centred'],
    ])
    expect(read('<table><tr><td>\n\ncell *one*\n\n</td><td>two</td></tr></table>\n\nafter')).toEqual([
      ['table-cell', 'cell one'],
      ['table-cell', 'two'],
      ['paragraph', 'after'],
    ])
  })

  test('an element left open in a container ends with it', () => {
    expect(read('> <ul><li>\n\nafter\n\n> </li> again')).toEqual([
      ['paragraph', 'after'],
      ['quote', 'again'],
    ])
  })
})

describe('places', () => {
  test.each([
    ['Caf&eacute; au&nbsp;lait', 'é', '&eacute;'],
    ['Caf&eacute; au&nbsp;lait', 'Café au', 'Caf&eacute; au'],
    ['one \\* two', '*', '\\*'],
    ['> one\n> two', 'one\ntwo', 'one\n> two'],
    ['> one\ntwo', 'one\ntwo', 'one\ntwo'],
    ['- a\n  - b\n    c &amp; d', 'c & d', 'c &amp; d'],
    ['- a\n\n\tb', 'b', 'b'],
    ['| a \\| b |\n|---|', 'a | b', 'a \\| b'],
    ['> | a |\n> |---|\n> | b \\| c |', 'b | c', 'b \\| c'],
    ['Head *one*\n===', 'Head one', 'Head *one'],
    ['# 😀 e\u0301 &#x1F600; end #', '😀 e\u0301 😀 end', '😀 e\u0301 &#x1F600; end'],
    ['\uFEFF# One &amp; two', 'One & two', 'One &amp; two'],
    ['\uFEFF\uFEFFa b', 'b', 'b'],
    ['> <p>one\n> two &lt;\n> <b\n> c>three</b></p>', 'two <\nthree', 'two &lt;\n> <b\n> c>three'],
    ['a <b\n x="y">b</b> c', 'b c', 'b</b> c'],
    ['one\r\ntwo', 'e\nt', 'e\r\nt'],
    ['See <https://a.b> now', `${o}`, '<https://a.b>'],
    ['The ![x](y) z', `${o}`, '![x](y)'],
    ['A {{ b }} c', `${o}`, '{{ b }}'],
    ['A\tb\0c d', 'c d', 'c d'],
    ['[^1]: a\n    b', 'a\nb', 'a\n    b'],
  ])('in %j %j stands as %j', (source, text, place) => {
    expect(sourceOf(source, text)).toBe(place)
  })

  test('each character has its own place', () => {
    const source = 'a&amp;*b* `c`'
    expect(sources(source, readMarkdown(source, 'markdown').blocks[0])).toEqual(['a', '&amp;', 'b', ' ', '`c`'])
  })
})

describe('MDX', () => {
  test('JSX and expressions are markup', () => {
    const source =
      "import a from 'b'\n\nexport const c = 1\n\n<Card alt=\"One &amp;\ntwo\">\n\nA <b>c</b>{' '}\nd {e} <Icon /> f.<br/>G {/* h */}\n\n</Card>\n\n{/* i */}\n\n{j}\n"
    expect(read(source, 'mdx')).toEqual([['paragraph', `A c\nd ${o} ${o} f.\nG`]])
    const {comments} = readMarkdown(source, 'mdx')
    expect(comments.map(({start, end, text}) => [source.slice(start, end), text])).toEqual([
      ['{/* h */}', 'h'],
      ['{/* i */}', 'i'],
    ])
  })

  test('alt texts of JSX images', () => {
    expect(read('The <Image alt="old &amp;\ngrey" src={x} /> boat', 'mdx')).toEqual([
      ['paragraph', `The ${o} boat`],
      ['alt', 'old &\ngrey'],
    ])
  })

  test('HTML comments and heading ids do not break it', () => {
    const source = '# Head {#id}\n\n<!-- note -->\n\nA {b} c.'
    const {blocks, comments} = readMarkdown(source, 'mdx')
    expect(blocks.map(({text}) => text)).toEqual(['Head', `A ${o} c.`])
    expect(comments).toEqual([{start: 14, end: 27, text: 'note'}])
  })

  test('what does not parse is read as Markdown', () => {
    const source = 'import a from "b"\n\nA { broken <b>word</b>\n\n{/* c */}\n\nThe {d} end.'
    expect(texts(source, 'mdx')).toEqual(['A { broken word', `The ${o} end.`])
    expect(readMarkdown(source, 'mdx').comments).toEqual([{start: 43, end: 52, text: 'c'}])
  })
})

describe('any source', () => {
  test('places are certain', () => {
    fc.assert(
      fc.property(soup, format, (source, kind) => {
        checkPlaces(source, readMarkdown(source, kind as 'markdown' | 'mdx').blocks)
      }),
      {numRuns: 1500},
    )
  })

  test('comments are places in the source, in order', () => {
    fc.assert(
      fc.property(soup, format, (source, kind) => {
        let last = 0
        for (const {start, end, text} of readMarkdown(source, kind as 'markdown' | 'mdx').comments) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(source.slice(start, end)).toContain(text)
          last = end
        }
      }),
    )
  })

  test('strings of any kind are read', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary', maxLength: 200}), format, (source, kind) => {
        checkPlaces(source, readMarkdown(source, kind as 'markdown' | 'mdx').blocks)
      }),
    )
  })

  test('CRLF changes nothing', () => {
    fc.assert(
      fc.property(soup, format, (source, kind) => {
        const crlf = source.replaceAll('\n', '\r\n')
        expect(read(crlf, kind as 'markdown' | 'mdx')).toEqual(read(source, kind as 'markdown' | 'mdx'))
      }),
      {numRuns: 500},
    )
  })

  test('a byte order mark moves everything by one', () => {
    const plain = soup.filter((source) => !source.startsWith('\uFEFF'))
    fc.assert(
      fc.property(plain, format, (source, kind) => {
        const {blocks, comments} = readMarkdown(source, kind as 'markdown' | 'mdx')
        const moved = readMarkdown(`\uFEFF${source}`, kind as 'markdown' | 'mdx')
        expect(moved.blocks).toEqual(
          blocks.map((block) => ({...block, map: block.map.map((at, index) => (index % 3 === 0 ? at : at + 1))})),
        )
        expect(moved.comments).toEqual(comments.map(({start, end, text}) => ({start: start + 1, end: end + 1, text})))
      }),
      {numRuns: 500},
    )
  })

  test.each([
    ['quotes', '>'.repeat(50_000)],
    ['lists', '- '.repeat(50_000)],
    ['quotes and lists', '> 1. '.repeat(20_000)],
    ['brackets', '['.repeat(20_000)],
    ['images', '![a'.repeat(500) + '](b)'.repeat(500)],
    ['tags', '<div>'.repeat(20_000)],
    ['end tags', '<li>'.repeat(5_000) + '</b></ul>'.repeat(5_000)],
    ['unclosed shortcodes', '{{ {% {{< $a {/* '.repeat(5_000)],
    ['comments', '<!-- '.repeat(20_000)],
    ['spaces', `a${' '.repeat(200_000)}b`],
    ['references', '&'.repeat(50_000)],
    ['one word', 'a'.repeat(500_000)],
    ['one tag', `<a ${'b '.repeat(50_000)}`],
  ])('many %s take no long time', (_, source) => {
    const begin = performance.now()
    checkOrder(readMarkdown(source, 'markdown').blocks)
    expect(performance.now() - begin).toBeLessThan(4000)
  })
})

/** As `checkPlaces`, for sources too long to look at each character. */
function checkOrder(blocks: readonly Block[]) {
  for (const {map} of blocks) {
    let last = 0
    let sorted = true
    for (let piece = 0; piece < map.length; piece += 3) {
      sorted &&= (map[piece + 1] as number) >= last
      last = map[piece + 2] as number
    }
    expect(sorted).toBe(true)
  }
}

test.each(['guide.md', 'card.mdx'])('fixtures/formats/%s', async (name) => {
  const source = readFileSync(new URL(`../fixtures/formats/${name}`, import.meta.url), 'utf8')
  const {blocks, comments} = readMarkdown(source, name.endsWith('mdx') ? 'mdx' : 'markdown')
  checkPlaces(source, blocks)
  const lines = blocks.map(({kind, text}) => `${kind}: ${JSON.stringify(text)}`)
  for (const {text} of comments) lines.push(`comment: ${JSON.stringify(text)}`)
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`../fixtures/formats/${name}.prose`)
})
