import {VFile} from 'vfile'
import {describe, expect, it} from 'vitest'
import {rules} from '../rules/index.js'
import {fix} from '../src/fix.js'
import {lint} from '../src/lint.js'
import type {Format} from '../src/rule.js'

const group = rules.filter(({definition}) => definition.group === 'leftovers')
const config = {rules: group.map((rule) => ({rule, severity: rule.definition.severity}))}

/** What the rules for leftovers say: pairs of rule and source. */
async function said(text: string, format: Format = 'text'): Promise<[string, string][]> {
  const messages = await lint(new VFile(text), config, format)
  return messages.map((message) => [message.ruleId, message.actual])
}

/** Sentences around a form, so that it is not all there is. */
const before = 'The bridge is closed, and nobody in the town knows why it is.'
const after = 'The road along the river is open, and it will be open until May.'

describe('chatbot-remark', () => {
  it.each([
    'Here is the translation:',
    "Here's the translated text:",
    'Here is the English translation of the article:',
    'Here is the translation from French to English:',
    'Below is a revised version of your text:',
    'Sure! Here is the translation:',
    'Certainly! Here’s the paraphrased version:',
    'Sure, here is the translation of your text into English:',
    'Sure! I’d be happy to help with that.',
    'Translated text:',
    'Translation:',
    'English translation:',
    'I have translated the text as requested.',
  ])('finds %j before a text', async (remark) => {
    expect(await said(`${remark}\n\n${before}\n\n${after}`)).toEqual([['chatbot-remark', remark]])
  })

  it.each([
    'As an AI language model, I cannot say why.',
    'As a large language model, I have no opinion on bridges.',
    'I’m sorry, but I can’t assist with that request.',
    'Note: I have kept the name of the town in French.',
    'Note: I’ve translated the idiom freely.',
    '(Note: I have left the names as they are.)',
    'Note: The translation may differ from the original.',
    'I hope this helps!',
    'I hope this translation is helpful.',
    'Let me know if you need anything else!',
    'Let me know if you would like any adjustments to the translation.',
    'Would you like me to adjust the tone?',
    '(Translated from French)',
    'Translated from the French.',
    'Translated with DeepL.com (free version)',
    'Translated with www.DeepL.com/Translator (free version)',
    'Regenerate response',
  ])('finds %j after a text', async (remark) => {
    expect(await said(`${before}\n\n${after}\n\n${remark}`)).toEqual([['chatbot-remark', remark]])
  })

  it('finds `**Translation:**` in Markdown', async () => {
    expect(await said(`**Translation:**\n\n${before}`, 'markdown')).toEqual([['chatbot-remark', 'Translation:']])
  })

  it('finds a remark on a line of its own inside a paragraph', async () => {
    expect(await said(`Here is the translation:\n${before}`)).toEqual([['chatbot-remark', 'Here is the translation:']])
  })

  it.each(['[Translator’s note: a pun]', "(Translator's note: a pun)", '[TN: a pun]', '[Translation note: a pun]'])(
    'finds %j in a sentence',
    async (note) => {
      expect(await said(`The bridge ${note} is closed.`)).toEqual([['chatbot-remark', note]])
    },
  )

  it.each([
    '“Sure! Here is the translation: the bridge is closed.”',
    'Chatbots say “I hope this helps” at the end.',
    'A reply that opens with Sure! and a smile helps nobody.',
    'Note: I have to go now, she wrote on the door.',
    'Note: the translation of the poem has a commentary.',
    'As an AI language model, ChatGPT has no opinion on bridges.',
    'Translator’s note: the names of the towns are as they were.',
    'The novel was translated from French by a friend of hers.',
    'Camus, A. The Plague. Translated from the French by S. Gilbert.',
    'Here is the translation I promised you, and the bill.',
  ])('leaves %j alone', async (text) => {
    expect(await said(`${before}\n\n${text}\n\n${after}`)).toEqual([])
  })

  it('leaves a lesson alone that has many translations', async () => {
    const lesson = 'Le pont est fermé.\n\nTranslation: The bridge is closed.\n\n'
    expect(await said(`${before}\n\n${lesson}${lesson}${after}`)).toEqual([])
  })

  it('leaves block quotes and code alone', async () => {
    expect(await said(`> Here is the translation:\n\n${before}\n\n\`I hope this helps!\``, 'markdown')).toEqual([])
  })
})

describe('fenced-text', () => {
  it.each(['```', '```markdown', '```text', '~~~'])('finds %j around a text', async (fence) => {
    const close = fence.slice(0, 3)
    expect(await said(`${fence}\n\n${before}\n\n${after}\n\n${close}\n`)).toEqual([
      ['fenced-text', fence],
      ['fenced-text', close],
    ])
  })

  it('leaves blocks of code alone', async () => {
    expect(await said(`\`\`\`\nmake\n\`\`\`\n\n${before}\n\n\`\`\`\nmake all\n\`\`\`\n`)).toEqual([])
  })
})

describe('untranslated-text', () => {
  it.each([
    ['French', 'Le pont est fermé depuis mardi et les habitants ne savent pas pourquoi.'],
    ['Spanish', 'El puente está cerrado desde el martes y los vecinos no saben por qué.'],
    ['German', 'Die Brücke ist seit Dienstag geschlossen, und niemand weiß, warum das so ist.'],
    ['Italian', 'Il ponte è chiuso da martedì e gli abitanti della città non sanno perché.'],
    ['Portuguese', 'A ponte está fechada desde terça e os moradores não sabem por que isso foi feito.'],
    ['Dutch', 'De brug is sinds dinsdag gesloten en niemand in de stad weet waarom het zo is.'],
    ['Polish', 'Most jest zamknięty od wtorku i nikt w mieście nie wie, dlaczego tak się stało.'],
    ['Turkish', 'Köprü salı gününden beri kapalı ve bunun neden olduğu kimse için belli değil.'],
    ['Indonesian', 'Jembatan itu ditutup sejak hari Selasa dan tidak ada yang tahu alasan dari penutupan ini.'],
    ['Vietnamese', 'Cây cầu đã đóng cửa từ thứ ba và không có ai trong thị trấn biết lý do của việc này.'],
  ])('finds a sentence in %s', async (_, sentence) => {
    expect(await said(`${before} ${after}\n\n${sentence}`)).toEqual([['untranslated-text', sentence]])
  })

  it.each([
    'Мост закрыт со вторника, и никто в городе не знает, почему.',
    '大桥自星期二起关闭，城里没有人知道这是为什么。',
    'الجسر مغلق منذ يوم الثلاثاء ولا أحد في المدينة يعرف السبب.',
  ])('finds %j', async (sentence) => {
    expect(await said(`${before} ${after}\n\n${sentence}`)).toEqual([['untranslated-text', sentence]])
  })

  it('finds several sentences as one', async () => {
    const piece =
      'Le pont est fermé depuis mardi et personne ne sait pourquoi. Les habitants ne sont pas contents de la ville.'
    expect(await said(`${before} ${after} ${after} ${piece} ${before}`)).toEqual([['untranslated-text', piece]])
  })

  it.each([
    'She said: “Le pont est fermé depuis mardi et les habitants ne savent pas pourquoi.”',
    'The sign (le pont est fermé depuis mardi et les habitants ne savent pas pourquoi) is old.',
    'The maxim nemo plus iuris ad alium transferre potest quam ipse haberet binds the court.',
    'He read À la recherche du temps perdu and Les fleurs du mal in the train.',
    'Smith, J. (1999). Der Prozess und die Stadt in der Literatur der Moderne. Berlin: Der Verlag, pp. 3–9.',
    'The menu had crème brûlée, pâté de foie gras, coq au vin and soupe à l’oignon on it.',
  ])('leaves %j alone', async (text) => {
    expect(await said(`${before} ${after}\n\n${text}\n\n${after}`)).toEqual([])
  })

  it('leaves what a colon announces alone, and what is quoted in a block', async () => {
    const line = 'Le pont est fermé depuis mardi et les habitants ne savent pas pourquoi.'
    expect(await said(`${before} ${after} It says:\n\n${line}\n\n${after}`)).toEqual([])
    expect(await said(`${before} ${after}\n\n> ${line}\n\n${after}`, 'markdown')).toEqual([])
  })
})

describe('foreign-script', () => {
  it.each([
    ['The mayor closed the мост on Tuesday.', 'мост'],
    ['The mayor wants to 关闭 the bridge.', '关闭'],
    ['The mayor wants to close the 橋.', '橋'],
    ['They left the γέφυρα on foot.', 'γέφυρα'],
  ])('finds the word in %j', async (text, word) => {
    expect(await said(`${before}\n\n${text}`)).toEqual([['foreign-script', word]])
  })

  it('leaves a text about a language alone', async () => {
    const lesson = 'The word мост means bridge. The word река means river. The word дом means house.'
    expect(await said(`${lesson}\n\nYou cross the мост on foot.`)).toEqual([])
  })

  it.each([
    'The α-helix, π, Δt, µm, μm, Ω and the angle αβγ are set in italics.',
    'The name of Beijing (北京) is old, and Xi Jinping 习近平 was there.',
    'They asked what “мост” was.',
  ])('leaves %j alone', async (text) => {
    expect(await said(`${before}\n\n${text}`)).toEqual([])
  })
})

describe('damaged-entity', () => {
  it.each([
    ['& nbsp;', ' '],
    ['&quot ;', '"'],
    ['&amp;nbsp;', ' '],
    ['& quot ;', '"'],
    ['& # 39;', "'"],
    ['&# 8217;', '’'],
    ['& mdash;', '—'],
  ])('mends %j in plain text', async (found, expected) => {
    expect((await fix(`The bridge${found}is closed.`, config)).text).toBe(`The bridge${expected}is closed.`)
  })

  it.each([
    ['& nbsp;', '&nbsp;'],
    ['&quot ;', '&quot;'],
    ['&amp;nbsp;', '&nbsp;'],
    ['&amp;amp;', '&amp;'],
  ])('mends %j in Markdown', async (found, expected) => {
    const {text} = await fix(`The bridge${found}is closed.`, config, {format: 'markdown'})
    expect(text).toBe(`The bridge${expected}is closed.`)
  })
})

describe('damaged-tag and leftover-shortcode', () => {
  it.each([
    ['damaged-tag', '< b >', 'The bridge is < b >closed< /b >.', 2],
    ['damaged-tag', '</ p>', 'The bridge is closed.</ p>', 1],
    ['damaged-tag', '< / p >', 'The bridge is closed.< / p >', 1],
    ['damaged-tag', '< br / >', 'The bridge< br / >is closed.', 1],
    ['damaged-tag', '< a href = "x" >', 'The < a href = "x" >bridge is closed.', 1],
    ['damaged-tag', '<sup>2', 'It has 40 m<sup>2 of deck.', 1],
    ['leftover-shortcode', '[caption id="a" width="300"]', '[caption id="a" width="300"]The bridge.', 1],
    ['leftover-shortcode', '[/caption]', 'The bridge.[/caption] It is closed.', 1],
    ['leftover-shortcode', '[vc_row]', '[vc_row]The bridge is closed.', 1],
    ['leftover-shortcode', '[ad_2]', 'The bridge [ad_2] is closed.', 1],
  ])('%s finds %j', async (rule, found, text, count) => {
    const messages = await said(text)
    expect(messages[0]).toEqual([rule, found])
    expect(messages).toHaveLength(count)
  })

  it.each([`${before}\n\n[ad_2]`, `${before} [ad_1]`])('reports an advertisement once in %j', async (text) => {
    expect((await said(text)).map(([rule]) => rule)).toEqual(['web-boilerplate'])
  })
})

describe('damaged-markdown', () => {
  it.each([
    ['See [the plan] (https://example.com).', 'See [the plan](https://example.com).'],
    ['See [the plan] (#plan) now.', 'See [the plan](#plan) now.'],
    ['It is * * closed * * now.', 'It is **closed** now.'],
    ['It is ** closed** now.', 'It is **closed** now.'],
    ['It is **closed ** now.', 'It is **closed** now.'],
    ['It is **closed **now.', 'It is **closed** now.'],
    ['##Heading\n\nIt is closed.', '## Heading\n\nIt is closed.'],
  ])('mends %j', async (text, expected) => {
    expect((await fix(text, config, {format: 'markdown'})).text).toBe(expected)
  })

  it.each([
    ['It is closed.## Heading', '## '],
    ['It is closed. ## Heading', ' ## '],
    ['## The bridge\n\n#Heading of it\n\nIt is closed.', '#'],
  ])('finds what is glued in %j', async (text, found) => {
    expect(await said(text, 'markdown')).toEqual([['damaged-markdown', found]])
  })
})

describe('damaged-placeholder', () => {
  it.each([
    ['The file % s is gone.', 'The file %s is gone.'],
    ['The file % 1 $ s is gone.', 'The file %1$s is gone.'],
    ['The file %1 $ s is gone.', 'The file %1$s is gone.'],
    ['The file { 0} is gone.', 'The file {0} is gone.'],
    ['The file %(name) s is gone.', 'The file %(name)s is gone.'],
    ['The file % (name) s is gone.', 'The file %(name)s is gone.'],
  ])('mends %j', async (text, expected) => {
    expect((await fix(text, config)).text).toBe(expected)
  })

  it.each(['$ {name}', '$ { name }', '{{ name}', '{{name}', '{name}}', '{ {name} }', ':name :'])(
    'finds %j',
    async (found) => {
      expect(await said(`The file ${found} is gone.`)).toEqual([['damaged-placeholder', found]])
    },
  )
})

describe('wrong-encoding', () => {
  it.each([
    ['It isnâ€™t late.', 'It isn’t late.'],
    ['He said â€œyesâ€\u009d.', 'He said “yes”.'],
    ['It is late â€“ very late.', 'It is late – very late.'],
    ['A cafÃ© in MÃ¼nchen.', 'A café in München.'],
    ['Three Ã— four.', 'Three × four.'],
    ['It is 5Â°C.', 'It is 5°C.'],
    ['It is late.Â\u00a0So what.', 'It is late.\u00a0So what.'],
    ['It is late.Â So what.', 'It is late. So what.'],
    ['It isnÃ¢â‚¬â„¢t late, cafÃƒÂ©.', 'It isn’t late, café.'],
    ['It isn\u00e2\u0080\u0099t late.', 'It isn’t late.'],
    ['It isn\u0092t late.', 'It isn’t late.'],
    ['It isnÂ’t late.', 'It isn’t late.'],
    ['In some way Â\u0085 we are late.', 'In some way … we are late.'],
    ['An Î±-helix and a cÅ“ur.', 'An α-helix and a cœur.'],
    ['The sign said Ðœ\u00d0¾Ñ\u0081Ñ‚.', 'The sign said Мост.'],
    ['A smile ðŸ˜€ here.', 'A smile 😀 here.'],
    ['A mark ï»¿here.', 'A mark here.'],
  ])('mends %j', async (text, expected) => {
    expect(
      (await fix(text, {rules: config.rules.filter(({rule}) => rule.definition.id === 'wrong-encoding')})).text,
    ).toBe(expected)
  })

  it.each([
    ['He said “yesâ€ and left.', 'â€'],
    ['It is lateâ€"very late.', 'â€"'],
    ['Voilà and voilÃ the end.', 'Ã'],
    ['The town of Ta\ufffdon.', '\ufffd'],
    ['The town of Taï¿½on.', 'ï¿½'],
  ])('finds in %j what cannot be mended for sure', async (text, found) => {
    const messages = await lint(new VFile(text), config, 'text')
    expect(messages.map(({ruleId, actual, fix}) => [ruleId, actual, fix === 'safe'])).toEqual([
      ['wrong-encoding', found, false],
    ])
  })

  it.each([
    'He said “É…” and “CAFÉ”—twice—at the “Café”… «Été»',
    'The lattice is 4.2 Å–5 Å, 3 Å² and 5 Å… wide.',
    'MÜNCHEN® and ÖBB™ and São Tomé',
    'Il est là\u00a0»\u00a0! «\u00a0Déjà\u00a0»',
    'Þórð’s ð and þ',
    'It is “Ã©” on the screen.',
    'The letter Â—a vowel—and the letter ‘Â’ are Romanian.',
  ])('leaves %j alone', async (text) => {
    expect(await said(text)).toEqual([])
  })
})

describe('invisible-character and unusual-space', () => {
  it.each([
    ['\u200b', 'warning'],
    ['\u200c', 'warning'],
    ['\u200d', 'warning'],
    ['\u2060\u200b', 'warning'],
    ['\ufeff', 'warning'],
    ['\u0007', 'warning'],
    ['\u200e', 'error'],
    ['\u200f', 'error'],
    ['\u202a', 'error'],
    ['\u202e', 'error'],
    ['\u2066', 'error'],
    ['\u2069', 'error'],
  ])('finds %j as %s', async (character, severity) => {
    const messages = await lint(new VFile(`The bridge ${character}is closed.`), config, 'text')
    expect(messages[0]?.ruleId).toBe('invisible-character')
    expect(messages[0]?.fatal).toBe(severity === 'error')
  })

  it('leaves soft hyphens alone in a text that has them throughout', async () => {
    expect(await said('Trans\u00adla\u00adtion en\u00adgines hy\u00adphen\u00adate.')).toEqual([])
    expect(await said('Trans\u00adlation engines hyphenate.')).toEqual([['invisible-character', '\u00ad']])
  })

  it('leaves a byte order mark at the start alone', async () => {
    expect(await said(`\ufeff${before}`)).toEqual([])
    expect(await said(`\ufeff${before}`, 'markdown')).toEqual([])
  })

  it.each(['🧑‍💻 and ❤️‍🔥 and 👩🏽‍🚀', 'क्‍ष and نمی‌دانم', 'The \u2067שלום\u2069 sign', 'and/\u200bor', 'ไทย\u200bแลนด์'])(
    'leaves %j alone',
    async (text) => {
      expect(await said(text)).toEqual([])
    },
  )

  it.each(['\u00a0', '\u2009', '\u2003', '\u202f', '\u200a', '\u3000'])('finds %j between words', async (space) => {
    expect(await said(`The mayor closed${space}every bridge in town.`)).toEqual([['unusual-space', space]])
  })

  it.each(['Mr.\u00a0Smith', '10\u00a0km', '10\u2009000', 'he came\u2009–\u2009late', 'Bonjour\u202f!', 'p.\u00a0m.'])(
    'leaves the space in %j alone',
    async (text) => {
      expect(await said(`They saw ${text} in the town by the river.`)).toEqual([])
    },
  )
})

it('takes linear time over hostile text', async () => {
  const pieces = [
    'Ã',
    'â€',
    '{ ',
    '[',
    '< ',
    '% ',
    '* * ',
    '** a',
    '&amp;',
    '#',
    '\u200b',
    'à ',
    '(',
    'мост ',
    ':a ',
    '`',
    'le est ',
  ]
  for (const piece of pieces) {
    for (const format of ['text', 'markdown'] as const) {
      const started = performance.now()
      await said(piece.repeat(20_000), format)
      expect(performance.now() - started, `${piece} as ${format}`).toBeLessThan(5000)
    }
  }
}, 60_000)
