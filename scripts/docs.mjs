/**
 * Writes what is generated from the rules: `docs/rules.md`, the table in README.md, and `schema.json`. Run after a build.
 * With `--check` it writes nothing and fails where a file differs from what it would write.
 */
import {existsSync, readFileSync, writeFileSync} from 'node:fs'

const {configSchema, rules} = await import(new URL('../dist/src/index.js', import.meta.url))
const check = process.argv.includes('--check')
const at = (path) => new URL(`../${path}`, import.meta.url)

/** The groups of the catalogue by what a newcomer sees in the draft. */
const groups = [
  ['spacing', 'Spaces, punctuation and glued words', 'A space too many or too few, a mark twice, two words in one.'],
  ['quotes', 'Quotation marks', 'A mark that points the wrong way, stands alone or has no partner.'],
  ['sentences', 'Sentences', 'A sentence without its beginning, its end or its capital.'],
  ['repetition', 'Repetition', 'The same words, phrase, sentence or opening again.'],
  ['words', 'Words', 'The wrong word in the right place.'],
  ['leftovers', 'Left over from the making', 'What the page, the chatbot, the markup or the encoding left behind.'],
  ['consistency', 'Consistency within a document', 'One thing in two spellings.'],
]
const fixes = {safe: '`--fix`', suggest: 'suggests', none: ''}
const definitions = rules.map((rule) => rule.definition)

/** The comment above a rule is its manual. */
function manual(id) {
  const source = readFileSync(at(`rules/${id}.ts`), 'utf8')
  const comment = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?:const \w+[^=]*= |export default )defineRule/.exec(source)
  if (!comment) throw new Error(`rules/${id}.ts has no comment above defineRule`)
  return comment[1]
    .replace(/^\s*\*? ?/gm, '')
    .replace(/\s*\n\s*/g, ' ')
    .trim()
}

const code = (text) => {
  const shown = text.replaceAll('\r', '␍').replaceAll('\n', '↵')
  const fence = '`'.repeat(Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length)) + 1)
  const space = /^`|`$|^ .* $/.test(shown) ? ' ' : ''
  return `${fence}${space}${shown}${space}${fence}`
}
const text = (example) => (typeof example === 'string' ? example : example.text)

function section(definition) {
  const {id, severity, stage, fix, summary, examples, options} = definition
  const facts = [
    severity,
    stage === 'nursery' ? 'nursery: off unless asked for' : 'recommended',
    {safe: 'fixed by `--fix`', suggest: 'suggests', none: 'no fix'}[fix],
  ]
  return [
    `### ${id}`,
    '',
    `${summary} *${facts.join(' · ')}*`,
    '',
    manual(id),
    '',
    ...(options
      ? [
          'Options:',
          '',
          ...Object.entries(options.schema).map(
            ([name, schema]) =>
              `- \`${name}\` (default \`${JSON.stringify(options.defaults[name])}\`): ${schema.description ?? ''}`,
          ),
          '',
        ]
      : []),
    'Reported:',
    '',
    ...examples.bad.flatMap((example) => [
      `- ${code(example.text)}<br>${example.message}${example.fixed === undefined ? '' : `<br>→ ${code(example.fixed)}`}`,
    ]),
    '',
    'Left alone:',
    '',
    ...examples.good.map((example) => `- ${code(text(example))}`),
    '',
  ]
}

const page = [
  '# Rules',
  '',
  'This page is made from the rules: `npm run docs`. The examples are the tests.',
  '',
  '| What you see | Rules |',
  '| --- | --- |',
  ...groups.map(([group, title, what]) => {
    const list = definitions.filter((definition) => definition.group === group)
    return `| [${title}](#${title
      .toLowerCase()
      .replace(/[^a-z ]/g, '')
      .replaceAll(' ', '-')}). ${what} | ${list.map(({id}) => `[${id}](#${id})`).join(', ')} |`
  }),
  '',
  ...groups.flatMap(([group, title, what]) => [
    `## ${title}`,
    '',
    what,
    '',
    ...definitions.filter((definition) => definition.group === group).flatMap(section),
  ]),
].join('\n')

const table = [
  '| Rule | What it asks for | Level | Repair |',
  '| --- | --- | --- | --- |',
  ...groups.flatMap(([group, title]) => [
    `| **${title}** | | | |`,
    ...definitions
      .filter((definition) => definition.group === group)
      .map(
        ({id, summary, severity, stage, fix}) =>
          `| [${id}](docs/rules.md#${id}) | ${summary} | ${stage === 'nursery' ? 'nursery' : severity} | ${fixes[fix]} |`,
      ),
  ]),
].join('\n')

const readme = readFileSync(at('README.md'), 'utf8')
const files = {
  'docs/rules.md': page,
  'README.md': readme.replace(
    /(<!-- rules -->\n)[\s\S]*?(<!-- \/rules -->)/,
    (_, start, end) => `${start}\n${table}\n\n${end}`,
  ),
  'schema.json': `${JSON.stringify(configSchema(), null, 2)}\n`,
}
for (const [path, content] of Object.entries(files)) {
  if (existsSync(at(path)) && readFileSync(at(path), 'utf8') === content) continue
  if (check) {
    console.error(`${path} differs from the rules: run npm run docs`)
    process.exitCode = 1
  } else {
    writeFileSync(at(path), content)
  }
}
