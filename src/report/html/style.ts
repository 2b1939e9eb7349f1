/** The style of the page: a column of text, and the findings beside it as notes in the margin. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fdfcfa, #17181b);
  --raised: light-dark(#f4f2ee, #202226);
  --ink: light-dark(#1f1e1c, #e6e3dd);
  --quiet: light-dark(#5f5b55, #a9a49b);
  --line: light-dark(#dcd8d0, #383a40);
  --accent: light-dark(#1d4f91, #9cc2f5);
  --error: light-dark(#b0201b, #ff938a);
  --warning: light-dark(#805000, #ecbd63);
  --info: light-dark(#215e98, #8dbcf2);
  --mended: light-dark(#1d6b35, #86d39c);
  --serif: Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, "Liberation Serif", serif;
  --sans: system-ui, -apple-system, "Segoe UI", "Liberation Sans", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
  --bar: 3.5rem;
}
html:has(#theme option[value=light]:checked) { color-scheme: light; }
html:has(#theme option[value=dark]:checked) { color-scheme: dark; }

* { box-sizing: border-box; }
body { display: flex; flex-direction: column; margin: 0; background: var(--paper); color: var(--ink); font: 0.875rem/1.5 var(--sans); }
h1, h2, h3, p, ol, pre, blockquote, fieldset { margin: 0; padding: 0; border: 0; }
a { color: var(--accent); text-underline-offset: 0.15em; }
code { font-family: var(--mono); font-size: 0.92em; overflow-wrap: anywhere; unicode-bidi: isolate; }
[hidden] { display: none !important; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: fixed; z-index: 3; inset: 0 auto auto 0; padding: 0.5rem 1rem; background: var(--paper); }
.skip:not(:focus) { clip-path: inset(50%); }
html:not(.js) .js { display: none; }

.bar { position: sticky; z-index: 2; top: 0; order: -2; display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem 1.25rem; min-height: var(--bar); padding: 0.5rem clamp(1rem, 3vw, 2.5rem); background: var(--paper); border-bottom: 1px solid var(--line); }
.bar h1 { font: 600 1.05rem/1 var(--serif); letter-spacing: 0.01em; }
.bar fieldset, .step { display: flex; align-items: center; gap: 0.25rem 0.9rem; }
.bar label { display: inline-flex; align-items: center; gap: 0.35rem; white-space: nowrap; }
.bar input { accent-color: var(--accent); margin: 0; }
.bar .end { margin-inline-start: auto; }
.bar button, .bar select, .bar summary { padding: 0.25rem 0.65rem; border: 1px solid var(--line); border-radius: 5px; background: var(--paper); color: inherit; font: inherit; cursor: pointer; }
.bar button:hover, .bar select:hover, .bar summary:hover { background: var(--raised); }
.bar fieldset.switch { gap: 0; padding: 2px; border-radius: 7px; background: var(--raised); }
.switch label { position: relative; padding: 0.2rem 0.8rem; border-radius: 5px; cursor: pointer; }
.switch input { position: absolute; inset: 0; opacity: 0; cursor: pointer; }
.switch label:has(:checked) { background: var(--paper); box-shadow: 0 0 0 1px var(--line); font-weight: 600; }
.switch label:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; }
.step { gap: 0.4rem; }
#position { min-width: 7ch; text-align: center; font-variant-numeric: tabular-nums; color: var(--quiet); }
.count { color: var(--quiet); font-variant-numeric: tabular-nums; }
#rules { position: relative; }
#rules > div { position: absolute; z-index: 3; top: calc(100% + 0.4rem); left: 0; width: max-content; max-width: 80vw; max-height: 70vh; overflow: auto; padding: 0.75rem 1rem; border: 1px solid var(--line); border-radius: 7px; background: var(--paper); box-shadow: 0 8px 28px rgb(0 0 0 / 0.18); }
#rules fieldset { display: block; }
#rules label { display: flex; padding: 0.15rem 0; }
#rules label .count { margin-inline-start: auto; padding-inline-start: 1.5rem; }
#rules .all { display: flex; gap: 0.5rem; margin-bottom: 0.5rem; }

#overview { order: -1; padding: 1.25rem clamp(1rem, 3vw, 2.5rem) 0; }
#overview p { color: var(--quiet); }
#overview ol { max-width: 66rem; margin-top: 0.5rem; list-style: none; columns: 24rem auto; column-gap: 4rem; }
#overview li { display: flex; gap: 1rem; padding: 0.1rem 0; break-inside: avoid; overflow-wrap: anywhere; }
#overview li span { margin-inline-start: auto; color: var(--quiet); white-space: nowrap; }

.file { display: grid; grid-template-columns: minmax(0, 40rem) minmax(17rem, 25rem); justify-content: center; gap: 0 clamp(2rem, 5vw, 5rem); padding: 2rem clamp(1rem, 3vw, 2.5rem) 4rem; }
.file + .file { border-top: 1px solid var(--line); }
.file > header { grid-column: 1 / -1; margin-bottom: 1.75rem; }
.file h2 { font: 600 1.15rem/1.3 var(--sans); overflow-wrap: anywhere; scroll-margin-top: calc(var(--bar) + 1.25rem); }
.file > header p { color: var(--quiet); }

.draft { min-width: 0; font: 1.1875rem/1.65 var(--serif); overflow-wrap: break-word; hyphens: none; }
.draft > * { margin-bottom: 1.1em; unicode-bidi: plaintext; }
.text > * { white-space: pre-wrap; }
.draft .heading { margin-top: 1.6em; font-weight: 650; font-size: 1.2em; line-height: 1.3; }
.draft .heading:first-child { margin-top: 0; }
.draft .list-item { margin-inline-start: 1.6em; margin-bottom: 0.45em; }
.marker { display: inline-block; min-width: 1.6em; margin-inline-start: -1.6em; color: var(--quiet); }
.draft .quote { padding-inline-start: 1.1em; border-inline-start: 2px solid var(--line); }
.draft .alt, .draft .footnote { color: var(--quiet); font-size: 0.9em; }
.draft .row { margin-bottom: 0; padding: 0.25em 0; border-bottom: 1px solid var(--line); font-size: 0.92em; }
.row + :not(.row) { margin-top: 1.1em; }
.cell { color: var(--quiet); }
.draft .other { padding: 0.7em 0.9em; border-radius: 5px; background: var(--raised); color: var(--quiet); font: 0.8rem/1.5 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; }
.draft code, .markup { color: var(--quiet); font-family: var(--mono); font-size: 0.82em; overflow-wrap: anywhere; }

mark { --level: var(--info); background: color-mix(in srgb, var(--level) 11%, transparent); color: inherit; text-decoration: underline 2px dotted var(--level); text-underline-offset: 0.2em; text-decoration-skip-ink: none; cursor: pointer; }
mark.error { --level: var(--error); text-decoration-style: solid; }
mark.warning { --level: var(--warning); text-decoration-style: dashed; }
mark.many { background: color-mix(in srgb, var(--level) 22%, transparent); }
mark.spaces { white-space: pre-wrap; }
mark.off { background: none; text-decoration: none; cursor: auto; }
mark.on, ins.on { background: color-mix(in srgb, var(--level) 30%, transparent); box-shadow: 0 0 0 2px color-mix(in srgb, var(--level) 30%, transparent); border-radius: 1px; }
ins { color: var(--mended); text-decoration: none; }
ins.now { --level: var(--mended); background: color-mix(in srgb, var(--mended) 14%, transparent); color: inherit; text-decoration: underline 2px var(--mended); text-underline-offset: 0.2em; white-space: pre-wrap; cursor: pointer; }
html:not(:has(#mended:checked)) .now, html:has(#mended:checked) .was { display: none; }
.ref { padding: 0 0.15em; color: var(--quiet); font: 0.62em/1 var(--sans); font-variant-numeric: tabular-nums; text-decoration: none; vertical-align: super; }
.ref:hover { color: var(--accent); text-decoration: underline; }
.at { scroll-margin-top: calc(var(--bar) + 30vh); }
html:not(.js) .at:target::after { content: "\\25B8"; color: var(--accent); }

.notes { position: sticky; top: calc(var(--bar) + 1rem); align-self: start; max-height: calc(100vh - var(--bar) - 2rem); overflow: auto; overscroll-behavior: contain; scrollbar-width: thin; }
.notes h3 { margin-bottom: 0.5rem; font: 600 0.875rem/1.4 var(--sans); }
.notes ol { list-style: none; }
.note { --level: var(--info); scroll-margin-top: calc(var(--bar) + 1rem); padding: 0.7rem 0.9rem 0.75rem 1rem; border-top: 1px solid var(--line); border-inline-start: 3px solid transparent; overflow-wrap: break-word; cursor: pointer; }
.note.error { --level: var(--error); }
.note.warning { --level: var(--warning); }
.note:hover { background: var(--raised); }
.note.on, html:not(.js) .note:target { border-inline-start-color: var(--level); background: var(--raised); }
.note p + p { margin-top: 0.2rem; }
.head { display: flex; flex-wrap: wrap; gap: 0 0.7rem; font-size: 0.8125rem; }
.jump { color: inherit; text-decoration: none; font-variant-numeric: tabular-nums; }
.note:hover .jump { text-decoration: underline; }
.level { color: var(--level); font-weight: 600; }
.head .rule { color: var(--quiet); }
.head > :last-child { margin-inline-start: auto; }
.repair { font-family: var(--serif); font-size: 1rem; overflow-wrap: anywhere; }
.repair del { color: var(--quiet); text-decoration-color: var(--level); }
.repair del, .repair ins { white-space: pre-wrap; unicode-bidi: isolate; }
.repair ins { font-weight: 600; }
.fix { margin-inline-start: 0.4em; color: var(--quiet); font: 0.75rem/1 var(--sans); }
html:has(#mended:checked) .note[data-mended] .level::after { content: ", mended"; color: var(--mended); }
.why { color: var(--quiet); }
.none { color: var(--quiet); padding: 4rem 1rem; text-align: center; }
footer { padding: 1.5rem clamp(1rem, 3vw, 2.5rem); border-top: 1px solid var(--line); color: var(--quiet); }
footer p { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; }
kbd { padding: 0 0.35em; border: 1px solid var(--line); border-radius: 4px; background: var(--raised); font: 0.85em var(--mono); }

@media (max-width: 55rem) {
  .file { grid-template-columns: minmax(0, 1fr); }
  .notes { position: static; max-height: none; margin-top: 2.5rem; overflow: visible; }
  .bar { position: static; gap: 0.5rem 0.9rem; }
  .bar .end { margin-inline-start: 0; }
  .draft { font-size: 1.0625rem; }
  /* The finding that was chosen stands at the foot of the screen, under its place in the text. */
  .js .note.on { position: fixed; z-index: 2; inset: auto 0 0; max-height: 45vh; overflow: auto; border-top: 3px solid var(--level); border-inline-start: 0; box-shadow: 0 -6px 24px rgb(0 0 0 / 0.2); }
  #rules > div { position: fixed; inset: auto 0 0; max-width: none; width: auto; }
}

@media print {
  @page { margin: 18mm 16mm; }
  :root, html:has(#theme option[value=dark]:checked) { color-scheme: light; --paper: #fff; }
  body { display: block; font-size: 9.5pt; }
  .bar, .skip, footer { display: none; }
  .file { display: block; padding: 0 0 2rem; }
  #overview { padding: 0 0 1.5rem; }
  .file > header { margin-bottom: 1rem; break-after: avoid; }
  .draft { font-size: 11pt; line-height: 1.5; orphans: 3; widows: 3; }
  .draft .heading { break-after: avoid; }
  mark, ins.now { print-color-adjust: exact; }
  mark.on, ins.on { box-shadow: none; }
  .notes { position: static; max-height: none; margin-top: 1.5rem; overflow: visible; border-top: 1px solid var(--line); padding-top: 0.75rem; }
  .notes ol { columns: 2; column-gap: 2rem; }
  .note, .js .note.on { position: static; max-height: none; padding: 0.4rem 0; break-inside: avoid; background: none; border-inline-start: 0; border-top: 1px solid var(--line); box-shadow: none; }
  .note p { orphans: 2; widows: 2; }
  a { color: inherit; text-decoration: none; }
  .ref { color: #000; }
}
`
