import {spawnSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {createServer} from 'node:net'
import {describe, expect, it, onTestFinished} from 'vitest'
import {folderWith} from './helpers/command.js'
import {checked, cli, post, serve} from './helpers/serve.js'

/** Runs a command that is to end by itself. */
function run(argv: readonly string[], cwd: string) {
  return spawnSync(process.execPath, [cli, 'serve', ...argv], {cwd, encoding: 'utf8', timeout: 20_000})
}

const text = 'The U. S. economy grew grew.'

describe.skipIf(!existsSync(cli))('mtlint serve, as built', {timeout: 60_000}, () => {
  it('answers with what the command line finds, and ends with 0 on SIGTERM', async () => {
    const {url, child, ended} = await serve()
    const {matches} = await checked(url, {text})
    const linted = spawnSync(process.execPath, [cli, '--format', 'json'], {input: text, encoding: 'utf8'})
    const [{messages}] = JSON.parse(linted.stdout)
    expect(matches.map(({rule, offset, length}) => [rule.id, offset, offset + length])).toEqual(
      messages.map((one: {ruleId: string; offset: number; endOffset: number}) => [
        one.ruleId,
        one.offset,
        one.endOffset,
      ]),
    )
    expect(matches.length).toBeGreaterThan(1)
    child.kill('SIGTERM')
    expect(await ended).toEqual({code: 0, stderr: ''})
  })

  it('lets a request end when it is told to stop', async () => {
    const {url, child, ended} = await serve()
    await checked(url, {text})
    const asked = checked(url, {text: `${text}\n\n`.repeat(1_500)})
    await new Promise((done) => setTimeout(done, 200))
    child.kill('SIGINT')
    expect((await asked).matches.length).toBeGreaterThan(1_000)
    const before = performance.now()
    expect((await ended).code).toBe(0)
    // It does not wait for connections that are only kept open.
    expect(performance.now() - before).toBeLessThan(3_000)
  })

  it('stops a text that takes too long, while it answers others', async () => {
    const {url} = await serve(['--timeout', '2', '--max-text-length', '20000000'])
    await checked(url, {text})
    const slow = post(url, {text: 'She left the harbour, and the envoy came. '.repeat(400_000), language: 'en'})
    let answered = 0
    let over = false
    const watched = slow.finally(() => {
      over = true
    })
    while (!over) {
      await checked(url, {text})
      if (!over) answered++
    }
    const response = await watched
    expect(await response.text()).toBe(
      "Error: Checking took longer than 2 seconds, which is this server's limit. Please make sure you have selected the proper language or consider submitting a shorter text.",
    )
    expect(response.status).toBe(500)
    expect(answered).toBeGreaterThan(5)
  })

  it('refuses what would wait too long while all threads are stuck, and goes on after that', async () => {
    const {url} = await serve(['--timeout', '2', '--max-text-length', '20000000'])
    await checked(url, {text})
    const long = {text: 'She left the harbour, and the envoy came. '.repeat(200_000), language: 'en'}
    const stuck = [post(url, long), post(url, long), post(url, long), post(url, long)]
    await new Promise((done) => setTimeout(done, 1_000))
    const others = await Promise.all(Array.from({length: 300}, () => post(url, {text, language: 'en'})))
    const busy = others.filter(({status}) => status === 503)
    expect(busy.length).toBeGreaterThan(20)
    expect(await busy[0]?.text()).toBe('Error: There are currently too many parallel requests. Please try again later.')
    expect((await Promise.all(stuck)).map(({status}) => status)).toEqual([500, 500, 500, 500])
    await new Promise((done) => setTimeout(done, 2_000))
    await expect.poll(async () => (await post(url, {text, language: 'en'})).status, {timeout: 20_000}).toBe(200)
  })

  it('answers many at once', async () => {
    const {url} = await serve()
    const results = await Promise.all(Array.from({length: 60}, () => checked(url, {text})))
    expect(new Set(results.map(({matches}) => matches.length)).size).toBe(1)
  })

  it('says that a port is in use, and ends with 2', async () => {
    const taken = createServer()
    await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done))
    onTestFinished(() => void taken.close())
    const {port} = taken.address() as {port: number}
    const {status, stdout, stderr} = run(['--port', String(port)], await folderWith({}))
    expect({status, stdout}).toEqual({status: 2, stdout: ''})
    expect(stderr).toBe(`mtlint: port ${port} is in use: stop what listens there, or choose another one with --port\n`)
  })

  it.each([
    [['--port', '70000'], /--port <number>' argument '70000' is invalid\. It must be a number from 0 to 65535/],
    [['--timeout', '0'], /It must be a whole number from 1 to 86400/],
    [['--allow-origin', 'example.org'], /Write it like `https:\/\/example\.org`/],
    [['--host', '203.0.113.7', '--port', '0'], /^mtlint: 203\.0\.113\.7 is no address of this machine: see --host\n$/],
    [['--config', 'none.json'], /^mtlint: .*none\.json: no such config file\n$/],
    [['--host', ''], /Write an address or a name, such as 0\.0\.0\.0 for all/],
    [['drafts'], /^mtlint: too many arguments/],
    [['--fux'], /^mtlint: unknown option '--fux'/],
  ])('%j ends with 2', async (argv, message) => {
    const {status, stdout, stderr} = run(argv, await folderWith({}))
    expect({status, stdout}).toEqual({status: 2, stdout: ''})
    expect(stderr).toMatch(message)
  })

  it('says at the start what is wrong with the config', async () => {
    const {status, stderr} = run(['--port', '0'], await folderWith({'.mtlintrc.json': '{"rulez": {}}'}))
    expect(status).toBe(2)
    expect(stderr).toMatch(/\.mtlintrc\.json: unknown key `rulez`, did you mean `rules`\?|unknown key `rulez`/)
  })

  it('has a manual', async () => {
    const {status, stdout} = run(['--help'], await folderWith({}))
    expect(status).toBe(0)
    expect(stdout).toMatch(/^Usage: mtlint serve \[options\]/)
    for (const option of ['--port', '--host', '--allow-origin', '--max-text-length', '--timeout', '--config']) {
      expect(stdout).toContain(option)
    }
  })
})
