import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {mkdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {validateAction, validateWorkflow} from '@action-validator/core'
import {describe, expect, it} from 'vitest'
import {parse} from 'yaml'
import {defaultGate} from '../src/gate.js'
import type {JsonFile} from '../src/report/json.js'
import {cli} from './helpers/built.js'
import {folderWith} from './helpers/command.js'
import {bash, recipe, stubs} from './helpers/recipes.js'
import {commit, git, isGitHere, repositoryWith} from './helpers/repository.js'

const page = 'docs/ci.md'
const draft = 'The U. S. economy grew. The the end.\n'
const fine = 'The ferry leaves at nine.\n'

type Step = {id?: string; name?: string; run?: string; uses?: string; if?: string; env?: Record<string, string>}
type Action = {inputs: Record<string, {default: string}>; runs: {steps: Step[]}}

const action = parse(readFileSync('action.yml', 'utf8')) as Action

describe('the files for GitHub Actions', () => {
  it('are valid by their published schemas', () => {
    expect(validateAction(readFileSync('action.yml', 'utf8')).errors).toEqual([])
    const own = readdirSync('.github/workflows').map((name) => readFileSync(join('.github/workflows', name), 'utf8'))
    const workflows = [
      recipe(page, '.github/workflows/prose.yml'),
      recipe(page, '.github/workflows/drafts.yml'),
      ...own,
    ]
    for (const workflow of workflows) expect(validateWorkflow(workflow).errors).toEqual([])
    expect(validateWorkflow('on: push\njobs: {a: {steps: [{ran: x}]}}').errors).not.toEqual([])
  })

  it('put no expression into a script', () => {
    const scripts = [recipe(page, '.github/workflows/drafts.yml'), recipe(page, '.github/workflows/prose.yml')]
    const steps = scripts.flatMap(
      (text) => Object.values(parse(text).jobs as Record<string, {steps: Step[]}>)[0]?.steps ?? [],
    )
    for (const {run = ''} of [...action.runs.steps, ...steps]) expect(run).not.toContain('${{')
  })

  it('name inputs that there are', () => {
    const {jobs} = parse(recipe(page, '.github/workflows/prose.yml'))
    const given = jobs.mtlint.steps.at(-1).with as Record<string, string>
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(given)))
    const used = action.runs.steps.flatMap((step) => JSON.stringify(step).match(/inputs\.[\w-]+/g) ?? [])
    expect(Array.from(new Set(used.map((name) => name.slice(7)))).sort()).toEqual(Object.keys(action.inputs).sort())
  })
})

/** Runs a step of the action with some of its inputs, as the service does. */
async function runStep(id: string, cwd: string, inputs: Record<string, string>, outputs: Record<string, string> = {}) {
  const step = action.runs.steps.find((step) => step.id === id) as Step & {run: string}
  const resolved = (text: string) =>
    text.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => {
      const key = name.split('.').at(-1) as string
      return name.startsWith('inputs.')
        ? (inputs[key] ?? (action.inputs[key] as {default: string}).default)
        : (outputs[key] ?? '')
    })
  const temp = await folderWith({summary: 'before\n', output: ''})
  const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, resolved(value)]))
  const done = bash(cwd, step.run, {
    ...env,
    RUNNER_TEMP: temp,
    GITHUB_OUTPUT: join(temp, 'output'),
    GITHUB_STEP_SUMMARY: join(temp, 'summary'),
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: cwd,
  })
  const read = (name: string) => readFile(join(temp, name), 'utf8')
  return {...done, summary: await read('summary'), output: await read('output')}
}

describe('the action', () => {
  it('takes the mtlint of the project', async () => {
    const cwd = await folderWith({'node_modules/.bin/mtlint': ''})
    await bash(cwd, 'chmod +x node_modules/.bin/mtlint')
    const {status, output} = await runStep('install', cwd, {})
    expect([status, output]).toEqual([0, `bin=${cwd}/node_modules/.bin/mtlint\n`])
  })

  it('reports in all its ways', async () => {
    const cwd = await folderWith({'a.txt': draft, 'b.txt': fine})
    const {status, stdout, summary, output} = await runStep('run', cwd, {}, {bin: cli})
    expect(status).toBe(1)
    expect(stdout).toMatch(/^::error file=a\.txt,line=1,/m)
    expect(stdout).toContain('1:5-1:10')
    expect(summary).toMatch(/^before\n### mtlint\n\n1 error, 1 warning/)
    const [, sarif = ''] = /^sarif=(.*)\n$/.exec(output) ?? []
    expect(JSON.parse(await readFile(sarif, 'utf8')).version).toBe('2.1.0')
    expect((await runStep('run', cwd, {files: 'b.txt'}, {bin: cli})).status).toBe(0)
  })

  it('hands its inputs over', async () => {
    const cwd = await folderWith({'two words.txt': draft, 'b.txt': draft.repeat(3)})
    const files = 'two words.txt\n'
    const args = '--rule=abbreviation-spacing:off\n\n--rule=repeated-words:off\n'
    expect((await runStep('run', cwd, {files, args}, {bin: cli})).status).toBe(0)
    expect((await runStep('run', cwd, {gate: 'edit', files}, {bin: cli})).status).toBe(0)
    const gate = await runStep('run', cwd, {gate: 'ready', files: 'b.txt'}, {bin: cli})
    expect([gate.status, gate.summary]).toEqual([1, expect.stringContaining('| Draft | Verdict | Why |')])
    expect((await runStep('run', cwd, {gate: 'good'}, {bin: cli})).status).toBe(2)
    expect((await runStep('run', cwd, {baseline: 'none.json'}, {bin: cli})).stderr).toContain('none.json')
  })

  it('takes an input for a value and nothing more', async () => {
    const cwd = await folderWith({'a.txt': fine})
    const hostile = '$(touch pwned) `touch pwned` ; touch pwned ; "; touch pwned; \' --fix'
    for (const name of ['files', 'since', 'baseline', 'gate', 'args']) {
      const {status} = await runStep('run', cwd, {[name]: hostile}, {bin: cli})
      expect([name, status, existsSync(join(cwd, 'pwned'))]).toEqual([name, 2, false])
    }
    const {stderr} = await runStep('run', cwd, {files: '--fix'}, {bin: cli})
    expect(stderr).toContain('--fix: no such file')
  })

  it('lets no draft and no path write a command, a step output or markup', async () => {
    const name = '::error::x\n##[error]y<img>`|`.txt'
    const text = '::set-output name=a::b The The\n\n<script>alert(1)</script> U. S. [x](y) @everyone\n\n##[error]z z\n'
    const cwd = await folderWith({[name]: text, 'b\nsarif=evil.txt': draft})
    const {stdout, stderr, summary, output} = await runStep('run', cwd, {}, {bin: cli})
    const commands = `${stdout}${stderr}`.split('\n').filter((line) => /^\s*::|##\[/.test(line))
    expect(commands.length).toBeGreaterThan(0)
    for (const line of commands) expect(line).toMatch(/^::(?:error|warning|notice) file=/)
    expect(output).toMatch(/^sarif=[^\n]*\n$/)
    expect(summary).not.toMatch(/<(?!\/?code>|\/?span>)|[^\n]@\w|\]\(y\)/)
  })
})

describe.skipIf(!isGitHere())('the recipes of CI services', () => {
  it('GitHub: reports what a branch has written', async () => {
    const {jobs} = parse(recipe(page, '.github/workflows/prose.yml'))
    const given = jobs.mtlint.steps.at(-1).with as Record<string, string>
    const since = (given.since as string).replace(/\$\{\{ github\.base_ref \}\}/, 'main')
    const cwd = await repositoryWith({'drafts/a.txt': draft})
    git(cwd, 'update-ref', 'refs/remotes/origin/main', 'main')
    await commit(cwd, {'drafts/b.txt': fine})
    const inputs = {files: given.files as string, since}
    expect((await runStep('run', cwd, inputs, {bin: cli})).status).toBe(0)
    await commit(cwd, {'drafts/a.txt': `${draft}${draft}`})
    const {status, stdout} = await runStep('run', cwd, inputs, {bin: cli})
    expect([status, stdout]).toEqual([1, expect.stringMatching(/^::error file=drafts\/a\.txt,line=2,/m)])
  })

  it('GitHub: lints in parts', async () => {
    const {jobs} = parse(recipe(page, '.github/workflows/drafts.yml'))
    const scripts = (jobs.mtlint.steps as Step[]).flatMap(({run}) => (run === undefined ? [] : [run]))
    const drafts = Array.from({length: 8}, (_, n) => [`drafts/${n}.txt`, draft] as const)
    const cwd = await folderWith(Object.fromEntries(drafts))
    const PATH = `${await stubs(cwd)}:${process.env.PATH}`
    const seen = (jobs.mtlint.strategy.matrix.part as number[]).flatMap((part) => {
      const {status, stdout} = bash(cwd, scripts.join('\n'), {PATH, PART: String(part)})
      expect(status).toBe(1)
      return stdout.match(/^drafts\/\d\.txt$/gm) ?? []
    })
    expect(seen.sort()).toEqual(drafts.map(([path]) => path))
    expect(existsSync(join(cwd, '.mtlintcache'))).toBe(true)
  })

  it('GitLab', async () => {
    const {mtlint} = parse(recipe(page, '.gitlab-ci.yml'))
    const cwd = await repositoryWith({'drafts/a.txt': draft})
    await commit(cwd, {'drafts/b.txt': draft})
    const env = {
      PATH: `${await stubs(cwd)}:${process.env.PATH}`,
      CI_MERGE_REQUEST_DIFF_BASE_SHA: git(cwd, 'rev-parse', 'main').trim(),
      CI_PROJECT_DIR: cwd,
    }
    const {status, stdout} = bash(cwd, mtlint.script.join('\n'), env)
    expect([status, stdout]).toEqual([1, expect.stringContaining('drafts/b.txt')])
    const {codequality, junit} = mtlint.artifacts.reports
    const quality = JSON.parse(await readFile(join(cwd, codequality), 'utf8')) as {location: {path: string}}[]
    expect(new Set(quality.map(({location}) => location.path))).toEqual(new Set(['drafts/b.txt']))
    expect(await readFile(join(cwd, junit), 'utf8')).toContain('<testsuite name="drafts/b.txt"')
  })

  it('Jenkins', async () => {
    const pipeline = recipe(page, 'Jenkinsfile')
    const scripts = Array.from(pipeline.matchAll(/^ *sh '(.*)'$/gm), ([, script]) => script as string)
    expect(scripts.length).toBe(2)
    const cwd = await folderWith({'drafts/a.txt': draft})
    const {status} = bash(cwd, scripts.join('\n'), {PATH: `${await stubs(cwd)}:${process.env.PATH}`})
    expect(status).toBe(1)
    const read = Array.from(pipeline.matchAll(/'(out\/[\w.]+)'/g), ([, path]) => path as string)
    expect(read.length).toBe(2)
    for (const path of read) expect(await readFile(join(cwd, path), 'utf8')).toContain('<?xml')
  })
})

describe('docs/gate.md', () => {
  it('has a config that is one', async () => {
    const text = await readFile('docs/gate.md', 'utf8')
    const [, config = ''] = /```json\n(\{\n {2}"gate"[\s\S]*?)```/.exec(text) ?? []
    const {edit, raw, words} = JSON.parse(config).gate
    expect({edit, raw, words, weights: defaultGate.weights}).toEqual(defaultGate)
    const cwd = await folderWith({'.mtlintrc.json': config, 'a.txt': draft})
    await mkdir(join(cwd, 'x'))
    await writeFile(join(cwd, 'x/a.txt'), draft)
    const {status, stdout} = bash(cwd, `'${process.execPath}' '${cli}' gate . --format=json`)
    expect(status).toBe(1)
    expect((JSON.parse(stdout) as JsonFile[]).map(({verdict}) => verdict?.level)).toEqual(['edit', 'edit'])
  })
})
