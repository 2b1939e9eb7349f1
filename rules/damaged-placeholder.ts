import {defineRule} from '../src/rule.js'

/** Each damage and what it is a damage of; the groups of the patterns are what is kept. */
const damages: readonly {pattern: RegExp; repair: (...kept: string[]) => string; sure: boolean}[] = [
  // `% s`, `% d`; not `50 % s` or `% d’`
  {
    pattern: /(?<!\d[ \u00a0]?|%)%[ \u00a0]([sd@])(?![\p{L}\p{N}'’])/gu,
    repair: (type) => `%${type}`,
    sure: true,
  },
  // `% 1 $ s`, `%1 $s`, `% 1$s`
  {
    pattern: /%(?: (\d{1,2}) ?\$ ?|(\d{1,2})(?: \$ ?|\$ ))([sdif@])(?![\p{L}\p{N}])/gu,
    repair: (a, b, type) => `%${a ?? b}$${type}`,
    sure: true,
  },
  // `%(name) s`, `% (name) s`, `% (name)s`, `%( name)s`
  {
    pattern: /%(?: \((\w{1,40})\) ?|\((\w{1,40})\) |\( (\w{1,40}) ?\) ?)([sdif])(?![\p{L}\p{N}])/gu,
    repair: (a, b, c, type) => `%(${a ?? b ?? c})${type}`,
    sure: true,
  },
  // `{ 0}`, `{0 }`; `{ 0 }` is a set
  {
    pattern: /(?<![{$\\])\{(?: (\d{1,2})|(\d{1,2}) )\}(?!\})/g,
    repair: (a, b) => `{${a ?? b}}`,
    sure: true,
  },
  // `$ {name}`, `$ { name }`; `costs $ {amount}` may be dollars
  {
    pattern: /(?<![$\\\d])\$ \{ ?([A-Za-z_][\w.]{1,40}) ?\}(?![^$\n]{0,40}\$)/g,
    repair: (name) => `\${${name}}`,
    sure: false,
  },
  // `{{ name}`, `{name}}`, `{ {name} }`
  {
    pattern:
      /(?<![\w{}\\^_])(?:\{\{ ?([A-Za-z_][\w.]{1,40}) ?\}(?!\})|\{ ?([A-Za-z_][\w.]{1,40}) ?\}\}(?!\})|\{ \{ ?([A-Za-z_][\w.]{1,40}) ?\} \})/g,
    repair: (a, b, c) => `{{ ${a ?? b ?? c} }}`,
    sure: false,
  },
  // `:name :`
  {
    pattern: /(?<![\p{L}\p{N}:;)(]|:\s?)(?<=^|[\s“"(]):([a-z][a-z_]{2,30}) :(?![\p{L}\p{N}:)(])/gu,
    repair: (name) => `:${name}:`,
    sure: false,
  },
]

const quick = /%[ \d(]|\{ ?\d ?|\$ \{|\{ ?\{|\}\}|:[a-z_]+ :/

/**
 * Finds placeholders of messages and templates that an engine spaced or whose braces it lost. Percentages, sets, TeX
 * and whole placeholders are left alone, and what the reader knows for a template tag or a formula never gets here.
 */
export default defineRule({
  id: 'damaged-placeholder',
  group: 'leftovers',
  summary: 'Mend placeholders that were spaced or lost a brace.',
  severity: 'error',
  stage: 'stable',
  fix: 'safe',
  examples: {
    bad: [
      {
        text: 'The file % s was not found.',
        found: '% s',
        message: 'Unexpected `% s`, expected `%s`',
        fixed: 'The file %s was not found.',
      },
      {
        text: 'Moved % 1 $ s to another folder.',
        found: '% 1 $ s',
        message: 'Unexpected `% 1 $ s`, expected `%1$s`',
        fixed: 'Moved %1$s to another folder.',
      },
      {
        text: 'You have { 0} new letters.',
        found: '{ 0}',
        message: 'Unexpected `{ 0}`, expected `{0}`',
        fixed: 'You have {0} new letters.',
      },
      {
        text: 'Welcome back, $ {name}.',
        found: '$ {name}',
        message: `Unexpected \`$ {name}\`, expected \`\${name}\``,
        severity: 'warning',
        fixed: `Welcome back, \${name}.`,
      },
      {
        text: 'Welcome back, {{ name}.',
        found: '{{ name}',
        message: 'Unexpected `{{ name}`, expected `{{ name }}`',
        severity: 'warning',
        fixed: 'Welcome back, {{ name }}.',
      },
      {
        text: 'The field %(name) s is empty.',
        found: '%(name) s',
        message: 'Unexpected `%(name) s`, expected `%(name)s`',
        fixed: 'The field %(name)s is empty.',
      },
    ],
    good: [
      'About 50% saw it, 20% did not, and 5% s-waves arrived.',
      'The sets { 0 } and { 0, 1 } differ, and so do {0} and {1}.',
      `The message %s has %1$s, %(name)s, {0}, \${name}, {{ name }} and :name in it.`,
      'It costs $ 5, or $ {x} + y$ in TeX, or \\frac{a}{{b}}.',
      'At 10:30 the score was 3:4, note: none.',
    ],
  },
  paragraph(paragraph, report) {
    const {text} = paragraph
    if (!quick.test(text)) return
    for (const {pattern, repair, sure} of damages) {
      for (const match of text.matchAll(pattern)) {
        const expected = repair(...match.slice(1))
        report(paragraph.span(match.index, match.index + match[0].length), {
          message: `Unexpected \`${match[0]}\`, expected \`${expected}\``,
          expected: [expected],
          note: 'Engines take placeholders for words and marks, and space them.',
          ...(sure ? {} : {fix: 'suggest' as const, severity: 'warning' as const}),
        })
      }
    }
  },
})
