import {createHash} from 'node:crypto'
import {formatOf} from '../lint.js'
import {readProse} from '../prose/read.js'
import {entriesOf, renderDraft} from './html/draft.js'
import {count, escapeHtml} from './html/escape.js'
import {layoutOf} from './html/layout.js'
import {renderNotes} from './html/notes.js'
import {script} from './html/script.js'
import {style} from './html/style.js'
import {type FileReport, type Reporter, severityOf, type Totals} from './report.js'

/** What the list of files says of one. */
type Line = {path: string; id: string | undefined; said: string}

/**
 * One page for people who would rather look: each draft as it reads, its findings marked in place and listed beside it.
 * The page needs nothing but itself and is written file by file; a file without findings is only named.
 */
export function createHtmlReporter(): Reporter {
  const lines: Line[] = []
  const begin = () => (lines.length === 0 ? head() : '')
  return {
    async file(report) {
      const start = begin()
      const found = report.messages.length > 0
      lines.push({path: report.path, id: found ? `file-${lines.length + 1}` : undefined, said: countsOf(report)})
      return start + (found ? await renderFile(report, lines.length) : '')
    },
    end(totals) {
      return begin() + foot(lines, totals)
    },
  }
}

/** Nothing but the style and the script of this page may act in it, whatever a draft holds. */
function policy(): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  return `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; base-uri 'none'; form-action 'none'`
}

function head(): string {
  const level = (name: string, label: string) =>
    `<label><input type="checkbox" name="level" value="${name}" checked> <span class="count"></span> ${label}</label>`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>mtlint report</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#drafts">Skip to the drafts</a>
<header class="bar">
<h1>mtlint report</h1>
<fieldset class="switch"><legend class="vh">Text</legend>
<label><input type="radio" name="text" id="draft" checked autocomplete="off">Draft</label>
<label><input type="radio" name="text" id="mended" autocomplete="off">Mended</label>
</fieldset>
<fieldset class="js"><legend class="vh">Levels</legend>
${level('error', 'errors')}
${level('warning', 'warnings')}
${level('info', 'info')}
</fieldset>
<details class="js" id="rules"><summary>Rules <span class="count"></span></summary><div>
<p class="all"><button type="button" value="all">All</button><button type="button" value="none">None</button></p>
<fieldset><legend class="vh">Rules</legend></fieldset>
</div></details>
<div class="step js">
<button type="button" id="previous">Previous</button>
<output id="position"></output>
<button type="button" id="next">Next</button>
</div>
<label class="end">Theme <select id="theme" autocomplete="off"><option value="system">System</option><option value="light">Light</option><option value="dark">Dark</option></select></label>
</header>
<main id="drafts" tabindex="-1">
`
}

async function renderFile(report: FileReport, number: number): Promise<string> {
  const {path, source, messages, written} = report
  const format = formatOf(path)
  const entries = entriesOf(messages, number)
  const {blocks} = await readProse(source, format)
  const draft = renderDraft(source, layoutOf(source, blocks, format), entries, format)
  return `<section class="file" aria-labelledby="file-${number}">
<header><h2 id="file-${number}">${escapeHtml(path)}</h2>
<p>${countsOf(report)}${written ? ', after safe fixes were written' : ''}</p></header>
<article class="draft ${format}">
${draft}</article>
<div class="notes">
<h3>Findings <span class="count">${entries.length}</span></h3>
${renderNotes(source, entries)}
</div>
</section>
`
}

function foot(lines: readonly Line[], totals: Totals): string {
  const found = totals.errors + totals.warnings + totals.infos
  const files = lines.map(({path, id, said}) => {
    const name = escapeHtml(path)
    return `<li>${id === undefined ? name : `<a href="#${id}">${name}</a>`}<span>${said}</span></li>\n`
  })
  const list = lines.length > 1 ? `<ol>\n${files.join('')}</ol>\n` : ''
  const mends = totals.fixable > 0 ? `, ${totals.fixable} of them with a safe fix` : ''
  return `${found === 0 ? '<p class="none">Nothing was found.</p>\n' : ''}</main>
<nav id="overview" aria-label="Files">
<p>${count(found, 'finding')} in ${count(totals.files, 'file')}${mends}</p>
${list}</nav>
<footer>
<p>Errors are underlined with a line, warnings with dashes, info with dots. Mended is the draft with its safe fixes.</p>
<p class="js"><span><kbd>j</kbd> next</span> <span><kbd>k</kbd> previous</span> <span><kbd>m</kbd> draft or mended</span> <span><kbd>Esc</kbd> let go</span> <label><input type="checkbox" id="keys" checked autocomplete="off"> use these keys</label></p>
</footer>
<script>${script}</script>
</body>
</html>
`
}

function countsOf({messages}: FileReport): string {
  const counts = {error: 0, warning: 0, info: 0}
  for (const message of messages) counts[severityOf(message)]++
  const {error, warning, info} = counts
  const parts = [
    error > 0 ? count(error, 'error') : '',
    warning > 0 ? count(warning, 'warning') : '',
    info > 0 ? `${info} info` : '',
  ].filter((part) => part !== '')
  return parts.join(', ') || 'no findings'
}
