/**
 * What the page does beyond links: filters, the findings in turn, and the list and the draft following each other. The
 * switch and the theme are the work of the style; the page can be read without this.
 */
export const script = `'use strict'
const root = document.documentElement
const $ = (selector) => document.querySelector(selector)
const all = (selector, from = document) => [...from.querySelectorAll(selector)]
const keyOf = (note) => note.id.slice(1)
const severities = ['error', 'warning', 'info']
const levelOf = (note) => severities.find((level) => note.classList.contains(level))
const create = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties)
  element.append(...children)
  return element
}

root.classList.add('js')
const overview = $('#overview')
if (overview) $('main').before(overview)

const notes = all('.note')
const byKey = new Map(notes.map((note) => [keyOf(note), note]))
const places = all('[data-f]').map((element) => ({element, keys: element.dataset.f.split(' ')}))
const placesOf = new Map()
for (const place of places) {
  for (const key of place.keys) {
    if (!placesOf.has(key)) placesOf.set(key, [])
    placesOf.get(key).push(place.element)
  }
}
let current
let shown = notes

const tally = (values) => {
  const counts = new Map()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
const levelCounts = tally(notes.map(levelOf))
for (const box of all('input[name=level]')) box.nextElementSibling.textContent = levelCounts.get(box.value) ?? 0
const ruleCounts = [...tally(notes.map((note) => note.dataset.rule))].sort((a, b) => b[1] - a[1])
const ruleList = $('#rules fieldset')
for (const [rule, count] of ruleCounts) {
  const box = create('input', {type: 'checkbox', name: 'rule', value: rule, checked: true})
  ruleList.append(create('label', {}, box, rule, create('span', {className: 'count'}, String(count))))
}

function filter() {
  const on = (name) => new Set(all('input[name=' + name + ']:checked').map((box) => box.value))
  const levels = on('level')
  const rules = on('rule')
  shown = []
  for (const note of notes) {
    note.hidden = !levels.has(levelOf(note)) || !rules.has(note.dataset.rule)
    if (!note.hidden) shown.push(note)
  }
  for (const {element, keys} of places) {
    const left = keys.map((key) => byKey.get(key)).filter((note) => !note.hidden)
    if (element.localName === 'a') element.hidden = left.length === 0
    else if (element.localName === 'mark') {
      element.classList.remove('off', 'many', ...severities)
      const found = left.map(levelOf)
      element.classList.add(severities.find((level) => found.includes(level)) ?? 'off')
      if (left.length > 1) element.classList.add('many')
    }
  }
  for (const list of all('.notes')) {
    const count = all('.note:not([hidden])', list).length
    const total = all('.note', list).length
    all('h3 .count', list)[0].textContent = count === total ? total : count + ' of ' + total
  }
  const left = ruleCounts.length - rules.size
  $('#rules summary .count').textContent = left === 0 ? 'all' : rules.size + ' of ' + ruleCounts.length
  if (current?.hidden) choose(undefined)
  tell()
}

function tell() {
  const index = shown.indexOf(current)
  $('#position').textContent = index < 0 ? String(shown.length) : index + 1 + ' / ' + shown.length
  for (const button of all('.step button')) button.disabled = shown.length === 0
}

/** Shows a note within its list, and leaves the page where it is. */
function reveal(note) {
  const list = note.closest('.notes')
  if (getComputedStyle(list).position !== 'sticky') return
  const top = note.getBoundingClientRect().top - list.getBoundingClientRect().top
  if (top < 0 || top + note.offsetHeight > list.clientHeight) list.scrollTop += top - list.clientHeight / 4
}

function choose(note) {
  if (current) {
    current.classList.remove('on')
    for (const element of placesOf.get(keyOf(current)) ?? []) element.classList.remove('on')
  }
  current = note
  if (note) {
    note.classList.add('on')
    for (const element of placesOf.get(keyOf(note)) ?? []) element.classList.add('on')
    reveal(note)
  }
  tell()
}

function go(note, id = 'f' + keyOf(note)) {
  const place = document.getElementById(id)
  place.scrollIntoView({block: 'start'})
  choose(note)
  history.replaceState(null, '', '#' + id)
}

function focus(note) {
  note.querySelector('.jump').focus({preventScroll: true})
}

function step(by) {
  if (shown.length === 0) return
  const index = shown.indexOf(current)
  const next = index < 0 && by < 0 ? shown.length - 1 : (index + by + shown.length) % shown.length
  go(shown[next])
  focus(shown[next])
}

function follow() {
  const id = location.hash.slice(1)
  const note = byKey.get(id.slice(1))
  if (!note || note.hidden) return
  if (id.startsWith('n')) go(note)
  else go(note, id)
}

document.addEventListener('click', (event) => {
  const {target} = event
  if (!$('#rules').contains(target)) $('#rules').open = false
  const link = target.closest('a')
  const note = target.closest('.note')
  if (link?.classList.contains('ref')) {
    event.preventDefault()
    const chosen = byKey.get(link.dataset.f)
    choose(chosen)
    focus(chosen)
  } else if (link?.hash && note && link.getAttribute('href').startsWith('#')) {
    event.preventDefault()
    go(note, link.hash.slice(1))
  } else if (note && !link && getSelection().isCollapsed) go(note)
  else {
    const place = target.closest('mark, .now')
    if (!place || !getSelection().isCollapsed) return
    // The innermost finding first, and with each further click the next one out.
    const here = place.dataset.f.split(' ').map((key) => byKey.get(key)).filter((found) => !found.hidden)
    const index = here.indexOf(current)
    if (here.length > 0) choose(here[index > 0 ? index - 1 : here.length - 1])
  }
})

document.addEventListener('change', ({target}) => {
  if (target.name === 'level' || target.name === 'rule') filter()
  if (target.id === 'theme') store(target.value)
})

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('select')) return
  if (event.key === 'Escape') {
    $('#rules').open = false
    choose(undefined)
  }
  if (!$('#keys').checked) return
  if (event.key === 'j') step(1)
  if (event.key === 'k') step(-1)
  if (event.key === 'm') $($('#mended').checked ? '#draft' : '#mended').click()
})

$('#previous').addEventListener('click', () => step(-1))
$('#next').addEventListener('click', () => step(1))
for (const button of all('.all button')) {
  button.addEventListener('click', () => {
    for (const box of all('input[name=rule]')) box.checked = button.value === 'all'
    filter()
  })
}

// Where nothing may be stored, the theme is that of the system each time.
function store(theme) {
  try {
    localStorage.setItem('mtlint-theme', theme)
  } catch {}
}
try {
  $('#theme').value = localStorage.getItem('mtlint-theme') ?? 'system'
} catch {}
if ($('#theme').selectedIndex < 0) $('#theme').value = 'system'

addEventListener('hashchange', follow)
filter()
follow()
`
