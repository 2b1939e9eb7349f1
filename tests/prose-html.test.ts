import {readFileSync} from 'node:fs'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {OPAQUE, toSource} from '../src/language/source-map.js'
import {readHtml} from '../src/prose/html.js'
import {checkPlaces} from './places.js'

const o = OPAQUE

/** The blocks of a source as pairs of kind and text. */
function read(source: string): [string, string][] {
  return readHtml(source).blocks.map(({kind, text}) => [kind, text])
}

function texts(source: string): string[] {
  return readHtml(source).blocks.map(({text}) => text)
}

/** The source of a piece of the first block that holds it. */
function sourceOf(source: string, text: string): string | undefined {
  const block = readHtml(source).blocks.find((each) => each.text.includes(text))
  if (!block) return undefined
  const at = block.text.indexOf(text)
  const {start, end} = toSource(block.map, block.text.length, at, at + text.length)
  return source.slice(start, end)
}

const tokens = [
  ...['a', 'Word', ' ', '  ', '\n', '\n\n', '\t', '.', '😀', 'e\u0301', '\u00a0', '\uFEFF', '\0', '\uD800', '\f'],
  ...['&amp;', '&nbsp;', '&#x1F600;', '&#10;', '&#13;', '&#0;', '&', '&lt', '&notit;', '&acE;', '&bogus;', '&#', '&#x'],
  ...[
    '<',
    '>',
    '</',
    '</>',
    '<!',
    '<?',
    '<!--',
    '-->',
    '--!>',
    '<!---->',
    '<!-->',
    '<!doctype html>',
    '<![CDATA[',
    ']]>',
  ],
  ...['<b>', '</b>', '<br>', '<br/>', '<code>', '</code>', '<kbd>', '<div>', '</div>', '<p>', '</p>', '<p', '="', '"'],
  ...['<ul>', '<li>', '</li>', '</ul>', '<dl>', '<dt>', '<dd>', '<table>', '<tr>', '<td>', '<th>', '</td>', '</table>'],
  ...['<h1>', '</h1>', '<blockquote>', '</blockquote>', '<details>', '<summary>', '</summary>', '<title>', '</title>'],
  ...['<pre>', '</pre>', '<svg>', '</svg>', '<svg/>', '<math>', '</math>', '<template>', '</template>', '<noscript>'],
  ...[
    '<script>',
    '</script>',
    '<style>',
    '</style>',
    '<textarea>',
    '</textarea>',
    '<iframe>',
    '</noscript>',
    '</iframe>',
  ],
  ...[
    '<img alt="x &lt; y">',
    "<img alt='z'>",
    '<img alt=q>',
    '<img alt>',
    '<img alt="two\nlines">',
    '<input>',
    '<x-y>',
  ],
  ...[
    '{{',
    '}}',
    '{{ y }}',
    '{% if a > b %}',
    '{#c#}',
    '---\n',
    'https://a.b/c',
    'a@b.co',
    '<__proto__>',
    '<plaintext>',
  ],
]

const soup = fc.array(fc.constantFrom(...tokens), {maxLength: 40}).map((parts) => parts.join(''))

describe('what is prose', () => {
  test('blocks have their kinds', () => {
    const source = `<title>One</title><h2>Two</h2><p>Three<p>Four<ul><li>Five<li><p>Six</p><ul><li>Seven</ul>Eight</ul>Nine
      <blockquote>Ten<p>Eleven</blockquote><table><tr><th>Twelve<td>Thirteen</table><dl><dt>A<dd>B</dl><div>C</div>D`
    expect(read(source)).toEqual([
      ['heading', 'One'],
      ['heading', 'Two'],
      ['paragraph', 'Three'],
      ['paragraph', 'Four'],
      ['list-item', 'Five'],
      ['list-item', 'Six'],
      ['list-item', 'Seven'],
      ['list-item', 'Eight'],
      ['paragraph', 'Nine'],
      ['quote', 'Ten'],
      ['quote', 'Eleven'],
      ['table-cell', 'Twelve'],
      ['table-cell', 'Thirteen'],
      ['list-item', 'A'],
      ['list-item', 'B'],
      ['paragraph', 'C'],
      ['paragraph', 'D'],
    ])
  })

  test.each([
    ['a script', '<script>if (a < b) no("<p>")</script>Yes.'],
    ['a style', '<STYLE>no { }</STYLE>Yes.'],
    ['preformatted text', '<pre>no <b>no</b>\n\nno</pre>Yes.'],
    ['a drawing', '<svg><style>no</style><title>no</title><svg>no</svg>no</svg>Yes.'],
    ['a template', '<template><p>no</template>Yes.'],
    ['a fallback', '<noscript><p>no</noscript>Yes.'],
    ['a field', '<textarea><p>no</textarea>Yes.'],
    ['a comment', '<!-- <p>no -->Yes.'],
    ['a doctype', '<!DOCTYPE html>Yes.'],
    ['an attribute', '<p title="no" alt="no">Yes.'],
    ['front matter', '---\nno: no\n---\nYes.'],
    ['a template tag', '{% if no > no %}Yes.{% endif %}'],
    ['a template comment', '{#- no -#}Yes.'],
    ['a tag that never ends', 'Yes. <a no'],
    ['a CDATA section in a drawing', '<svg><![CDATA[ </svg> no ]]></svg>Yes.'],
  ])('%s is not', (_, source) => {
    expect(texts(source)).toEqual(['Yes.'])
  })

  test.each([
    ['Run <code>npm <b>test</b></code> now.', `Run ${o} now.`],
    ['<p>Run <code>never closed</p>', `Run ${o}`],
    ['Let <math><mi>x</mi></math> be odd.', `Let ${o} be odd.`],
    ['See https://example.org/a?b, there.', `See ${o}, there.`],
    ['Hi {{ name }}, welcome.', `Hi ${o}, welcome.`],
    ['The <img src="f.png" alt=""> flies.', `The ${o} flies.`],
    ['The <svg><path/></svg> flies.', `The ${o} flies.`],
    ['<svg/>The end<svg/>', 'The end'],
    ['one<br>two<br />\n  three', 'one\ntwo\nthree'],
    ['one\n\n   two\t three', 'one\ntwo\t three'],
    ['a <a href="{{ "no" }}">link</a> <i> here</i>', 'a link here'],
    ['<X-Card>in a</X-Card> card', 'in a card'],
    ['a < b & c &bogus; &#; d', 'a < b & c &bogus; &#; d'],
    ['x &ltb &notit; &copy 1', 'x <b ¬it; © 1'],
    ['a</>b\0c', 'abc'],
    ['a&#10;&NewLine;&Tab;b', 'a b'],
  ])('%j reads %j', (source, text) => {
    expect(texts(source)[0]).toBe(text)
  })

  test('two line breaks end the block', () => {
    expect(texts('one<br> <br>two')).toEqual(['one', 'two'])
  })

  test('an alt text is a block behind that of its image', () => {
    expect(read('<p>The <img alt="old &amp;\n grey" src=x> boat</p><img alt=bare><img ALT=\'\'><img alt>')).toEqual([
      ['paragraph', `The ${o} boat`],
      ['alt', 'old &\ngrey'],
      ['alt', 'bare'],
    ])
  })

  test('comments have their places', () => {
    const source = '\uFEFF<p>a<!-- one --><pre><!--two--></pre><script><!-- no --></script><!-- three'
    const {comments} = readHtml(source)
    expect(comments.map(({start, end, text}) => [source.slice(start, end), text])).toEqual([
      ['<!-- one -->', 'one'],
      ['<!--two-->', 'two'],
      ['<!-- three', 'three'],
    ])
  })
})

describe('places', () => {
  test.each([
    ['<p>Caf&eacute; au&nbsp;lait', 'Café au', 'Caf&eacute; au'],
    ['<p>Caf&eacute; au&nbsp;lait', 'é', '&eacute;'],
    ['x &notit; y', '¬', '&notit;'],
    ['x &acE; y', '∾', '&acE;'],
    ['a &#x1F600; b 😀 c', '😀 b', '&#x1F600; b'],
    ['\uFEFF<p>a &amp; b', 'a & b', 'a &amp; b'],
    ['\uFEFF\uFEFF a b', 'b', 'b'],
    ['one\r\n  two', 'e\nt', 'e\r\n  t'],
    ['one\r\n<b\r\n>two', 'two', 'two'],
    ['a <code>b</code> c', o, '<code>b</code>'],
    ['a<br>b', '\n', '<br>'],
    ['e\u0301 a</>b', 'ab', 'a</>b'],
    ['x\0y z', 'y z', 'y z'],
    ['<img title="no" alt = "a &lt; b">', 'a < b', 'a &lt; b'],
  ])('in %j %j stands as %j', (source, text, place) => {
    expect(sourceOf(source, text)).toBe(place)
  })
})

describe('any source', () => {
  test('places are certain', () => {
    fc.assert(
      fc.property(soup, (source) => checkPlaces(source, readHtml(source).blocks)),
      {numRuns: 2000},
    )
  })

  test('comments are places in the source, in order', () => {
    fc.assert(
      fc.property(soup, (source) => {
        let last = 0
        for (const {start, end, text} of readHtml(source).comments) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(source.slice(start, end)).toContain(text)
          last = end
        }
      }),
    )
  })

  test('strings of any kind are read', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary', maxLength: 200}), (source) => {
        checkPlaces(source, readHtml(source).blocks)
      }),
    )
  })

  test('CRLF changes nothing', () => {
    fc.assert(
      fc.property(soup, (source) => {
        expect(read(source.replaceAll('\n', '\r\n'))).toEqual(read(source))
      }),
      {numRuns: 1000},
    )
  })

  test('a byte order mark moves everything by one', () => {
    const plain = soup.filter((source) => !source.startsWith('\uFEFF'))
    fc.assert(
      fc.property(plain, (source) => {
        const {blocks, comments} = readHtml(source)
        const moved = readHtml(`\uFEFF${source}`)
        expect(moved.blocks).toEqual(
          blocks.map((block) => ({...block, map: block.map.map((at, index) => (index % 3 === 0 ? at : at + 1))})),
        )
        expect(moved.comments).toEqual(comments.map(({start, end, text}) => ({start: start + 1, end: end + 1, text})))
      }),
      {numRuns: 1000},
    )
  })

  test.each([
    ['elements', '<div><b><li>'.repeat(50_000)],
    ['end tags', '<li>'.repeat(50_000) + '</li></b></ul>'.repeat(50_000)],
    ['misnested tags', '<b><p></b></p>'.repeat(50_000)],
    ['drawings', '<svg>'.repeat(100_000)],
    ['comments', '<!-- a '.repeat(100_000)],
    ['references', '&amp;&a'.repeat(50_000)],
    ['unclosed tags', '{{ {% <a '.repeat(50_000)],
    ['attributes', `<img ${'alt="a" '.repeat(2_000)}>`],
    ['line ends', `a${'\n '.repeat(200_000)}b`],
    ['spaces', `a${' '.repeat(500_000)}b`],
    ['pictures', `a${'<img><br>'.repeat(50_000)}b`],
  ])('many %s take no long time', (_, source) => {
    const begin = performance.now()
    readHtml(source)
    expect(performance.now() - begin).toBeLessThan(4000)
  })
})

test('fixtures/formats/page.html', async () => {
  const source = readFileSync(new URL('../fixtures/formats/page.html', import.meta.url), 'utf8')
  const {blocks, comments} = readHtml(source)
  checkPlaces(source, blocks)
  const lines = blocks.map(({kind, text}) => `${kind}: ${JSON.stringify(text)}`)
  for (const {text} of comments) lines.push(`comment: ${JSON.stringify(text)}`)
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../fixtures/formats/page.html.prose')
})
