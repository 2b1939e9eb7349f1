import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'
import axe from 'axe-core'
import {type Browser, type BrowserContextOptions, chromium, type Page} from 'playwright-core'
import {VFile} from 'vfile'
import {afterAll, beforeAll, describe, expect, it, onTestFinished} from 'vitest'
import {lint} from '../../src/lint.js'
import {createHtmlReporter} from '../../src/report/html.js'
import {executablePath, flags} from '../helpers/chromium.js'
import {bad, configOf, note, odd, wordRule} from '../helpers/command.js'

if (executablePath === undefined) console.log('The HTML report is not tested in a browser: there is no Chromium here.')

const filler = 'The ferry leaves at nine, and the captain waits for nobody.\n\n'.repeat(30)
const files = {
  'first.txt': `A bad day & an odd <b>note</b>.\n\n${filler}A bad, odd end \u202E of it.\n`,
  'second.md': `# A *bad* title\n\n${filler}- One odd item\n\n| Bad | Note |\n| --- | --- |\n| a | b |\n`,
  'third.html': '<h1>An odd page</h1><script>alert("bad")</script><p>Nothing bad &amp; a  note.</p>',
  'clean.txt': 'Nothing here.\n',
}

describe.skipIf(executablePath === undefined)('the HTML report in Chromium', () => {
  let browser: Browser
  let folder: string
  let address: string

  beforeAll(async () => {
    // Overlaps two of the other rules.
    const across = wordRule({id: 'across', find: /bad, odd/g, severity: 'info', fix: 'suggest', replace: 'good'})
    const reporter = createHtmlReporter()
    const totals = {files: 0, errors: 0, warnings: 0, infos: 0, fixable: 0, fixed: 0}
    let page = ''
    for (const [path, source] of Object.entries(files)) {
      const messages = await lint(new VFile({value: source, path}), configOf([bad, odd, note, across]))
      page += await reporter.file({path, before: source, source, messages, written: false})
      totals.files++
    }
    page += reporter.end(totals)
    folder = await mkdtemp(join(tmpdir(), 'mtlint-html-'))
    await writeFile(join(folder, 'report.html'), page)
    address = pathToFileURL(join(folder, 'report.html')).href
    browser = await chromium.launch({executablePath: executablePath as string, args: flags})
  })

  afterAll(async () => {
    await browser?.close()
    if (folder) await rm(folder, {recursive: true})
  })

  /** Opens the report; nothing may be loaded or complained of. */
  async function open(options: BrowserContextOptions = {}, hash = ''): Promise<Page> {
    const context = await browser.newContext({viewport: {width: 1280, height: 700}, ...options})
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => {
      if (!request.url().startsWith(address)) complaints.push(request.url())
    })
    onTestFinished(async () => {
      await context.close()
      expect(complaints).toEqual([])
    })
    await page.goto(address + hash)
    return page
  }

  /** The key of the chosen finding. */
  const chosen = (page: Page) => page.locator('.note.on').evaluateAll((notes) => notes.map(({id}) => id.slice(1)))

  const isInView = async (page: Page, selector: string) => {
    const box = await page.locator(selector).first().boundingBox()
    const height = page.viewportSize()?.height ?? 0
    return box !== null && box.y >= 0 && box.y + box.height <= height
  }

  it('scrolls to a finding that is clicked in the list, and marks it', async () => {
    const page = await open()
    expect(await isInView(page, 'mark[data-f~="1-4"]')).toBe(false)
    await page.locator('#n1-4').click()
    expect(await chosen(page)).toEqual(['1-4'])
    expect(await isInView(page, 'mark[data-f~="1-4"]')).toBe(true)
    expect(await page.locator('mark.on').first().getAttribute('data-f')).toContain('1-4')
    expect(page.url()).toMatch(/#f1-4$/)
  })

  it('shows the note of a finding that is clicked in the draft, the inner one first', async () => {
    const page = await open()
    const mark = page.locator('mark.many').first()
    const keys = (await mark.getAttribute('data-f'))?.split(' ') ?? []
    expect(keys.length).toBe(2)
    await mark.click()
    expect(await chosen(page)).toEqual([keys[1]])
    expect(await isInView(page, '.note.on')).toBe(true)
    await mark.click()
    expect(await chosen(page)).toEqual([keys[0]])
    await page.locator('.ref[href="#n1-1"]').click()
    expect(await chosen(page)).toEqual(['1-1'])
    expect(await page.evaluate('document.activeElement.closest(".note").id')).toBe('n1-1')
  })

  it('opens at a finding', async () => {
    const page = await open({}, '#f2-2')
    expect(await chosen(page)).toEqual(['2-2'])
    expect(await isInView(page, 'mark[data-f~="2-2"]')).toBe(true)
  })

  it('filters by level and by rule', async () => {
    const page = await open()
    const shown = () => page.locator('.note:visible').count()
    const all = await shown()
    const warnings = await page.locator('.note.warning').count()
    await page.getByRole('checkbox', {name: /warnings/}).uncheck()
    expect(await shown()).toBe(all - warnings)
    expect(await page.locator('mark.warning').count()).toBe(0)
    expect(await page.locator('mark.off').count()).toBeGreaterThan(0)
    await page.getByRole('checkbox', {name: /warnings/}).check()
    expect(await shown()).toBe(all)
    expect(await page.locator('mark.off').count()).toBe(0)
    await page.locator('#rules summary').click()
    await page.getByRole('button', {name: 'None'}).click()
    expect(await shown()).toBe(0)
    await page.getByRole('checkbox', {name: 'bad-word'}).check()
    expect(await shown()).toBe(await page.locator('.note[data-rule=bad-word]').count())
    expect(await page.locator('.notes h3').first().textContent()).toBe('Findings 2 of 6')
    await page.getByRole('button', {name: 'All'}).click()
    expect(await shown()).toBe(all)
  })

  it('switches between the draft and the mended text', async () => {
    const page = await open()
    const first = page.locator('.draft p').first()
    const shows = async () => [await first.locator('.was').isVisible(), await first.locator('.now').isVisible()]
    expect(await first.locator('.was').textContent()).toBe('bad')
    expect(await first.locator('.now').textContent()).toBe('good')
    expect(await shows()).toEqual([true, false])
    await page.getByText('Mended', {exact: true}).click()
    expect(await shows()).toEqual([false, true])
    await page.getByText('Draft', {exact: true}).click()
    expect(await shows()).toEqual([true, false])
  })

  it('is used with the keyboard', async () => {
    const page = await open()
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.className')).toBe('skip')
    await page.keyboard.press('j')
    expect(await chosen(page)).toEqual(['1-1'])
    await page.keyboard.press('j')
    expect(await chosen(page)).toEqual(['1-2'])
    expect(await page.evaluate('document.activeElement.closest(".note").id')).toBe('n1-2')
    await page.keyboard.press('k')
    await page.keyboard.press('k')
    expect(await chosen(page)).toEqual([
      await page
        .locator('.note')
        .last()
        .evaluate(({id}) => id.slice(1)),
    ])
    await page.keyboard.press('m')
    expect(await page.locator('#mended').isChecked()).toBe(true)
    await page.keyboard.press('Escape')
    expect(await chosen(page)).toEqual([])
    await page.locator('#keys').uncheck()
    await page.keyboard.press('j')
    expect(await chosen(page)).toEqual([])
    await page.locator('#n2-1 .jump').focus()
    await page.keyboard.press('Enter')
    expect(await chosen(page)).toEqual(['2-1'])
    expect(await isInView(page, 'ins[data-f~="2-1"]')).toBe(true)
  })

  it('is light or dark as the system is, or as the reader wants it', async () => {
    const page = await open({colorScheme: 'dark'})
    const paper = () => page.evaluate('getComputedStyle(document.body).backgroundColor')
    const dark = await paper()
    await page.getByLabel('Theme').selectOption('light')
    const light = await paper()
    expect(light).not.toBe(dark)
    await page.reload()
    expect(await paper()).toBe(light)
    await page.getByLabel('Theme').selectOption('system')
    expect(await paper()).toBe(dark)
  })

  it('shows the chosen note at the foot of a narrow screen', async () => {
    const page = await open({viewport: {width: 390, height: 700}})
    await page.locator('mark').first().click()
    expect(await isInView(page, '.note.on')).toBe(true)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
  })

  it('is read without script', async () => {
    const page = await open({javaScriptEnabled: false})
    expect(await page.locator('.note:visible').count()).toBe(await page.locator('.note').count())
    await page.locator('#n1-4 .jump').click()
    expect(await isInView(page, 'mark[data-f~="1-4"]')).toBe(true)
    await page.getByText('Mended', {exact: true}).click()
    expect(await page.locator('.now').first().isVisible()).toBe(true)
    expect(await page.getByRole('button').count()).toBe(0)
  })

  it('is printed with its notes and without its controls', async () => {
    const page = await open({colorScheme: 'dark'})
    await page.locator('mark').first().click()
    await page.emulateMedia({media: 'print'})
    expect(await page.locator('.bar').isVisible()).toBe(false)
    expect(await page.locator('.note:visible').count()).toBe(await page.locator('.note').count())
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)')
    expect(await page.evaluate('getComputedStyle(document.querySelector(".note.on")).position')).toBe('static')
  })

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
    ['dark', 390],
  ] as const)('has nothing that axe objects to (%s, %i pixels wide)', async (colorScheme, width) => {
    // The policy of the page lets no other script in.
    const page = await open({colorScheme, viewport: {width, height: 700}, bypassCSP: true})
    const violations = async () => {
      await page.evaluate(axe.source)
      const {violations: found} = (await page.evaluate('axe.run()')) as axe.AxeResults
      return found.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`)
    }
    expect(await violations()).toEqual([])
    await page.locator('#rules summary').click()
    await page.locator('#n1-4').evaluate((element) => element.classList.add('on'))
    await page.getByText('Mended', {exact: true}).click()
    await page.keyboard.press('j')
    expect(await violations()).toEqual([])
  })
})
