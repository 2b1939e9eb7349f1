import {existsSync} from 'node:fs'
import {expect, it} from 'vitest'
import {runEditor, snippet, workplace} from '../helpers/editors.js'

const nvim = '/usr/bin/nvim'
if (!existsSync(nvim)) console.log('The language server is not tested with Neovim: there is none here.')

const draft =
  'The U. S. economy grew.\n\nShe said “it is so. “\n\nThey looked for bosom malignancies é😀 in the U. S. early.\n'

/** Waits for findings, takes the first action on the first line, then makes all safe repairs. */
const drive = `
local function messages()
  return vim.tbl_map(function(one)
    return {line = one.lnum, column = one.col, endColumn = one.end_col, code = one.code, severity = one.severity}
  end, vim.diagnostic.get(0))
end
local function text() return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\\n') .. '\\n' end
local result = {}
vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 20)
result.found = messages()
vim.ui.select = function(items, options, choose)
  result.actions = vim.tbl_map(options.format_item, items)
  choose(items[1], 1)
end
vim.api.nvim_win_set_cursor(0, {1, 5})
local before = text()
vim.lsp.buf.code_action()
vim.wait(20000, function() return text() ~= before end, 20)
result.repaired = text()
vim.wait(20000, function() return #vim.diagnostic.get(0) < #result.found end, 20)
vim.lsp.buf.formatting_sync(nil, 20000)
result.formatted = text()
vim.fn.writefile({vim.fn.json_encode(result)}, 'result.json')
vim.cmd('qa!')
`

it.skipIf(!existsSync(nvim))('Neovim, with the settings of the manual, shows findings and repairs them', async () => {
  const folder = await workplace({'draft.txt': draft, 'init.lua': await snippet('neovim'), 'drive.lua': drive})
  const result = await runEditor(folder, nvim, ['--headless', '-n', '-u', 'init.lua', 'draft.txt', '-S', 'drive.lua'])
  expect(result).toEqual({
    found: [
      {line: 0, column: 4, endColumn: 9, code: 'abbreviation-spacing', severity: 1},
      {line: 2, column: 20, endColumn: 25, code: 'closing-quote', severity: 1},
      {line: 4, column: 16, endColumn: 34, code: 'odd-word', severity: 2},
      // In bytes, as Neovim counts.
      {line: 4, column: 49, endColumn: 54, code: 'abbreviation-spacing', severity: 1},
    ],
    actions: [
      'Replace with `U.S.`',
      'Ignore `abbreviation-spacing` here',
      'Allow `U. S.` in the project',
      'Turn the rule `abbreviation-spacing` off',
      'Fix all safe problems',
    ],
    repaired: draft.replace('U. S.', 'U.S.'),
    formatted: draft.replaceAll('U. S.', 'U.S.').replace('. “\n', '.”\n'),
  })
})
