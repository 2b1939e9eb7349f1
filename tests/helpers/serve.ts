import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {readFileSync} from 'node:fs'
import type {Server} from 'node:http'
import {type AddressInfo, connect} from 'node:net'
import {resolve} from 'node:path'
import {Ajv} from 'ajv'
import {expect, onTestFinished} from 'vitest'
import type {CheckResult, CheckSettings} from '../../src/serve/check.js'
import {createServer, type ServerSettings} from '../../src/serve/server.js'
import work from '../../src/serve/work.js'
import {catalogue, folderWith} from './command.js'

export type Running = {server: Server; port: number; url: string; log: string[]}

/** Starts a server with the three simple rules, which lints in this thread; it is stopped after the test. */
export async function start(
  settings: Partial<ServerSettings> = {},
  check: Partial<CheckSettings> = {},
): Promise<Running> {
  const server = createServer({
    host: '127.0.0.1',
    allowOrigin: [],
    run: work,
    check: {catalogue, cwd: await folderWith({}), maxTextLength: 100_000, ...check},
    ...settings,
  })
  const log: string[] = []
  server.on('request', (request) => log.push(`${request.method} ${request.url}`))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  })
  const {port} = server.address() as AddressInfo
  return {server, port, url: `http://127.0.0.1:${port}`, log}
}

export function post(url: string, form: Record<string, string> | string, headers: Record<string, string> = {}) {
  const body = typeof form === 'string' ? form : new URLSearchParams(form).toString()
  const type = {'Content-Type': 'application/x-www-form-urlencoded'}
  return fetch(`${url}/v2/check`, {method: 'POST', body, headers: {...type, ...headers}})
}

/** Checks a text or annotations, whose answer must have the documented shape. */
export async function checked(url: string, form: Record<string, string>): Promise<CheckResult> {
  const response = await post(url, {language: 'en-US', ...form})
  expect(response.headers.get('content-type')).toBe('application/json')
  const text = await response.text()
  expect(response.status, text).toBe(200)
  return conform<CheckResult>('check', JSON.parse(text))
}

const schema = JSON.parse(readFileSync(new URL('../schemas/languagetool.json', import.meta.url), 'utf8')) as object
const ajv = new Ajv({allErrors: true}).addSchema(schema)

/** Asserts that an answer has the shape that LanguageTool documents. */
export function conform<T>(name: 'check' | 'languages' | 'info' | 'configinfo', value: unknown): T {
  const valid = ajv.validate(`languagetool#/definitions/${name}`, value)
  expect(valid ? [] : ajv.errors).toEqual([])
  return value as T
}

/** Sends bytes as they are, and resolves with all that comes back until the server hangs up or the time is over. */
export function raw(port: number, bytes: string | Buffer, wait = 5_000): Promise<string> {
  return new Promise((done) => {
    const chunks: Buffer[] = []
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    const end = () => {
      clearTimeout(timer)
      socket.destroy()
      done(Buffer.concat(chunks).toString())
    }
    const timer = setTimeout(end, wait)
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('error', end)
    socket.on('close', end)
  })
}

/** The command as built. */
export const cli = resolve('dist/src/cli.js')

export type Started = {url: string; child: ChildProcess; ended: Promise<{code: number | null; stderr: string}>}

/** Runs `mtlint serve` on a free port. */
export async function serve(argv: readonly string[] = [], files: Record<string, string> = {}): Promise<Started> {
  const child = spawn(process.execPath, [cli, 'serve', '--port', '0', ...argv], {cwd: await folderWith(files)})
  onTestFinished(() => void child.kill('SIGKILL'))
  let stderr = ''
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const ended = new Promise<{code: number | null; stderr: string}>((done) => {
    child.on('close', (code) => done({code, stderr}))
  })
  const line = await new Promise<string>((done, fail) => {
    child.stdout.once('data', (chunk) => done(String(chunk)))
    child.on('close', () => fail(new Error(stderr)))
  })
  expect(line).toMatch(/^Listening on http:\/\/127\.0\.0\.1:\d+\/v2\n$/)
  return {url: line.slice('Listening on '.length, -'/v2\n'.length), child, ended}
}
