import {once} from 'node:events'
import {Agent, request} from 'node:http'
import {connect} from 'node:net'
import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import type {CheckResult} from '../src/serve/check.js'
import {refusal} from '../src/serve/guard.js'
import {readParameters} from '../src/serve/parameters.js'
import {checked, conform, post, raw, start} from './helpers/serve.js'

describe('what is sent without care', () => {
  it.each([
    ['a bad escape', 'language=en&text=50%+of+a+bad+%zz+day%', [9]],
    ['half an escape', 'language=en&text=bad%E2%80', [0]],
    ['bytes that are no UTF-8', Buffer.from('language=en&text=\xff\xfe bad', 'latin1'), [3]],
    ['NUL', 'language=en&text=%00+bad+%00', [2]],
    ['a byte order mark', 'language=en&text=%EF%BB%BFbad', [1]],
    ['line ends of Windows', 'language=en&text=One.%0D%0A%0D%0ABad.', [8]],
    ['lone surrogates', `language=en&data=${encodeURIComponent('{"text": "\\ud83d bad \\ude00 bad"}')}`, [2, 8]],
    [
      'a pair split over pieces',
      `language=en&data=${encodeURIComponent('{"annotation": [{"text": "\\ud83d"}, {"text": "\\ude00 bad"}]}')}`,
      [3],
    ],
    ['prototypes', 'language=en&__proto__=a&constructor=b&text=bad&toString=c', [0]],
    [
      'numbers for texts',
      `language=en&data=${encodeURIComponent('{"annotation": [{"text": 12}, {"markup": null, "text": " bad"}]}')}`,
      [3],
    ],
  ])('%s', async (_, body, offsets) => {
    const {url} = await start()
    const response = await fetch(`${url}/v2/check`, {method: 'POST', body, headers: {'User-Agent': 'test'}})
    const {matches} = conform<CheckResult>('check', await response.json())
    expect(matches.map(({offset}) => offset)).toEqual(offsets)
  })

  it('reads the form of LibreOffice 7.4, which escapes nothing', () => {
    const read = (form: string, userAgent?: string) => readParameters({query: '', body: Buffer.from(form), userAgent})
    const text = 'A & B + 50% of “&language=de” 100%25\u00a0x'
    expect(read(`text=${text}&language=en-US`)).toEqual({text, language: 'en-US'})
    expect(read(`text=${text}&language=en-US&username=me&apiKey=secret`)).toEqual({text, language: 'en-US'})
    // What names itself, or escapes, is taken at its word.
    expect(read('text=A b%21+c&language=en', 'curl/8')).toEqual({text: 'A b! c', language: 'en'})
    expect(read('text=A+b%21&language=en')).toEqual({text: 'A b!', language: 'en'})
  })

  it('takes a huge list of annotations', async () => {
    const {url} = await start({}, {maxTextLength: 1_000_000})
    const annotation = Array.from({length: 20_000}, () => [{markup: '<b>'}, {text: 'ok '}]).flat()
    const data = JSON.stringify({annotation: [...annotation, {text: 'bad'}]})
    const {matches} = await checked(url, {data})
    expect(matches).toMatchObject([{offset: 120_000, length: 3, replacements: [{value: 'good'}]}])
  })

  it('refuses deep JSON or reads it, and goes on', async () => {
    const {url} = await start()
    const deep = `{"annotation": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`
    expect((await post(url, {data: deep, language: 'en'})).status).toBeGreaterThanOrEqual(400)
    expect((await checked(url, {text: 'bad'})).matches).toHaveLength(1)
  })

  it.each([true, false])(
    'refuses a body of 100 MB (with its length: %s), and holds on to none of it',
    async (sized) => {
      const {port, url} = await start()
      const size = 100_000_000
      const piece = Buffer.alloc(1_000_000, 'a')
      const status = await new Promise<number | undefined>((done, fail) => {
        const headers = sized ? {'Content-Length': size} : {}
        const sent = request({port, path: '/v2/check', method: 'POST', headers}, (response) => {
          response.resume()
          done(response.statusCode)
        })
        sent.on('error', fail)
        for (let rest = size; rest > 0; rest -= piece.length) sent.write(piece)
        sent.end()
      })
      expect(status).toBe(413)
      expect((await checked(url, {text: 'bad'})).matches).toHaveLength(1)
    },
  )

  it('cuts off who sends too slowly', async () => {
    const {server, port, url} = await start()
    server.headersTimeout = 300
    server.requestTimeout = 300
    const [head, body] = await Promise.all([
      raw(port, 'POST /v2/check HTTP/1.1\r\nHost: localhost\r\n'),
      raw(port, 'POST /v2/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\ntext='),
    ])
    expect(head).toMatch(/^HTTP\/1\.1 408 /)
    expect(body).toMatch(/^HTTP\/1\.1 (?:408|400) /)
    expect((await checked(url, {text: 'bad'})).matches).toHaveLength(1)
  })

  it('answers in HTTP 1.1 who would rather speak HTTP 2, as Java does for LTeX', async () => {
    const {port} = await start()
    const upgrade = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAA\r\n'
    const form = 'language=en&text=bad'
    const head = `POST /v2/check HTTP/1.1\r\nHost: localhost\r\n${upgrade}Content-Length: ${form.length}\r\n\r\n`
    const answer = await raw(port, head + form, 500)
    expect(answer).toMatch(/^HTTP\/1\.1 200 .*"value":"good"/s)
  })

  it('turns away who opens too many connections, and takes others once they are gone', async () => {
    const {server, port, url} = await start()
    expect(server.maxConnections).toBe(500)
    server.maxConnections = 3
    const held = Array.from({length: 3}, () => connect(port, '127.0.0.1'))
    await Promise.all(held.map((socket) => once(socket, 'connect')))
    expect(await raw(port, 'GET /v2/healthcheck HTTP/1.1\r\nHost: localhost\r\n\r\n', 1_000)).toBe('')
    for (const socket of held) socket.destroy()
    await expect
      .poll(() =>
        fetch(`${url}/v2/healthcheck`).then(
          ({status}) => status,
          () => 0,
        ),
      )
      .toBe(200)
  })

  it('outlives what is no HTTP, and clients that go away', async () => {
    const {port, url} = await start()
    expect(await raw(port, '\u0000\u0001\u0002\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
    expect(await raw(port, `GET /${'a'.repeat(100_000)} HTTP/1.1\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /)
    await raw(port, 'POST /v2/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\ntext=', 50)
    expect((await checked(url, {text: 'bad'})).matches).toHaveLength(1)
  })

  it('never fails on any bytes', {timeout: 60_000}, async () => {
    const {url} = await start()
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({maxLength: 300}), async (bytes) => {
        const body = Buffer.concat([Buffer.from('language=en&text='), bytes])
        const response = await fetch(`${url}/v2/check`, {method: 'POST', body})
        expect([200, 400]).toContain(response.status)
        await response.text()
      }),
      {numRuns: 200},
    )
  })
})

describe('who may ask', () => {
  const loopback = {host: '127.0.0.1', allowOrigin: []}
  it.each([
    ['localhost', undefined],
    ['localhost:8081', undefined],
    ['LOCALHOST:8081', undefined],
    ['127.0.0.1:8081', undefined],
    ['[::1]:8081', undefined],
    [undefined, undefined],
    ['evil.example', 'Access with host evil.example denied.'],
    ['127.0.0.1.evil.example:8081', 'Access with host 127.0.0.1.evil.example:8081 denied.'],
    ['localhost.evil.example', 'Access with host localhost.evil.example denied.'],
    ['10.0.0.1', 'Access with host 10.0.0.1 denied.'],
    [' ', 'Access with host   denied.'],
  ])('on this machine, host %s: %s', (host, expected) => {
    expect(refusal({host}, loopback)).toBe(expected)
  })

  it('on a network every host may be named', () => {
    expect(refusal({host: 'lint.example'}, {host: '0.0.0.0', allowOrigin: []})).toBeUndefined()
  })

  it.each([
    ['https://evil.example', [], false],
    ['http://localhost:3000', [], false],
    ['null', [], false],
    ['chrome-extension://abcdef', [], true],
    ['app://obsidian.md', [], true],
    ['https://wiki.example', ['https://wiki.example'], true],
    ['https://wiki.example.evil.example', ['https://wiki.example'], false],
    ['https://evil.example', ['*'], true],
  ])('origin %s, allowed are %j: %s', (origin, allowOrigin, allowed) => {
    expect(refusal({host: 'localhost', origin}, {host: 'localhost', allowOrigin}) === undefined).toBe(allowed)
  })

  it('refuses over HTTP what is denied', async () => {
    const {url, port} = await start()
    const response = await post(url, {text: 'bad', language: 'en'}, {Origin: 'https://evil.example'})
    expect(response.status).toBe(403)
    expect(await response.text()).toBe('Error: Access with origin https://evil.example denied.')
    const rebound = await raw(port, 'GET /v2/languages HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n')
    expect(rebound).toMatch(/^HTTP\/1\.1 403 /)
  })

  it('has no CORS headers unless asked for', async () => {
    const {url} = await start()
    const response = await fetch(`${url}/v2/languages`)
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  it.each([
    [['https://wiki.example', 'https://cms.example'], 'https://wiki.example'],
    [['*'], '*'],
  ])('with --allow-origin %j', async (allowOrigin, expected) => {
    const {url} = await start({allowOrigin})
    const headers = {Origin: 'https://wiki.example', 'Access-Control-Request-Method': 'POST'}
    const preflight = await fetch(`${url}/v2/check`, {method: 'OPTIONS', headers})
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe(expected)
    expect(preflight.headers.get('access-control-allow-methods')).toMatch(/POST/)
    const found = await post(url, {text: 'bad', language: 'en'}, {Origin: 'https://wiki.example'})
    expect(found.status).toBe(200)
    expect(found.headers.get('access-control-allow-origin')).toBe(expected)
    const failed = await post(url, {language: 'en'}, {Origin: 'https://wiki.example'})
    expect(failed.status).toBe(400)
    expect(failed.headers.get('access-control-allow-origin')).toBe(expected)
  })
})

describe('many requests', () => {
  it('keeps a connection and answers each request with its own findings', async () => {
    const {url, port, server} = await start()
    let connections = 0
    server.on('connection', () => connections++)
    const agent = new Agent({keepAlive: true, maxSockets: 1})
    const ask = (text: string) =>
      new Promise<string>((done, fail) => {
        const path = `/v2/check?language=en&text=${encodeURIComponent(text)}`
        request({agent, port, path}, (response) => {
          let body = ''
          response.on('data', (chunk) => {
            body += chunk
          })
          response.on('end', () => done(body))
        })
          .on('error', fail)
          .end()
      })
    for (let count = 0; count < 5; count++) {
      const {matches} = JSON.parse(await ask(`${'ok '.repeat(count)}bad`)) as CheckResult
      expect(matches).toMatchObject([{offset: count * 3}])
    }
    agent.destroy()
    expect(connections).toBe(1)
    const all = await Promise.all(
      Array.from({length: 100}, async (_, count) => {
        const {matches} = await checked(url, {text: `${'ok '.repeat(count)}bad`})
        return matches[0]?.offset
      }),
    )
    expect(all).toEqual(all.map((_, count) => count * 3))
  })
})
