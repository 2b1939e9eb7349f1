/**
 * Takes the picture of Neovim for `docs/editors.md`: what Neovim writes to a terminal, with the settings of that page, drawn
 * by xterm.js in Chromium. Run after a build, where Neovim, `script` and Chromium are installed.
 *
 *   node scripts/neovim-picture.mjs [FILE]     FILE: docs/neovim.png when left out
 */
import {spawn} from 'node:child_process'
import {mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {chromium} from 'playwright-core'

const require = createRequire(import.meta.url)
const at = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url))
const picture = process.argv[2] ?? at('docs/neovim.png')
const columns = 136
const rows = 22

const draft = `Harbour talks end without a plan

The U. S. envoy spoke of “a plan for all. “ Then he left for
the capital. The harbour lies behind a wall that was built
in 1911. The the ministers stayed. It was closed in March.

The report names counterfeit consciousness as the cause.
`

/** How the picture looks, and the hover that it shows. */
const looks = `
set termguicolors laststatus=2 noshowcmd noruler shortmess+=I signcolumn=yes number nowrap
highlight Normal guifg=#d8dee9 guibg=#1f2430
highlight LineNr guifg=#5c6773
highlight SignColumn guibg=#1f2430
highlight EndOfBuffer guifg=#1f2430
highlight StatusLine guifg=#1f2430 guibg=#8fa1b3 gui=bold
highlight NormalFloat guifg=#d8dee9 guibg=#2b3242
highlight FloatBorder guifg=#8fa1b3 guibg=#2b3242
highlight DiagnosticError guifg=#f28779
highlight DiagnosticWarn guifg=#ffd173
highlight DiagnosticInfo guifg=#73d0ff
highlight DiagnosticUnderlineError gui=undercurl guisp=#f28779
highlight DiagnosticUnderlineWarn gui=undercurl guisp=#ffd173
highlight DiagnosticUnderlineInfo gui=undercurl guisp=#73d0ff
set statusline=\\ draft.txt\\ \\ %{luaeval('#vim.diagnostic.get(0)')}\\ findings
lua << END
vim.diagnostic.config({virtual_text = {prefix = '●', format = function(one) return vim.split(one.message, '\\n')[1] end}})
vim.defer_fn(function()
  vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 20)
  vim.api.nvim_win_set_cursor(0, {7, 20})
  vim.cmd('redraw!')
  vim.lsp.handlers['textDocument/hover'] = vim.lsp.with(vim.lsp.handlers.hover, {border = 'rounded', max_width = 92})
  vim.lsp.buf.hover()
end, 100)
END
`

const folder = mkdtempSync(path.join(tmpdir(), 'mtlint-picture-'))
try {
  const settings = /<!-- neovim -->\n```lua\n([\s\S]*?)```/.exec(readFileSync(at('docs/editors.md'), 'utf8'))?.[1]
  if (!settings) throw new Error('docs/editors.md has no settings for Neovim')
  mkdirSync(path.join(folder, 'bin'))
  symlinkSync(at('dist/src/cli.js'), path.join(folder, 'bin/mtlint'))
  writeFileSync(path.join(folder, 'draft.txt'), draft)
  writeFileSync(path.join(folder, 'init.lua'), settings)
  writeFileSync(path.join(folder, 'looks.vim'), looks)
  const screen = await record(folder)
  await draw(screen)
} finally {
  rmSync(folder, {recursive: true, force: true})
}

/** What Neovim writes to a terminal until it has nothing more to say. */
function record(cwd) {
  const nvim = 'nvim -n -u init.lua draft.txt -S looks.vim'
  const child = spawn('script', ['-qfec', `stty rows ${rows} cols ${columns}; ${nvim}`, '/dev/null'], {
    cwd,
    env: {
      ...process.env,
      PATH: `${path.join(cwd, 'bin')}:${process.env.PATH}`,
      HOME: cwd,
      XDG_STATE_HOME: cwd,
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
    },
  })
  const chunks = []
  return new Promise((done, fail) => {
    let timer
    const finish = () => {
      done(Buffer.concat(chunks))
      child.kill('SIGKILL')
    }
    child.on('error', fail)
    child.stdout.on('data', (chunk) => {
      chunks.push(chunk)
      clearTimeout(timer)
      timer = setTimeout(finish, 4000)
    })
  })
}

async function draw(screen) {
  const browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox']})
  try {
    const page = await browser.newPage({viewport: {width: 1600, height: 900}, deviceScaleFactor: 1.5})
    await page.setContent('<body style="margin:0"><div id="screen" style="display:inline-block;padding:14px"></div>')
    await page.addStyleTag({path: require.resolve('@xterm/xterm/css/xterm.css')})
    await page.addScriptTag({path: require.resolve('@xterm/xterm')})
    await page.evaluate(
      async ({bytes, columns, rows}) => {
        const background = '#1f2430'
        document.getElementById('screen').style.background = background
        const terminal = new globalThis.Terminal({
          cols: columns,
          rows,
          fontFamily: 'DejaVu Sans Mono, monospace',
          fontSize: 14,
          lineHeight: 1.2,
          theme: {background},
          cursorBlink: false,
        })
        terminal.open(document.getElementById('screen'))
        await new Promise((done) => terminal.write(Uint8Array.from(bytes), done))
        await new Promise((done) => setTimeout(done, 500))
      },
      {bytes: [...screen], columns, rows},
    )
    await page.locator('#screen').screenshot({path: picture})
  } finally {
    await browser.close()
  }
}
