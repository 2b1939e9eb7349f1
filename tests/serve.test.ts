import {writeFile} from 'node:fs/promises'
import {describe, expect, it} from 'vitest'
import * as ownCatalogue from '../rules/index.js'
import {rules} from '../rules/index.js'
import type {CheckResult} from '../src/serve/check.js'
import {issueOf} from '../src/serve/issue.js'
import {folderWith} from './helpers/command.js'
import {checked, conform, post, start} from './helpers/serve.js'
import {recommended} from './helpers/settings.js'

describe('/v2/check', () => {
  it('answers in the JSON of LanguageTool', async () => {
    const {url} = await start({}, {catalogue: ownCatalogue})
    const result = await checked(url, {text: 'She left 😀.\n\nThe U. S. economy grew.'})
    expect(result).toMatchObject({
      software: {name: 'mtlint', apiVersion: 1, premium: false},
      warnings: {incompleteResults: false},
      language: {name: 'English (US)', code: 'en-US', detectedLanguage: {name: 'English (US)', code: 'en-US'}},
    })
    expect(result.matches).toEqual([
      {
        message:
          'Unexpected `U. S.`, expected `U.S.`. Translation engines take the period after a single letter for the end of a sentence.',
        shortMessage: 'Abbreviation spacing',
        replacements: [{value: 'U.S.'}],
        offset: 18,
        length: 5,
        context: {text: 'She left 😀.  The U. S. economy grew.', offset: 18, length: 5},
        sentence: 'The U. S. economy grew.',
        type: {typeName: 'Other'},
        rule: {
          id: 'abbreviation-spacing',
          description: 'Close up the spaces inside an abbreviation.',
          issueType: 'typographical',
          category: {id: 'TYPOGRAPHY', name: 'Typography'},
          urls: [{value: 'https://github.com/mtlint/mtlint/blob/main/docs/rules.md#abbreviation-spacing'}],
        },
        ignoreForIncompleteSentence: false,
        contextForSureMatch: 0,
      },
    ])
  })

  it('takes its parameters from the query, too, which wins', async () => {
    const {url} = await start()
    const response = await fetch(`${url}/v2/check?language=en&text=A+bad%20day%20%F0%9F%98%80`)
    const {matches} = conform<CheckResult>('check', await response.json())
    expect(matches).toMatchObject([{offset: 2, length: 3, replacements: [{value: 'good'}]}])
    const both = await fetch(`${url}/v2/check?text=bad`, {method: 'POST', body: 'text=All+is+well.&language=en'})
    expect(((await both.json()) as CheckResult).matches).toHaveLength(1)
  })

  it('does not look at the media type: LTeX calls a form JSON', async () => {
    const {url} = await start()
    const response = await post(url, {text: 'bad', language: 'en'}, {'Content-Type': 'application/json'})
    expect(((await response.json()) as CheckResult).matches).toHaveLength(1)
  })

  it('lints as the command line does, with the config of the working directory', async () => {
    const cwd = await folderWith({'.mtlintrc.json': '{"rules": {"bad-word": "info"}, "allow": ["odd"]}'})
    const {url} = await start({}, {cwd})
    const {matches} = await checked(url, {text: 'A bad, odd day.'})
    expect(matches).toMatchObject([
      {rule: {id: 'bad-word', issueType: 'style', category: {id: 'STYLE'}}, type: {typeName: 'Hint'}},
    ])
  })

  it('sees a config that changes, and says what is wrong with it', async () => {
    const cwd = await folderWith({})
    const {url} = await start({}, {cwd})
    expect((await checked(url, {text: 'bad'})).matches).toHaveLength(1)
    await writeFile(`${cwd}/.mtlintrc.json`, '{"rules": {"bad-word": "off"}}')
    expect((await checked(url, {text: 'bad'})).matches).toHaveLength(0)
    await writeFile(`${cwd}/.mtlintrc.json`, '{"rules": {"bat-word": "off"}}')
    const response = await post(url, {text: 'bad', language: 'en'})
    expect(response.status).toBe(500)
    expect(await response.text()).toMatch(/^Error: Internal Error: .*\.mtlintrc\.json: unknown rule `bat-word`/)
  })

  it('honours comments that ignore', async () => {
    const {url} = await start()
    const text = '<!-- mtlint-disable-next-line -->\nA bad day.\n\nA bad night.'
    expect((await checked(url, {text})).matches).toMatchObject([{offset: text.lastIndexOf('bad')}])
  })

  it.each([
    ['auto', 'A bad day for the town and all who live there.', 'en-US', 1],
    ['en', 'A bad day.', 'en', 1],
    ['en-GB', 'A bad day.', 'en-GB', 1],
    ['en_AU', 'A bad day.', 'en-AU', 1],
    ['EN-us', 'A bad day.', 'en-US', 1],
    ['de-DE', 'A bad day.', 'de-DE', 0],
    ['ca-ES-valencia', 'A bad day.', 'ca-ES-valencia', 0],
    ['de-DE-x-simple-language', 'A bad day.', 'de-DE-x-simple-language', 0],
    ['auto', 'Le pont est fermé depuis mardi, et les habitants ne savent pas pourquoi. Bad.', 'fr', 0],
    ['auto', 'Die Brücke ist seit Dienstag geschlossen, und niemand weiß warum. Bad.', 'de', 0],
    ['auto', 'Мост закрыт со вторника, и никто в городе не знает почему. Bad.', 'ru', 0],
    ['auto', 'Bad', 'en-US', 1],
    ['auto', '', 'en-US', 0],
  ])('language %s: %j is checked as %s', async (language, text, code, count) => {
    const {url} = await start()
    const result = await checked(url, {text, language})
    expect(result.language.code).toBe(code)
    expect(result.matches).toHaveLength(count)
  })

  it('takes the variant that the client prefers', async () => {
    const {url} = await start()
    const form = {text: 'A bad day for the town.', language: 'auto', preferredVariants: 'de-AT,en-GB'}
    expect((await checked(url, form)).language).toMatchObject({name: 'English (GB)', code: 'en-GB'})
  })

  it.each([
    [{disabledRules: 'bad-word,ELSE'}, ['odd-word']],
    [{disabledCategories: 'GRAMMAR'}, []],
    [{enabledRules: 'noted-word'}, ['bad-word', 'odd-word', 'noted-word']],
    [{enabledRules: 'noted-word', disabledCategories: 'GRAMMAR,STYLE'}, ['noted-word']],
    [{enabledRules: 'odd-word', enabledOnly: 'true'}, ['odd-word']],
    [{enabledCategories: 'GRAMMAR', enabledOnly: 'true'}, ['bad-word', 'odd-word']],
    [{enabledCategories: 'STYLE', enabledRules: 'bad-word', enabledOnly: 'yes'}, ['bad-word']],
    [{enabledOnly: 'false', enabledRules: '', disabledRules: 'WHITESPACE_RULE'}, ['bad-word', 'odd-word']],
    [{mode: 'textLevelOnly'}, []],
    [{mode: 'allButTextLevelOnly'}, ['bad-word', 'odd-word']],
    [
      {level: 'picky', motherTongue: 'de', username: 'a', apiKey: 'b', useragent: 'x', allowIncompleteResults: 'true'},
      ['bad-word', 'odd-word'],
    ],
  ])('%j', async (form, expected) => {
    const {url} = await start()
    const {matches} = await checked(url, {text: 'A bad, odd note.', ...form})
    expect(matches.map(({rule}) => rule.id)).toEqual(expected)
  })

  it('runs each of its rules in one of the two modes', async () => {
    const text =
      'The U. S. grew grew. The harbour lies behind a wall from 1911. The harbour lies behind a wall from 1911.'
    const {url} = await start({}, {catalogue: ownCatalogue})
    const idsOf = async (mode: string) => (await checked(url, {text, mode})).matches.map(({rule}) => rule.id)
    const whole = await idsOf('textLevelOnly')
    const rest = await idsOf('allButTextLevelOnly')
    expect(whole).toContain('repeated-sentence')
    expect(rest).toContain('abbreviation-spacing')
    expect([...whole, ...rest].sort()).toEqual((await idsOf('all')).sort())
  })

  it('offers no repair where the rule has none', async () => {
    const {url} = await start()
    expect((await checked(url, {text: 'An odd day.'})).matches).toMatchObject([{replacements: []}])
  })
})

describe('errors', () => {
  const en = 'language=en'
  it.each([
    [en, 400, "Missing 'text' or 'data' parameter"],
    ['', 400, "Missing 'text' or 'data' parameter"],
    [`${en}&text=a&data={}`, 400, "Set only 'text' or 'data' parameter, not both"],
    [
      'text=a',
      400,
      "Missing 'language' parameter, e.g. 'language=en-US' for American English or 'language=fr' for French",
    ],
    ['text=a&language=!', 400, "'!' is not a language code known to LanguageTool. Supported language codes are: en, "],
    [`${en}&data={`, 400, "Could not parse JSON from 'data' parameter"],
    [`${en}&data=null`, 400, "'data' key in JSON requires 'text' or 'annotation' key"],
    [`${en}&data={"annotation":7}`, 400, "'data' key in JSON requires 'text' or 'annotation' key"],
    [
      `${en}&data={"text":"a","annotation":[]}`,
      400,
      "'data' key in JSON requires either 'text' or 'annotation' key, not both",
    ],
    [
      `${en}&data={"annotation":[{"text":"a","markup":"b"}]}`,
      400,
      `Only either 'text' or 'markup' are supported in an object in 'annotation' list, not both: {"text":"a","markup":"b"}`,
    ],
    [
      `${en}&data={"annotation":[{"text":"a","interpretAs":"b"}]}`,
      400,
      `'text' cannot be used with 'interpretAs' (only 'markup' can): {"text":"a","interpretAs":"b"}`,
    ],
    [`${en}&data={"annotation":[5]}`, 400, "Only 'text' and 'markup' are supported in 'annotation' list: 5"],
    [`${en}&text=a&enabledOnly=true`, 400, 'You must specify enabled rules or categories when using enabledOnly=true'],
    [
      `${en}&text=a&enabledOnly=true&enabledRules=a&disabledRules=b`,
      400,
      'You cannot specify disabled rules or categories using enabledOnly=true',
    ],
    [
      `${en}&text=a&mode=fast`,
      400,
      "Mode must be one of 'textLevelOnly', 'allButTextLevelOnly', or 'all' but was: 'fast'",
    ],
    [
      `${en}&text=${'a'.repeat(100_001)}`,
      413,
      "Your text exceeds the limit of 100000 characters (it's 100001 characters). Please submit a shorter text.",
    ],
  ])('%.60s', async (body, status, message) => {
    const {url} = await start()
    const response = await post(url, body)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect((await response.text()).startsWith(`Error: ${message}`)).toBe(true)
  })

  it.each([
    ['GET', '/', 404],
    ['GET', '/v2/', 404],
    ['GET', '/favicon.ico', 404],
    ['POST', '/v2/nothing', 404],
    ['POST', '/v2/__proto__', 404],
    ['PUT', '/v2/check', 405],
    ['OPTIONS', '/v2/check', 405],
    ['GET', '/v2/words?username=a&apiKey=b', 400],
    ['POST', '/v2/words/add', 400],
    ['GET', '/v2/configinfo', 400],
  ])('%s %s: %d', async (method, path, status) => {
    const {url} = await start()
    const response = await fetch(url + path, {method})
    expect(response.status).toBe(status)
    expect(await response.text()).toMatch(/^Error: \S/)
    expect(response.headers.get('allow')).toBe(status === 405 ? 'GET, HEAD, POST' : null)
  })
})

describe('what clients ask at the start', () => {
  it('answers in the documented shapes', async () => {
    const {url} = await start({}, {catalogue: ownCatalogue})
    const get = (path: string) => fetch(`${url}/v2/${path}`)
    const languages = conform<{longCode: string}[]>('languages', await (await get('languages')).json())
    expect(languages.map(({longCode}) => longCode)).toEqual(expect.arrayContaining(['en', 'en-US', 'en-GB']))
    conform('info', await (await get('info')).json())
    expect(await (await get('healthcheck')).text()).toBe('OK')
    expect(await (await get('maxtextlength')).text()).toBe('100000')
    type Info = {rules: {ruleId: string; isDefaultOff?: string}[]}
    const info = conform<Info>('configinfo', await (await get('configinfo?language=en-GB')).json())
    expect(info.rules.map(({ruleId}) => ruleId)).toEqual(rules.map((rule) => rule.definition.id))
    const on = info.rules.filter(({isDefaultOff}) => !isDefaultOff).map(({ruleId}) => ruleId)
    expect(on).toEqual(recommended.rules.map(({rule}) => rule.definition.id))
    expect(conform<Info>('configinfo', await (await get('configinfo?language=fr')).json()).rules).toEqual([])
  })

  it('takes slashes for what they are meant to be', async () => {
    const {url} = await start()
    for (const path of ['/v2//languages', '//v2/languages', '/v2/languages/']) {
      expect((await fetch(url + path)).status).toBe(200)
    }
    expect((await fetch(`${url}/v2/languages`, {method: 'HEAD'})).status).toBe(200)
  })

  it('gives every rule a category and a type that clients know', () => {
    for (const {definition} of rules) {
      for (const severity of ['error', 'warning', 'info'] as const) {
        expect(issueOf(definition, severity).category.id).toMatch(/^[A-Z]+$/)
      }
    }
  })
})
