import {execFileSync, spawnSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {mkdtemp, readFile, rm, symlink, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join, resolve} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {parse} from 'yaml'
import {folderWith} from '../helpers/command.js'
import {bash, environment, recipe} from '../helpers/recipes.js'
import {commit, git, write} from '../helpers/repository.js'

const page = 'docs/ci.md'
const bad = 'The U. S. economy grew.\n'
const fine = 'The ferry leaves at nine.\n'
const identity = {
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.org',
  GIT_CONFIG_GLOBAL: '/dev/null',
}
/** What was fetched once is not asked for again. */
const cached = {npm_config_prefer_offline: 'true'}

/** The packed mtlint, as npm would give it to a user, and a project in which it and the tools are installed. */
let shared: string
let tarball: string

beforeAll(async () => {
  shared = await mkdtemp(join(tmpdir(), 'mtlint-recipes-'))
  // `npm test` has built it.
  const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', shared], {
    encoding: 'utf8',
  })
  tarball = join(shared, JSON.parse(packed)[0].filename)
  await writeFile(join(shared, 'package.json'), '{"private": true}')
  const tools = ['husky@9', 'lint-staged@16', 'lefthook@2', '@11ty/eleventy@3']
  execFileSync('npm', ['install', '--no-audit', '--no-fund', tarball, ...tools], {
    cwd: shared,
    env: environment(cached),
  })
}, 300_000)

afterAll(async () => {
  if (shared) await rm(shared, {recursive: true, force: true})
})

/** A repository in which the tools are installed. */
async function project(files: Record<string, string>): Promise<string> {
  const cwd = await folderWith({})
  git(cwd, 'init', '-q', '-b', 'main')
  await symlink(join(shared, 'node_modules'), join(cwd, 'node_modules'))
  await commit(cwd, {'.gitignore': 'node_modules\n', 'package.json': '{"private": true}', ...files})
  return cwd
}

/** Commits what is staged, with the hooks of the repository. */
const tryCommit = (cwd: string) => bash(cwd, 'git commit -m x', identity)

/** A hook must stop a bad draft as it is staged, whatever stands in the work tree, and let a good one pass. */
async function expectHook(cwd: string): Promise<void> {
  await write(cwd, {'new draft é.txt': bad})
  git(cwd, 'add', '-A')
  await write(cwd, {'new draft é.txt': fine})
  const stopped = tryCommit(cwd)
  expect(stopped.status).toBe(1)
  expect(stopped.stdout + stopped.stderr).toContain('abbreviation-spacing')
  git(cwd, 'add', '-A')
  await write(cwd, {'new draft é.txt': bad})
  const passed = tryCommit(cwd)
  expect([passed.status, passed.stderr + passed.stdout]).toEqual([0, expect.stringContaining('1 file changed')])
}

describe('hooks', () => {
  it('lefthook', async () => {
    const cwd = await project({'lefthook.yml': recipe(page, 'lefthook.yml'), 'old.txt': bad})
    expect(bash(cwd, 'npx lefthook install').status).toBe(0)
    await expectHook(cwd)
  })

  it('husky', async () => {
    const cwd = await project({'.husky/pre-commit': recipe(page, '.husky/pre-commit'), 'old.txt': bad})
    expect(bash(cwd, 'npx husky').status).toBe(0)
    await expectHook(cwd)
  })

  it('husky and lint-staged', async () => {
    const cwd = await project({
      '.husky/pre-commit': 'npx lint-staged\n',
      '.lintstagedrc.json': recipe(page, '.lintstagedrc.json'),
      'old.txt': bad,
    })
    expect(bash(cwd, 'npx husky').status).toBe(0)
    await write(cwd, {'a b.txt': bad})
    git(cwd, 'add', '-A')
    expect(tryCommit(cwd).status).toBe(0)
    expect(git(cwd, 'show', 'HEAD:a b.txt')).toBe('The U.S. economy grew.\n')
    await write(cwd, {'c.txt': 'As an AI language model, I cannot see the harbour.\n'})
    git(cwd, 'add', '-A')
    const {status, stdout, stderr} = tryCommit(cwd)
    expect([status, stdout + stderr]).toEqual([1, expect.stringContaining('chatbot-remark')])
  })
})

const preCommit = spawnSync('pre-commit', ['--version']).status === 0
if (!preCommit) console.log('The hook for pre-commit is not tried: it is not installed here.')

describe.skipIf(!preCommit)('pre-commit', () => {
  it('installs the hook from the repository and runs it', {timeout: 300_000}, async () => {
    // The repository as it stands here: pre-commit clones it, installs what it needs, builds and packs it.
    const hooks = await folderWith({})
    bash(resolve('.'), `git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t '${hooks}'`)
    git(hooks, 'init', '-q')
    await commit(hooks)
    const config = parse(recipe(page, '.pre-commit-config.yaml'))
    config.repos[0].repo = hooks
    config.repos[0].rev = git(hooks, 'rev-parse', 'HEAD').trim()
    const cwd = await project({'.pre-commit-config.yaml': JSON.stringify(config), 'old.txt': bad})
    const env = {...identity, ...cached, PRE_COMMIT_HOME: join(cwd, '.git', 'cache')}
    expect(bash(cwd, 'pre-commit install', env).status).toBe(0)
    const run = () => bash(cwd, 'git commit -m x', env)
    await write(cwd, {'new draft.txt': bad, 'code.js': bad})
    git(cwd, 'add', '-A')
    await write(cwd, {'new draft.txt': fine})
    const stopped = run()
    expect([stopped.status, stopped.stdout + stopped.stderr]).toEqual([
      1,
      expect.stringContaining('abbreviation-spacing'),
    ])
    git(cwd, 'add', '-A')
    expect(run().status).toBe(0)
  })
})

describe('a site', () => {
  it('is not built of raw machine output', async () => {
    const cwd = await project({
      'package.json': recipe(page, 'package.json'),
      'content/page.md': `# Ferry\n\n${fine}`,
    })
    const built = bash(cwd, 'npm run build')
    expect([built.status, existsSync(join(cwd, 'site/page/index.html'))]).toEqual([0, true])
    await rm(join(cwd, 'site'), {recursive: true})
    await write(cwd, {'content/raw.md': await readFile('fixtures/drafts/harbour-talks.txt', 'utf8')})
    const stopped = bash(cwd, 'npm run build')
    expect([stopped.status, stopped.stdout]).toEqual([1, expect.stringContaining('raw machine output')])
    expect(existsSync(join(cwd, 'site'))).toBe(false)
  })
})

describe('the action', () => {
  it('installs mtlint', async () => {
    const {runs} = parse(await readFile('action.yml', 'utf8'))
    const cwd = await folderWith({'a.txt': bad})
    const env = {
      ...cached,
      VERSION: `file:${tarball}`,
      RUNNER_TEMP: join(cwd, 'temp'),
      GITHUB_OUTPUT: join(cwd, 'output'),
    }
    expect(bash(cwd, runs.steps[0].run, env).status).toBe(0)
    const [, bin = ''] = /^bin=(.*)\n$/.exec(await readFile(join(cwd, 'output'), 'utf8')) ?? []
    expect(bash(cwd, `'${bin}' a.txt`).status).toBe(1)
  })

  it.skipIf(spawnSync('shellcheck', ['--version']).status !== 0)(
    'has scripts in which shellcheck finds nothing',
    async () => {
      const {runs} = parse(await readFile('action.yml', 'utf8'))
      const scripts = (runs.steps as {run?: string}[]).flatMap(({run}) => (run === undefined ? [] : [run]))
      expect(scripts.length).toBe(2)
      for (const script of scripts) {
        const {stdout} = spawnSync('shellcheck', ['--shell=bash', '-'], {input: script, encoding: 'utf8'})
        expect(stdout).toBe('')
      }
    },
  )
})

describe('the first steps of the readme', () => {
  it('lead to a red CI with annotations, and then to a green one', {timeout: 300_000}, async () => {
    const root = await folderWith({
      'old/drafts/a.txt': bad,
      'old/drafts/b.txt': fine,
      'old/.gitignore': 'node_modules\n',
    })
    const [origin, cwd] = [join(root, 'origin'), join(root, 'work')]
    git(root, 'init', '-q', '--bare', '-b', 'main', origin)
    git(root, 'clone', '-q', origin, cwd)
    bash(root, 'cp -r old/. work && cd work && npm init -y && git checkout -q -b main')
    git(cwd, 'config', 'push.autoSetupRemote', 'true')
    const script = recipe('README.md', 'first-steps')
    expect(script.trim().split('\n').length).toBeLessThanOrEqual(10)

    /** Does what the service does with a push. */
    async function service() {
      const clone = await mkdtemp(join(root, 'ci-'))
      git(root, 'clone', '-q', origin, clone)
      const workflow = parse(await readFile(join(clone, '.github/workflows/prose.yml'), 'utf8'))
      const steps = workflow.jobs.prose.steps as {run?: string}[]
      const env = {...cached, GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: clone, CI: 'true'}
      return bash(clone, steps.flatMap(({run}) => (run === undefined ? [] : [run])).join('\n'), env)
    }

    // The registry does not have this version: npm is told where it is, and is not changed otherwise.
    const npm = `npm() { if [ "$*" = "install --save-dev mtlint" ]; then command npm install --save-dev '${tarball}'; else command npm "$@"; fi; }`
    const [first = '', second = ''] = script.split(/(?<=# red.*\n)/)
    const begun = bash(cwd, `${npm}\n${first}`, {...identity, ...cached})
    expect([begun.status, begun.stderr]).toEqual([0, expect.any(String)])
    const red = await service()
    expect(red.status).toBe(1)
    expect(red.stdout).toMatch(/^::error file=drafts\/a\.txt,line=1,/m)
    expect(bash(cwd, `${npm}\n${second}`, identity).status).toBe(0)
    const green = await service()
    expect([green.status, green.stdout]).toEqual([0, expect.not.stringContaining('::error')])
    // What is new is red again.
    await write(cwd, {'drafts/c.txt': bad})
    bash(cwd, 'git add . && git commit -m x && git push', identity)
    expect((await service()).stdout).toMatch(/^::error file=drafts\/c\.txt,line=1,/m)
  })
})

const parallel = spawnSync('parallel', ['--version']).status === 0
if (!parallel) console.log('GNU parallel is not tried: it is not installed here.')

describe.skipIf(!parallel)('GNU parallel', () => {
  it('gives what one process gives, in the same order', {timeout: 120_000}, async () => {
    const cwd = await project({})
    const text = (index: number) => (index % 3 === 0 ? bad : fine).repeat(20)
    const lines = Array.from({length: 2500}, (_, id) => JSON.stringify({id, text: text(id)}))
    await write(cwd, {'records.jsonl': `${lines.join('\n')}\n`})
    const command = recipe('docs/streams.md', 'parallel')
    expect(command).toContain('--pipe')
    expect(bash(cwd, command).status).toBe(0)
    const linted = await readFile(join(cwd, 'linted.jsonl'), 'utf8')
    expect(bash(cwd, 'npx mtlint --jsonl-in < records.jsonl > one.jsonl').status).toBe(0)
    expect(linted === (await readFile(join(cwd, 'one.jsonl'), 'utf8'))).toBe(true)
    const records = linted
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(records.map(({id}) => id)).toEqual(lines.map((_, id) => id))
    expect(records[0].mtlint.messages.length).toBeGreaterThan(0)
  })
})
