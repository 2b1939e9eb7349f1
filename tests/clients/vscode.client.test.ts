import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath, pathToFileURL} from 'node:url'
import {type Browser, chromium, type Page} from 'playwright-core'
import {VFile} from 'vfile'
import {afterAll, beforeAll, describe, expect, it, onTestFinished} from 'vitest'
import {lint} from '../../src/lint.js'
import type {LintMessage} from '../../src/rule.js'
import {executablePath, flags} from '../helpers/chromium.js'
import {folderWith} from '../helpers/command.js'
import {recommended} from '../helpers/settings.js'
import {startVSCode, type VSCode} from '../helpers/vscode.js'

if (executablePath === undefined) console.log('The extension is not tested in VS Code: there is no Chromium here.')

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const settings = {
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'extensions.autoCheckUpdates': false,
  'editor.minimap.enabled': false,
  'editor.wordWrap': 'on',
}
const patient = {timeout: 60_000}

// A whole editor in a browser now and then loses a click or a key: what fails once is tried again from the beginning.
describe.skipIf(executablePath === undefined)('the extension in VS Code', {timeout: 240_000, retry: 2}, () => {
  let vscode: VSCode
  let browser: Browser
  let draft: string
  let mended: string
  let messages: LintMessage[]

  beforeAll(async () => {
    vscode = await startVSCode(settings)
    browser = await chromium.launch({executablePath: executablePath as string, args: flags})
    draft = await readFile(at('fixtures/drafts/harbour-talks.txt'), 'utf8')
    mended = await readFile(at('fixtures/drafts/harbour-talks.txt.fixed'), 'utf8')
    messages = await lint(new VFile({path: 'draft.txt', value: draft}), recommended)
  }, 240_000)

  afterAll(async () => {
    await browser?.close()
    await vscode?.stop()
  })

  /** Opens a file of a folder in a workbench of its own, which has never seen the folder. */
  async function open(folder: string, file: string, trusted = true): Promise<Page> {
    const context = await browser.newContext({viewport: {width: 1280, height: 800}})
    const page = await context.newPage()
    onTestFinished(() => context.close())
    await page.goto(vscode.address(folder, file))
    await page.getByRole('button', {name: trusted ? 'Yes, I trust' : "No, I don't"}).click(patient)
    return page
  }

  const status = (page: Page) => page.locator('[id="mtlint.mtlint.mtlint"]')

  /** Waits for the count in the status bar. */
  const finds = (page: Page, count: number) =>
    expect.poll(() => status(page).textContent(patient), patient).toBe(count === 0 ? ' mtlint' : ` mtlint: ${count}`)

  async function command(page: Page, title: string): Promise<void> {
    await page.keyboard.press('F1')
    await page.locator('.quick-input-widget input').fill(`>${title}`)
    await page.locator('.quick-input-list .monaco-list-row').filter({hasText: title}).first().click(patient)
  }

  /** Puts the cursor at a place, both counted from 1. */
  async function goTo(page: Page, {line, column}: {line: number; column: number}): Promise<void> {
    await page.keyboard.press('Control+g')
    await page.locator('.quick-input-widget input').fill(`:${line}:${column}`)
    await page.keyboard.press('Enter')
  }

  it('shows the findings: under the text, in the status bar, in the list of problems', async () => {
    const folder = await folderWith({'drafts/harbour-talks.txt': draft})
    const page = await open(join(folder, 'drafts'), 'harbour-talks.txt')
    await finds(page, messages.length)
    for (const [severity, name] of [
      [true, 'error'],
      [false, 'warning'],
    ] as const) {
      expect(messages.some(({fatal}) => fatal === severity)).toBe(true)
      await page.locator(`.squiggly-${name}`).first().waitFor(patient)
    }
    await status(page).click()
    const problems = page.locator('.markers-panel .monaco-list-row .marker-message-line')
    // Errors come first.
    const {reason} = messages.find(({fatal}) => fatal) as LintMessage
    await expect.poll(async () => (await problems.allTextContents()).join('\n'), patient).toContain(reason)
    const {MTLINT_PICTURE} = process.env
    if (MTLINT_PICTURE) await page.screenshot({path: MTLINT_PICTURE})
  })

  it('applies a quick fix to its finding, and to nothing else', async () => {
    const folder = await folderWith({'draft.txt': draft})
    const page = await open(folder, 'draft.txt')
    await finds(page, messages.length)
    const {place, span, expected} = messages.find(({ruleId}) => ruleId === 'abbreviation-spacing') as LintMessage
    if (place === undefined || !('start' in place)) throw new Error('the message has no place')
    await goTo(page, place.start)
    await page.keyboard.press('Control+.')
    const offer = page.locator('.action-widget .monaco-list-row.focused')
    await expect.poll(() => offer.textContent(patient), patient).toContain(expected?.[0])
    await page.keyboard.press('Enter')
    await finds(page, messages.length - 1)
    await page.keyboard.press('Control+s')
    const fixed = draft.slice(0, span.start) + expected?.[0] + draft.slice(span.end)
    await expect.poll(() => readFile(join(folder, 'draft.txt'), 'utf8'), patient).toBe(fixed)
  })

  it('mends all that is safe by one command', async () => {
    const folder = await folderWith({'draft.txt': draft})
    const page = await open(folder, 'draft.txt')
    await finds(page, messages.length)
    await command(page, 'mtlint: Fix all safe problems')
    await expect.poll(() => status(page).textContent(patient), patient).not.toBe(` mtlint: ${messages.length}`)
    await page.keyboard.press('Control+s')
    await expect.poll(() => readFile(join(folder, 'draft.txt'), 'utf8'), patient).toBe(mended)
  })

  it('mends on save where the settings ask for it', async () => {
    const onSave = {'editor.codeActionsOnSave': {'source.fixAll.mtlint': 'explicit'}}
    const folder = await folderWith({'draft.txt': draft, '.vscode/settings.json': JSON.stringify(onSave)})
    const page = await open(folder, 'draft.txt')
    await finds(page, messages.length)
    await page.locator('.view-lines').click()
    await page.keyboard.press('Control+Home')
    await page.keyboard.type('In short: ')
    await page.keyboard.press('Control+s')
    await expect.poll(() => readFile(join(folder, 'draft.txt'), 'utf8'), patient).toBe(`In short: ${mended}`)
  })

  it('is among the formatters only where the settings ask for it', async () => {
    const folder = await folderWith({'draft.txt': draft, '.vscode/settings.json': '{}'})
    const page = await open(folder, 'draft.txt')
    await finds(page, messages.length)
    await command(page, 'Format Document')
    await page.getByText('There is no formatter for').first().waitFor(patient)
    await writeFile(join(folder, '.vscode/settings.json'), '{"mtlint.format.enable": true}')
    await expect
      .poll(async () => {
        // Until the server has started again, VS Code says each time that there is no formatter.
        await page.keyboard.press('Escape')
        await page.keyboard.press('Control+Shift+i')
        await page.keyboard.press('Control+s')
        return readFile(join(folder, 'draft.txt'), 'utf8')
      }, patient)
      .toBe(mended)
  })

  it('follows the config of the folder as it changes', async () => {
    const folder = await folderWith({'draft.txt': draft})
    const page = await open(folder, 'draft.txt')
    await finds(page, messages.length)
    const left = messages.filter(({ruleId}) => ruleId !== 'abbreviation-spacing').length
    await writeFile(join(folder, '.mtlintrc.json'), '{"rules": {"abbreviation-spacing": "off"}}')
    await finds(page, left)
  })

  /** A folder with a mtlint of its own, which notes each time that it runs. */
  async function folderWithOwn(): Promise<{folder: string; runs: () => Promise<number>}> {
    const cli = pathToFileURL(at('dist/src/cli.js')).href
    const folder = await folderWith({
      'draft.txt': draft,
      '.vscode/settings.json': '{}',
      'node_modules/mtlint/package.json': '{"name": "mtlint", "type": "module", "bin": {"mtlint": "cli.js"}}',
      'node_modules/mtlint/runs': '',
      'node_modules/mtlint/cli.js': `import {appendFileSync} from 'node:fs'
        appendFileSync(new URL('runs', import.meta.url), '.')
        await import(${JSON.stringify(cli)})`,
    })
    return {folder, runs: async () => (await readFile(join(folder, 'node_modules/mtlint/runs'), 'utf8')).length}
  }

  it('runs no code of a folder before it is trusted, and then the mtlint of the folder', async () => {
    const {folder, runs} = await folderWithOwn()
    const page = await open(folder, 'draft.txt', false)
    await finds(page, messages.length)
    expect(await runs()).toBe(0)
    await command(page, 'Workspaces: Manage Workspace Trust')
    await page.locator('.workspace-trust-editor').getByRole('button', {name: 'Trust', exact: true}).click(patient)
    await expect.poll(runs, patient).toBe(1)
    await page.getByRole('tab', {name: 'draft.txt'}).click(patient)
    await finds(page, messages.length)
  })

  it('starts again when told, and does nothing when it is switched off', async () => {
    const {folder, runs} = await folderWithOwn()
    const page = await open(folder, 'draft.txt')
    await finds(page, messages.length)
    // Until the window knows that the folder is trusted, the bundled server finds them.
    await expect.poll(runs, patient).toBe(1)
    await command(page, 'mtlint: Restart server')
    await expect.poll(runs, patient).toBe(2)
    await finds(page, messages.length)
    await writeFile(join(folder, '.vscode/settings.json'), '{"mtlint.enable": false}')
    await status(page).waitFor({state: 'hidden', ...patient})
    await page
      .locator('.squiggly-error')
      .first()
      .waitFor({state: 'hidden', ...patient})
  })

  it('says so when there is no server, and goes on when there is one', async () => {
    const folder = await folderWith({
      'draft.txt': draft,
      'broken.mjs': 'process.exit(2)',
      '.vscode/settings.json': '{"mtlint.path": "gone"}',
    })
    const set = (settings: object) => writeFile(join(folder, '.vscode/settings.json'), JSON.stringify(settings))
    const page = await open(folder, 'draft.txt')
    const said = page.locator('.notification-toast')
    await said.filter({hasText: `mtlint.path: there is no mtlint at ${join(folder, 'gone')}`}).waitFor(patient)
    await set({'mtlint.path': 'broken.mjs'})
    await said.filter({hasText: "couldn't create connection to server"}).waitFor(patient)
    await status(page).locator('.codicon-circle-slash').waitFor(patient)
    await set({'mtlint.runtime': join(folder, 'no-node')})
    await said.filter({hasText: join(folder, 'no-node')}).waitFor(patient)
    await set({})
    await finds(page, messages.length)
  })

  it('shows its output', async () => {
    const page = await open(await folderWith({'draft.txt': draft}), 'draft.txt')
    await finds(page, messages.length)
    await command(page, 'mtlint: Show output')
    const channel = page.locator('.panel .monaco-select-box, .panel .action-label')
    await expect.poll(async () => (await channel.allTextContents()).join('\n'), patient).toContain('mtlint')
  })
})
