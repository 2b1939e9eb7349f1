import {PassThrough, Readable, Writable} from 'node:stream'
import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {linesOf} from '../src/lines.js'
import {addField} from '../src/record.js'
import {run} from '../src/run.js'
import {runBuilt} from './helpers/built.js'
import {catalogue, command, folderWith, wordRule} from './helpers/command.js'

async function stream(input: string | Uint8Array, ...argv: string[]) {
  return command(await folderWith({}), ['--jsonl-in', ...argv], {stdin: input})
}

/** The records without what was added. */
const bare = (text: string) => text.replace(/,"mtlint":\{.*?"verdict":\{.*?\]\}\}/g, '')

describe('addField', () => {
  it.each([
    ['{}', '{"f":1}'],
    [' { } \r\n', ' {"f":1 } \r\n'],
    ['{"a":1}', '{"a":1,"f":1}'],
    ['{ "a" : 1 }', '{ "a" : 1,"f":1 }'],
    ['{"f":2}', '{"f":1}'],
    ['{"f":2,"a":3}', '{"a":3,"f":1}'],
    ['{"f":2 , "f" : 3,"a":{"f":4}, "f":[5]}', '{"a":{"f":4},"f":1}'],
    ['{"a":1,"f":2,"b":3}', '{"a":1,"b":3,"f":1}'],
    ['{"\\u0066":2,"a":"}\\\\\\"{,","b":[{"f":"]"}]}', '{"a":"}\\\\\\"{,","b":[{"f":"]"}],"f":1}'],
    ['\uFEFF{"a":1e400,"a":12345678901234567890}', '\uFEFF{"a":1e400,"a":12345678901234567890,"f":1}'],
  ])('%j', (text, expected) => {
    expect(addField(text, 'f', '1')).toBe(expected)
  })

  it('adds to any object and changes nothing else', {timeout: 30_000}, () => {
    const keys = fc.oneof(fc.string({unit: 'binary'}), fc.constantFrom('f', 'a', '"', '\\'))
    fc.assert(
      fc.property(
        fc.dictionary(keys, fc.jsonValue({maxDepth: 2}), {maxKeys: 4}),
        fc.constantFrom(undefined, 1, '\t'),
        (object, space) => {
          const added = JSON.parse(addField(JSON.stringify(object, null, space), 'f', '[7]'))
          expect(added).toEqual({...JSON.parse(JSON.stringify(object)), f: [7]})
          expect(Object.keys(added).length).toBe(Object.keys({...object, f: 1}).length)
        },
      ),
    )
  })

  it('takes time linear in the text', () => {
    const text = `{"a":"${'\\\\'.repeat(1_000_000)}","b":${'['.repeat(1000)}${']'.repeat(1000)},"c":[${'1,'.repeat(500_000)}1]}`
    const start = performance.now()
    expect(addField(text, 'f', '1').length).toBe(text.length + 6)
    expect(performance.now() - start).toBeLessThan(2000)
  })
})

describe('linesOf', () => {
  const split = async (chunks: string[], most?: number) => {
    const lines: string[] = []
    for await (const line of linesOf(Readable.from(chunks.map((chunk) => Buffer.from(chunk))), most)) {
      lines.push(String(line))
    }
    return lines
  }

  it('loses nothing, wherever the chunks end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.stringMatching(/^[a\n\r]{1,5}$/)), async (chunks) => {
        const text = chunks.join('')
        expect(await split(chunks)).toEqual(text.match(/[^\n]*\n|[^\n]+$/g) ?? [])
      }),
    )
  })

  it('gives what is too long in pieces', async () => {
    expect(await split(['aaa', 'bbb', 'c', 'c\nd'], 4)).toEqual(['aaabbb', 'cc\n', 'd'])
  })
})

describe('--jsonl-in', () => {
  it('writes each record back with what was found and a verdict', async () => {
    const {status, stdout, stderr} = await stream('{"id":1,"text":"A bad day."}\n{"text":"Fine."}\n')
    expect([status, stderr]).toEqual([0, ''])
    const [first, second] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(first).toMatchObject({
      id: 1,
      text: 'A bad day.',
      mtlint: {
        messages: [{ruleId: 'bad-word', line: 1, column: 3, offset: 2, endOffset: 5, expected: ['good']}],
        verdict: {level: 'ready', score: 4, reasons: [{ruleId: 'bad-word', findings: 1}]},
      },
    })
    expect(second.mtlint).toEqual({messages: [], verdict: {level: 'ready', score: 0, reasons: []}})
  })

  it('leaves the rest of a record as it is, to the byte', async () => {
    const input = [
      '\uFEFF{"big":12345678901234567890,"far":1e400,"one":1.0,"text":"A bad day.","dup":1,"dup":2}\r\n',
      '{ "é" : "\\u00e9\\/" , "text":"\\ud800 bad" , "deep":{"text":3} }\n',
      '\r\n',
      '   \n',
      '\n',
      '{"text":"no line feed"}',
    ].join('')
    const {status, stdout, stderr} = await stream(input)
    expect([status, stderr]).toEqual([0, ''])
    expect(bare(stdout)).toBe(input)
    expect(stdout.match(/"mtlint":/g)?.length).toBe(3)
  })

  it('can be run again over its own output', async () => {
    const {stdout} = await stream('{"text":"bad"}\n')
    expect(await stream(stdout)).toEqual({status: 0, stdout, stderr: ''})
  })

  it('passes bad lines through and says their numbers', async () => {
    const lines = [
      Buffer.from('{"text":"fine"}'),
      Buffer.from('{"text":"broken'),
      Buffer.from('["text"]'),
      Buffer.from('{"txt":"a"}'),
      Buffer.from('{"text":null}'),
      Buffer.from('{"text":\xff}', 'latin1'),
      Buffer.from('{"text":"\0"}'),
      Buffer.from(`${'['.repeat(50_000)}`),
      Buffer.from('{"__proto__":{"text":"bad"}}'),
      Buffer.from('\u001B[2J::error::'),
    ]
    const input = Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]))
    const {status, stdout, stderr} = await stream(input)
    expect(status).toBe(2)
    expect(stdout.split('\n').slice(1)).toEqual(input.toString().split('\n').slice(1))
    expect(stderr.split('\n')).toEqual([
      'mtlint: line 2: is not JSON',
      'mtlint: line 3: is no JSON object',
      'mtlint: line 4: has no field `text`',
      'mtlint: line 5: its field `text` is no string',
      'mtlint: line 6: is not UTF-8 at byte offset 8',
      expect.stringMatching(/^mtlint: line 7: .*NUL/),
      'mtlint: line 8: is not JSON',
      'mtlint: line 9: has no field `text`',
      'mtlint: line 10: is not JSON',
      '',
    ])
  })

  it('reads the field that is named, in the format of a file that is named', async () => {
    const {stdout} = await stream('{"body":"`bad` bad","text":"bad"}\n', '--text-field=body', '--stdin-filename=a.md')
    expect(JSON.parse(stdout).mtlint.messages).toMatchObject([{offset: 6}])
  })

  it('takes the config and --quiet into account', async () => {
    const cwd = await folderWith({'.mtlintrc.json': '{"rules": {"bad-word": "off"}, "gate": {"edit": 1}}'})
    const {stdout} = await command(cwd, ['--jsonl-in', '--quiet'], {stdin: '{"text":"bad odd"}'})
    expect(JSON.parse(stdout).mtlint).toMatchObject({messages: [], verdict: {level: 'edit'}})
  })

  it('says what does not go with it', async () => {
    for (const argv of [
      ['a.txt'],
      ['--fix'],
      ['--since=x'],
      ['--staged'],
      ['--format=json'],
      ['--cache'],
      ['--shard=1/2'],
    ]) {
      const {status, stdout, stderr} = await stream('{"text":"bad"}', ...argv)
      expect([status, stdout]).toEqual([2, ''])
      expect(stderr).toContain('--jsonl-in')
    }
    const cwd = await folderWith({})
    expect((await command(cwd, ['gate', '--jsonl-in'], {stdin: ''})).stderr).toContain('without `gate`')
    expect((await command(cwd, ['--text-field=a', '-'], {stdin: ''})).stderr).toContain('--jsonl-in')
  })

  it('reads no more than the reader takes', async () => {
    let given = 0
    function* records() {
      for (; given < 10_000; given++) yield Buffer.from(`{"text":"${'bad '.repeat(50)}"}\n`)
    }
    const stdin = Object.assign(Readable.from(records(), {highWaterMark: 1}), {isTTY: false})
    let taken = (_error?: Error) => {}
    const stdout = new Writable({
      highWaterMark: 1,
      write(_chunk, _encoding, done) {
        taken = done
      },
    })
    const io = {stdin, stdout, stderr: new PassThrough(), env: {}, cwd: () => '/'}
    const done = run(['--jsonl-in', '--no-config'], io, catalogue)
    while (stdout.writableLength === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(given).toBeLessThan(10)
    taken(Object.assign(new Error('gone'), {code: 'EPIPE'}))
    expect(await done).toBe(0)
    expect(given).toBeLessThan(20)
  })

  it('passes a line through that is too long, and goes on', async () => {
    const long = Buffer.alloc((1 << 26) + 200_000, 'a')
    function* input() {
      yield Buffer.from('{"text":"fine"}\n')
      for (let start = 0; start < long.length; start += 1 << 16) yield long.subarray(start, start + (1 << 16))
      yield Buffer.from('\n{"text":"fine"}\nx')
    }
    const taken: Buffer[] = []
    const stdout = new Writable({
      write(chunk, _encoding, done) {
        taken.push(chunk)
        done()
      },
    })
    const stderr = new PassThrough()
    const stdin = Object.assign(Readable.from(input()), {isTTY: false})
    expect(await run(['--jsonl-in', '--no-config'], {stdin, stdout, stderr, env: {}, cwd: () => '/'}, catalogue)).toBe(
      2,
    )
    expect(String(stderr.read())).toBe('mtlint: line 2: is longer than 64 MiB\nmtlint: line 4: is not JSON\n')
    const [first = '', second = '', third = '', fourth = ''] = Buffer.concat(taken).toString().split('\n')
    expect(second.length).toBe(long.length)
    expect([third, fourth]).toEqual([first, 'x'])
    expect(first).toContain('"mtlint":')
  })

  it('gives the same in the same order whatever the number of threads', {timeout: 60_000}, () => {
    const input = Array.from({length: 100}, (_, id) =>
      id % 10 === 7 ? 'bad line' : JSON.stringify({id, text: 'The U. S. economy grew. '.repeat((id * 7) % 20)}),
    ).join('\n')
    const runs = ['off', '2'].map((threads) =>
      runBuilt('/', ['--jsonl-in', '--no-config', '--concurrency', threads], {input}),
    )
    expect(runs[0]?.stdout.split('\n').length).toBe(100)
    expect(runs[0]?.stderr.match(/is not JSON/g)?.length).toBe(10)
    expect(runs[1]).toEqual(runs[0])
  })

  it('names the line on which a rule fails', async () => {
    const cwd = await folderWith({})
    const broken = wordRule({id: 'bad-word', find: /x/g})
    const options = {
      catalogue: {
        ...catalogue,
        rules: [
          Object.assign(() => () => {}, {
            definition: {
              ...broken.definition,
              paragraph() {
                throw new Error('it failed')
              },
            },
          }),
        ],
      },
      stdin: '{"text":"a"}\n',
    }
    expect(await command(cwd, ['--jsonl-in'], options)).toEqual({
      status: 2,
      stdout: '{"text":"a"}\n',
      stderr: 'mtlint: line 1: stdin.txt: it failed\n',
    })
  })
})
