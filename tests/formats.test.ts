import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import AjvDraft04 from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import {XmlDocument, type XmlElement, XsdValidator} from 'libxml2-wasm'
import type {Log, Result} from 'sarif'
import {VFile} from 'vfile'
import {describe, expect, it} from 'vitest'
import {lint} from '../src/lint.js'
import {createReporter, type FormatContext, type FormatName} from '../src/report/formats.js'
import {type JsonFile, toJson} from '../src/report/json.js'
import {type FileReport, severityOf, type Totals, textOf} from '../src/report/report.js'
import {visible, visibleLine} from '../src/report/visible.js'
import {defineRule, type Rule, type Severity} from '../src/rule.js'
import {bad, configOf, note, odd, wordRule} from './helpers/command.js'

const totals: Totals = {files: 0, errors: 0, warnings: 0, infos: 0, fixable: 0, fixed: 0}

/** Says back all that stands in a paragraph, in every field that a rule has. */
function echo(severity: Severity): Rule {
  return defineRule({
    ...bad.definition,
    id: `echo-${severity}`,
    severity,
    paragraph({text, span}, report) {
      report(span(0, text.length), {
        message: `Unexpected \`${text}\``,
        expected: [text.slice(1), ''],
        note: text,
        related: {span: span(0, 1), message: text},
      })
    },
  })
}

const echoes = [echo('error'), echo('warning'), echo('info')]

async function reportOf(
  source: string,
  path = 'a.txt',
  rules: readonly Rule[] = [bad, odd, note],
): Promise<FileReport> {
  const messages = await lint(new VFile({value: source, path}), configOf(rules), 'text')
  return {path, before: source, source, messages, written: false}
}

async function write(
  name: FormatName,
  reports: readonly FileReport[],
  context: Partial<FormatContext> = {},
): Promise<string> {
  const reporter = await createReporter(name, {
    color: false,
    width: 80,
    quiet: false,
    rules: async () => [bad, odd, note, ...echoes],
    version: '1.2.3',
    repositoryPath: (path) => path,
    ...context,
  })
  const pieces: string[] = []
  for (const report of reports) pieces.push(await reporter.file(report))
  return [...pieces, reporter.end(totals)].join('')
}

const hostile = [
  '::error file=b.txt,line=1::boo',
  '\n::error::boo',
  '\r\n::stop-commands::x\r\n',
  '##[error]boo',
  '##vso[task.complete result=Succeeded]',
  '%0A::warning::boo',
  '%',
  '%25',
  ',line=2',
  ':',
  ']]>',
  '<![CDATA[',
  '<!--',
  '-->',
  '<?x?>',
  '<!ENTITY x "y">',
  '&amp;',
  '&#0;',
  '</failure></testcase>',
  '"/><error line="1"/>',
  "' onclick='x",
  '</script><script>alert(1)</script>',
  '[here](https://b.example)',
  '\\](1)',
  '{0}',
  '{{',
  '\u0000',
  '\u0007',
  '\u001B[2J',
  '\u007F',
  '\u009B2J',
  '\u200F',
  '\u202E',
  '\u2066',
  '\u2028',
  '\uFEFF',
  '\uFFFE',
  '\uFFFF',
  '\uD800',
  '\uDC00',
  '😀',
  'é',
  'e\u0301',
  '日本',
  'word ',
  '\n\n',
  '/',
  '../',
  '#a?b',
  '```',
  '=',
]

const text = fc.oneof(
  fc.array(fc.constantFrom(...hostile), {maxLength: 30}).map((pieces) => pieces.join('')),
  fc.string({unit: 'binary', maxLength: 100}),
)
const path = text.filter((text) => text !== '')
const reports = fc.array(fc.tuple(text, path), {maxLength: 3})

/** Checks a format on drafts and paths full of what means something to it or to those who show it. */
async function always(check: (reports: FileReport[]) => Promise<void>): Promise<void> {
  const all = await reportOf(hostile.join(''), hostile.join(''), echoes)
  await check([all])
  await check([])
  await fc.assert(
    fc.asyncProperty(reports, async (list) => {
      await check(await Promise.all(list.map(([text, path]) => reportOf(text, path, echoes))))
    }),
    {numRuns: 150},
  )
}

const wellFormed = (text: string) => text.replace(/\p{Cs}/gu, '\uFFFD')

/** What nobody should have to see as it is. */
const unsafe = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/

describe('every format', () => {
  /** The lines in which GitHub Actions, or Azure Pipelines, finds a command. */
  const commands = (text: string) =>
    text.split(/\r\n|[\r\n]/).filter((line) => /^\s*::[^\s:]/.test(line) || /##\w*\[/.test(line))

  it.each<FormatName>(['pretty', 'json', 'jsonl', 'sarif', 'gitlab', 'junit', 'checkstyle'])(
    '%s prints nothing that a terminal or a CI service would act upon',
    async (name) => {
      await always(async (reports) => {
        const text = await write(name, reports)
        expect(commands(text)).toEqual([])
        expect(text).not.toMatch(unsafe)
      })
    },
  )
})

describe('jsonl', () => {
  it('has what json has, a line for each file', async () => {
    await always(async (reports) => {
      const lines = (await write('jsonl', reports)).split('\n')
      expect(lines.pop()).toBe('')
      const files = lines.map((line) => JSON.parse(line) as JsonFile)
      expect(files).toEqual(JSON.parse(await write('json', reports)))
      expect(files.map(({path}) => path)).toEqual(reports.map(({path}) => path))
    })
  })
})

describe('sarif', () => {
  const require = createRequire(import.meta.url)
  const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object
  const ajv = new AjvDraft04.default({allErrors: true, strict: false, unicodeRegExp: false})
  addFormats.default(ajv)
  const validate = ajv.compile(schema)

  async function sarif(reports: readonly FileReport[], context: Partial<FormatContext> = {}): Promise<Log> {
    const log = JSON.parse(await write('sarif', reports, context)) as Log
    validate(log)
    expect(validate.errors ?? []).toEqual([])
    return log
  }

  const runOf = ({runs}: Log) => runs[0] as Log['runs'][number]
  const resultsOf = (log: Log) => runOf(log).results as Result[]

  it('says what was found, where, and how to mend it', async () => {
    const again = defineRule({
      ...bad.definition,
      id: 'again',
      paragraph({text, span}, report) {
        const second = text.lastIndexOf('bad')
        report(span(second, second + 3), {
          message: 'Unexpected copy',
          expected: ['good', ''],
          note: 'Said before.',
          related: {span: span(0, 3), message: 'The first copy'},
        })
      },
    })
    const log = await sarif([await reportOf('\uFEFFbad\r\nbad.', 'docs/a b%.txt', [again])])
    const uri = 'docs/a%20b%25.txt'
    const region = {startLine: 2, startColumn: 1, endLine: 2, endColumn: 4, charOffset: 5, charLength: 3}
    const mend = (description: string, insertedText: string) => ({
      description: {text: description},
      artifactChanges: [
        {artifactLocation: {uri}, replacements: [{deletedRegion: region, insertedContent: {text: insertedText}}]},
      ],
    })
    expect(resultsOf(log)).toEqual([
      {
        ruleId: 'again',
        ruleIndex: 0,
        level: 'error',
        message: {text: 'Unexpected copy. Said before.'},
        locations: [{physicalLocation: {artifactLocation: {uri}, region: {...region, snippet: {text: 'bad'}}}}],
        relatedLocations: [
          {
            id: 1,
            physicalLocation: {
              artifactLocation: {uri},
              region: {startLine: 1, startColumn: 1, endLine: 1, endColumn: 4, charOffset: 0, charLength: 3},
            },
            message: {text: 'The first copy'},
          },
        ],
        fixes: [mend('Replace it with `good`', 'good'), mend('Remove it', '')],
        partialFingerprints: {'finding/v1': expect.stringMatching(/^[\da-f]{64}$/)},
      },
    ])
  })

  it('describes the rules that found something', async () => {
    const log = await sarif([await reportOf('odd note'), await reportOf('A bad odd day.')])
    const {name, version, rules} = runOf(log).tool.driver
    expect([name, version]).toEqual(['mtlint', '1.2.3'])
    expect(rules?.map(({id}) => id)).toEqual(['odd-word', 'noted-word', 'bad-word'])
    expect(resultsOf(log).map(({ruleIndex, level}) => [ruleIndex, level])).toEqual([
      [0, 'warning'],
      [1, 'note'],
      [2, 'error'],
      [0, 'warning'],
    ])
    expect(rules?.[1]).toMatchObject({
      shortDescription: {text: 'Find \\bnote\\b.'},
      helpUri: expect.stringMatching(/^https:.*#noted-word$/),
      help: {text: expect.stringContaining('Left alone:'), markdown: expect.stringMatching(/^```text\n[\s\S]*\n```$/)},
      defaultConfiguration: {level: 'note', enabled: false},
    })
  })

  it('knows rules that are not in the catalogue', async () => {
    const log = await sarif([await reportOf('bad')], {rules: async () => []})
    expect(runOf(log).tool.driver.rules).toEqual([{id: 'bad-word', helpUri: expect.any(String)}])
  })

  it('is checked by the schema', () => {
    expect(validate({version: '2.1.0', runs: [{tool: {driver: {name: 'mtlint'}}, results: [{message: {}}]}]})).toBe(
      false,
    )
    expect(validate({version: '2.1.0', runs: [{tool: {driver: {name: 'mtlint', informationUri: ':'}}}]})).toBe(false)
  })

  it('has no results without findings', async () => {
    expect(resultsOf(await sarif([]))).toEqual([])
    expect(resultsOf(await sarif([await reportOf('Fine.')]))).toEqual([])
  })

  it('is valid, says places in the text and shows no link, placeholder or hidden character, whatever the draft', async () => {
    await always(async (reports) => {
      const results = resultsOf(await sarif(reports))
      const messages = reports.flatMap((report) => toJson(report).messages.map((message) => ({report, message})))
      expect(results.length).toBe(messages.length)
      for (const [index, {report, message}] of messages.entries()) {
        const {message: said, locations, fixes, relatedLocations} = results[index] as Result
        const {artifactLocation, region} = locations?.[0]?.physicalLocation ?? {}
        expect(artifactLocation?.uri).toMatch(/^(?:[\w.!~*'()/-]|%[\dA-F]{2})+$/)
        expect(decodeURIComponent(artifactLocation?.uri ?? '')).toBe(wellFormed(report.path))
        const source = report.source.replace(/^\uFEFF/, '')
        const {charOffset = -1, charLength = -1} = region ?? {}
        // Only at the very start is it a byte order mark, which the standard does not count.
        const actual = message.offset === 0 ? message.actual.replace(/^\uFEFF/, '') : message.actual
        expect(source.slice(charOffset, charOffset + charLength)).toBe(actual)
        const lines = source.slice(0, charOffset).split(/\r\n|[\r\n]/)
        expect([region?.startLine, region?.startColumn]).toEqual([lines.length, (lines.at(-1)?.length ?? 0) + 1])
        expect(fixes?.map((fix) => fix.artifactChanges[0]?.replacements[0]?.insertedContent?.text) ?? []).toEqual(
          message.fix === 'none' ? [] : [...new Set(message.expected)],
        )
        for (const text of [said.text, relatedLocations?.[0]?.message?.text, fixes?.[0]?.description?.text]) {
          if (text === undefined) continue
          expect(text).not.toMatch(unsafe)
          expect(text.replaceAll('{{', '').replaceAll('}}', '')).not.toMatch(/[{}]/)
          // A link: its text has no bare bracket. What is escaped stands for a letter, so that nothing closes up.
          expect(text.replace(/\\[\\[\]]/g, 'x')).not.toMatch(/\[[^[\]]*\]\(/)
        }
      }
    })
  })
})

/** Parses XML with another program and checks it against the schema. */
function parse<T>(xml: string, schema: XsdValidator, read: (root: XmlElement) => T): T {
  const document = XmlDocument.fromString(xml)
  try {
    schema.validate(document)
    return read(document.root)
  } finally {
    document.dispose()
  }
}

function schemaOf(name: string): XsdValidator {
  return XsdValidator.fromDoc(XmlDocument.fromString(readFileSync(new URL(`schemas/${name}`, import.meta.url), 'utf8')))
}

const childrenOf = (parent: XmlElement, name: string) => parent.find(`./${name}`) as XmlElement[]
const attributesOf = (element: XmlElement) =>
  Object.fromEntries(element.attrs.map((attribute) => [attribute.name, attribute.value]))

/** As XML 1.0 can hold it. */
const shown = (text: string) => visible(text).replaceAll('\uFFFE', '\\ufffe').replaceAll('\uFFFF', '\\uffff')

describe('junit', () => {
  const schema = schemaOf('junit.xsd')

  it('has a suite for each file and a case for each finding, of which errors fail', async () => {
    const xml = await write('junit', [await reportOf('A bad odd day.'), await reportOf('Fine.', 'b & c.txt')])
    expect(xml).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="mtlint">
<testsuite name="a.txt" tests="2" failures="1" errors="0" skipped="0" time="0">
<testcase name="bad-word (1:3)" classname="a.txt"><failure type="error" message="Unexpected \`bad\`">a.txt:1:3: Unexpected \`bad\`
https://github.com/mtlint/mtlint/blob/main/docs/rules.md#bad-word</failure></testcase>
<testcase name="odd-word (1:7)" classname="a.txt"><system-out>warning: a.txt:1:7: Unexpected \`odd\`
https://github.com/mtlint/mtlint/blob/main/docs/rules.md#odd-word</system-out></testcase>
</testsuite>
<testsuite name="b &amp; c.txt" tests="1" failures="0" errors="0" skipped="0" time="0">
<testcase name="no findings" classname="b &amp; c.txt"/>
</testsuite>
</testsuites>
`,
    )
    parse(xml, schema, () => undefined)
  })

  it('can be parsed and is complete, whatever the draft', async () => {
    await always(async (reports) => {
      const xml = await write('junit', reports)
      parse(xml, schema, (root) => {
        const suites = childrenOf(root, 'testsuite')
        expect(suites.length).toBe(reports.length)
        for (const [index, report] of reports.entries()) {
          const suite = suites[index] as XmlElement
          const {name, tests, failures} = attributesOf(suite)
          const cases = childrenOf(suite, 'testcase')
          const failed = suite.find('./testcase/failure') as XmlElement[]
          const errors = toJson(report).messages.filter(({severity}) => severity === 'error')
          expect(name).toBe(shown(report.path))
          expect([Number(tests), Number(failures)]).toEqual([cases.length, failed.length])
          expect(failed.map((element) => attributesOf(element).message)).toEqual(
            errors.map((message) => shown(textOf(message))),
          )
          expect(failed.map(({content}) => content)).toEqual(
            errors.map(({line, column, reason, note, url}) =>
              [`${report.path}:${line}:${column}: ${reason}`, note, url]
                .filter((part) => part !== undefined)
                .map((line) => shown(visibleLine(line)))
                .join('\n'),
            ),
          )
        }
      })
    })
  })
})

describe('checkstyle', () => {
  const schema = schemaOf('checkstyle.xsd')

  it('has files and what was found in them', async () => {
    const xml = await write('checkstyle', [await reportOf('A "bad"\nnote.'), await reportOf('Fine.', "b's.txt")])
    expect(xml).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="4.3">
<file name="a.txt">
<error line="1" column="4" severity="error" message="Unexpected \`bad\`" source="mtlint.bad-word"/>
<error line="2" column="1" severity="info" message="Unexpected \`note\`" source="mtlint.noted-word"/>
</file>
<file name="b&apos;s.txt">
</file>
</checkstyle>
`,
    )
    parse(xml, schema, () => undefined)
  })

  it('can be parsed and is complete, whatever the draft', async () => {
    await always(async (reports) => {
      const xml = await write('checkstyle', reports)
      parse(xml, schema, (root) => {
        const files = childrenOf(root, 'file')
        expect(files.map((file) => attributesOf(file).name)).toEqual(reports.map(({path}) => shown(path)))
        expect(files.map((file) => childrenOf(file, 'error').map(attributesOf))).toEqual(
          reports.map((report) =>
            toJson(report).messages.map((message) => ({
              line: String(message.line),
              column: String(message.column),
              severity: message.severity,
              message: shown(textOf(message)),
              source: `mtlint.${message.ruleId}`,
            })),
          ),
        )
      })
    })
  })
})

type Issue = {
  description: string
  check_name: string
  fingerprint: string
  severity: string
  location: {path: string; lines: {begin: number; end: number}}
}

describe('gitlab', () => {
  const issues = async (...reports: FileReport[]) => JSON.parse(await write('gitlab', reports)) as Issue[]

  it('has the fields of Code Quality', async () => {
    expect(await issues(await reportOf('Fine.\nA bad odd note.', 'docs/a.txt'))).toEqual(
      [
        ['bad', 'bad-word', 'major'],
        ['odd', 'odd-word', 'minor'],
        ['note', 'noted-word', 'info'],
      ].map(([word, rule, severity]) => ({
        description: `Unexpected \`${word}\``,
        check_name: rule,
        fingerprint: expect.stringMatching(/^[\da-f]{64}$/),
        severity,
        location: {path: 'docs/a.txt', lines: {begin: 2, end: 2}},
      })),
    )
    expect(await issues()).toEqual([])
  })

  it('keeps fingerprints when lines move or are wrapped anew, and tells findings apart', async () => {
    const across = wordRule({id: 'across', find: /bad\s+day/g})
    const prints = async (source: string, path?: string) =>
      (await issues(await reportOf(source, path, [across, odd]))).map(({fingerprint}) => fingerprint)
    const before = await prints('bad day. odd. odd.')
    expect(new Set(before).size).toBe(3)
    expect(await prints('Another line.\r\n\r\nbad\r\nday. Well, odd.\n\nMore: odd.')).toEqual(before)
    expect((await prints('odd. odd. odd.')).slice(0, 2)).toEqual(before.slice(1))
    for (const print of await prints('bad day. odd. odd.', 'b.txt')) expect(before).not.toContain(print)
  })

  it('has whole fields and shows no hidden character, whatever the draft', async () => {
    await always(async (reports) => {
      const list = await issues(...reports)
      const messages = reports.flatMap((report) =>
        toJson(report).messages.map((message) => ({path: wellFormed(report.path), message})),
      )
      expect(list.map(({location, check_name}) => [wellFormed(location.path), check_name])).toEqual(
        messages.map(({path, message}) => [path, message.ruleId]),
      )
      for (const {description, location} of list) {
        expect(description).not.toMatch(unsafe)
        expect(location.lines.begin).toBeGreaterThan(0)
        expect(location.lines.end).toBeGreaterThanOrEqual(location.lines.begin)
      }
    })
  })
})

describe('github', () => {
  /** A workflow command: its properties hold no raw `:`, `,` or line end, its data no raw line end. */
  const grammar =
    /^::(error|warning|notice) ((?:[a-zA-Z]+=(?:[^%:,\r\n]|%(?:25|0D|0A|3A|2C))*)(?:,[a-zA-Z]+=(?:[^%:,\r\n]|%(?:25|0D|0A|3A|2C))*)*)::((?:[^%\r\n]|%(?:25|0D|0A))*)$/

  const unescapeCommand = (text: string) =>
    text
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%')

  function read(line: string) {
    const [, command, properties = '', data = ''] = grammar.exec(line) ?? []
    expect(command, line).toBeDefined()
    const pairs = properties.split(',').map((pair) => {
      const at = pair.indexOf('=')
      return [pair.slice(0, at), unescapeCommand(pair.slice(at + 1))]
    })
    return {command, data: unescapeCommand(data), properties: Object.fromEntries(pairs) as Record<string, string>}
  }

  it('has commands, errors first', async () => {
    const across = wordRule({id: 'across', find: /one\s+two/g})
    const reports = [
      await reportOf('odd note bad', 'docs/50%, a:b.txt'),
      await reportOf('one\ntwo', 'b.txt', [across]),
      await reportOf('Fine.'),
    ]
    expect(await write('github', reports)).toBe(
      [
        '::error file=docs/50%25%2C a%3Ab.txt,line=1,endLine=1,col=10,endColumn=13,title=mtlint bad-word::Unexpected `bad`',
        '::error file=b.txt,line=1,endLine=2,title=mtlint across::Unexpected `one\\ntwo`',
        '::warning file=docs/50%25%2C a%3Ab.txt,line=1,endLine=1,col=1,endColumn=4,title=mtlint odd-word::Unexpected `odd`',
        '::notice file=docs/50%25%2C a%3Ab.txt,line=1,endLine=1,col=5,endColumn=9,title=mtlint noted-word::Unexpected `note`',
        '',
      ].join('\n'),
    )
    expect(await write('github', [])).toBe('')
  })

  it('has at most ten of a level, and says how many more there are', async () => {
    const reports = [
      await reportOf('bad '.repeat(8)),
      await reportOf('bad odd '.repeat(12)),
      await reportOf('bad note'),
    ]
    const lines = (await write('github', reports)).split('\n')
    const count = (command: string) => lines.filter((line) => line.startsWith(`::${command} `)).length
    expect([count('error'), count('warning'), count('notice')]).toEqual([10, 10, 1])
    expect(lines.slice(-2)).toEqual(['mtlint: without an annotation: 11 more errors, 2 more warnings', ''])
    expect(await write('github', [await reportOf('note '.repeat(12))])).toMatch(/: 2 more info\n$/)
    expect(await write('github', [await reportOf('bad '.repeat(11))])).toMatch(/: 1 more error\n$/)
  })

  it('is of the documented grammar and says what was found, whatever the draft', async () => {
    await always(async (reports) => {
      const lines = (await write('github', reports)).split('\n')
      expect(lines.pop()).toBe('')
      const commands = lines.filter((line) => !line.startsWith('mtlint: ')).map(read)
      for (const [severity, name] of [
        ['error', 'error'],
        ['warning', 'warning'],
        ['info', 'notice'],
      ]) {
        const expected = reports.flatMap((report) =>
          toJson(report)
            .messages.filter((message) => message.severity === severity)
            .map(({reason, note}) => [visible(report.path), [reason, note ?? ''].map(visible).join('\n')]),
        )
        const found = commands.filter(({command}) => command === name)
        expect(found.map(({properties, data}) => [properties.file, data])).toEqual(expected.slice(0, 10))
      }
      for (const line of lines) expect(line).not.toMatch(unsafe)
    })
  })
})

describe('the echo', () => {
  it('has a finding of each level', async () => {
    const {messages} = await reportOf('a bad\u202E day', 'a.txt', echoes)
    expect(messages.map(severityOf).sort()).toEqual(['error', 'info', 'warning'])
    expect(messages.every(({fix}) => fix === 'safe')).toBe(true)
  })
})
