import {readFileSync} from 'node:fs'
import fc from 'fast-check'
import {VFile} from 'vfile'
import {describe, expect, it} from 'vitest'
import {decodePatterns, encodePatterns} from '../rules/odd-word/pattern-data.js'
import {createPatternMatcher, type PatternMatcher} from '../rules/odd-word/pattern-matcher.js'
import {parsePatterns} from '../rules/odd-word/patterns.js'
import oddWord from '../rules/odd-word.js'
import {tokensOf} from '../src/language/tokens.js'
import {lint} from '../src/lint.js'

const file = new URL('../rules/odd-word/lists/patterns.txt', import.meta.url)
const source = readFileSync(file, 'utf8')
/** Through the form in which patterns are shipped. */
const matcherOf = (source: string) => createPatternMatcher(decodePatterns(encodePatterns(parsePatterns(source))))
const matcher = matcherOf(source)

/** What a matcher finds: pairs of the words found and the likeliest right ones. */
function found(text: string, match: PatternMatcher = matcher): [string, string | undefined][] {
  const tokens = tokensOf(text)
  return match(tokens, text, false).map(({first, last, expected}) => [
    text.slice(tokens[first]?.start, tokens[last - 1]?.end),
    expected[0],
  ])
}

/** The same for patterns of our own. */
function foundBy(patterns: string, text: string): [string, string | undefined][] {
  return found(text, matcherOf(patterns))
}

describe('the notation', () => {
  it('takes words with and without a capital, and words with a capital as they are', () => {
    expect(foundBy('sure: jap Coast > east', 'Jap Coast, jap coast')).toEqual([['Jap Coast', 'east']])
  })

  it('takes the forms of a word over to the right', () => {
    const pattern = 'sure: flip* a blind eye > turn* a blind eye'
    expect(foundBy(pattern, 'They flipped a blind eye and are flipping a blind eye.')).toEqual([
      ['flipped a blind eye', 'turned a blind eye'],
      ['flipping a blind eye', 'turning a blind eye'],
    ])
    expect(foundBy('sure: walk:ed far > stop*', 'walk far, walked far')).toEqual([['walked far', 'stopped']])
  })

  it('takes alternatives, optional words and gaps', () => {
    const pattern = 'sure: {big, very large} (red, blue) ..2 barn > shed'
    const texts = [
      'big barn',
      'very large blue barn',
      'big red and old barn',
      'big red and rather old barn',
      'large barn',
    ]
    expect(texts.map((text) => foundBy(pattern, text).length)).toEqual([1, 1, 1, 0, 0])
  })

  it('keeps a gap within words', () => {
    expect(foundBy('sure: big ..3 barn > shed', 'It is big. The barn is old.')).toEqual([])
  })

  it('reports the part in brackets', () => {
    expect(foundBy('sure: the [big, large] barn > small', 'The large barn.')).toEqual([['large', 'small']])
  })

  it('looks at what follows and, at the beginning, at what goes before', () => {
    const pattern = 'sure: !{the, a} big barn !door > shed'
    const texts = ['Big barn.', 'see big barn', 'the big barn', 'a big barn', 'big barn door']
    expect(texts.map((text) => foundBy(pattern, text).length)).toEqual([1, 1, 0, 0, 0])
  })

  it('knows the beginning of a sentence', () => {
    expect(foundBy('sure: ^ [as barn] > so', 'As barn it is old. As barn. He, as barn.').length).toBe(2)
  })

  it('puts named parts on the right', () => {
    expect(foundBy('sure: n=@number @hyphen barn x=@name > $x of $n', 'a 12-barn Smith')).toEqual([
      ['12-barn Smith', 'Smith of 12'],
    ])
    expect(foundBy('sure: barn (x=old) > $x shed', 'a barn')).toEqual([['barn', 'shed']])
  })

  it('has classes of words and of their forms', () => {
    const patterns = '@deed = build, take\n@thing = barn, old shed\nsure: @deed:ed through a @thing > by'
    expect(foundBy(patterns, 'built through a barn, taken through a old shed, take through a barn').length).toBe(2)
  })

  it('gives several right ones, a doubt, base forms and a remark', () => {
    const text = 'They kicked the tub.'
    expect(
      matcherOf('likely: kick* the tub > die*, kick* the bucket // An idiom.')(tokensOf(text), text, false),
    ).toEqual([
      {
        first: 1,
        last: 4,
        expected: ['died', 'kicked the bucket'],
        bases: 'kick the tub',
        doubt: 74,
        note: 'An idiom.',
      },
    ])
  })

  it('keeps the surest and longest of those that overlap', () => {
    const patterns = 'likely: big old barn > a\nsure: old barn > b\nlikely: old > c'
    expect(foundBy(patterns, 'a big old barn')).toEqual([['old barn', 'b']])
  })

  it.each([
    ['perhaps: a barn > b', 'Expected `sure:'],
    ['sure: a barn', 'Expected `sure:'],
    ['sure: a {barn > b', 'Expected `}`'],
    ['sure: a barn} > b', 'Unexpected `}`'],
    ['sure: a {barn, } > b', 'Expected words'],
    ['sure: a & barn > b', 'Unexpected `&`'],
    ['sure: a barn > $x', 'No part is called `x`'],
    ['sure: a @barn > b', '`@barn` is not defined'],
    ['sure: @number @word > b', 'A pattern needs a word'],
    ['sure: barn !{a b} > b', 'Expected single words'],
    ['@name = a, b', '`@name` is defined twice'],
    ['@x = a, b\nsure: @x:foo > c', 'No form is called `foo`'],
  ])('says in which line %j goes wrong', (line, reason) => {
    const number = 2 + line.split('\n').length
    const read = () => parsePatterns(`# A list.\n\n${line}\n`)
    expect(read).toThrow(SyntaxError)
    expect(read).toThrow(`Line ${number} of the patterns: ${reason}`)
  })
})

describe('the patterns', () => {
  it('are each listed once', () => {
    const lines = source.split('\n').flatMap((line) => /^(?:sure|likely)[ \d]*:(.*)/.exec(line)?.[1] ?? [])
    expect(new Set(lines).size).toBe(lines.length)
  })

  it.each([
    ['That is a thing that deserves not to happen.', 'deserves not to', 'should not'],
    ['The ministers must to go home.', 'must to', 'must'],
    ['The crew was capable of get to the roof.', 'capable of get', 'able to get'],
    ['She used to be born in Leeds.', 'used to be born', 'was born'],
    ['They do no longer know the road.', 'no longer', 'not'],
    ['The bank does now not lend.', 'now not', 'not'],
    ['It is not handiest because of the rain.', 'not handiest', 'not only'],
    ['Two men were arrested through police on the bridge.', 'arrested through', 'arrested by'],
    ['He was praised through her.', 'praised through', 'praised by'],
    ['The harvest was good this 12 months.', 'this 12 months', 'this year'],
    ['The shop opened final week, the owner says.', 'final week', 'last week'],
    ['A 24-year-vintage man fell off the ladder.', 'year-vintage', 'year-old'],
    ['A 45-12 months-old man fell off the ladder.', '45-12 months-old', '45-year-old'],
    ['The mill burned down a 12 months later.', 'a 12 months', 'a year'],
    ['They left at the same time, earlier than being asked.', 'earlier than', 'before'],
    ['“The roof is safe,” Berg mentioned.', 'mentioned', 'said'],
    ['The mayor instructed reporters that the bridge was safe.', 'instructed', 'told'],
    ['The fire began in the shed, in step with police.', 'in step with', 'according to'],
    ['The most sensible military adviser resigned.', 'most sensible', 'top'],
    ['The farmers voiced considerations about the dam.', 'considerations', 'concerns'],
    ['The two towns have a close dating that has lasted.', 'dating', 'relationship'],
    ['It was an eleven-hour reprieve.', 'eleven-hour reprieve', 'eleventh-hour reprieve'],
    ['The truce is on a ventilator.', 'on a ventilator', 'on life support'],
    ['The second spherical of talks failed.', 'spherical of', 'round of'],
    ['This is extra difficult than it looks.', 'extra', 'more'],
    ['He owns as a lot as his sister.', 'as a lot as', 'as much as'],
    ['It is one of many largest farms in the county.', 'one of many', 'one of the'],
    ['He came lower back in the evening.', 'lower back', 'back'],
    ['They talked approximately the harvest.', 'approximately', 'about'],
    ['He stayed home as a result of he was ill.', 'as a result of', 'because'],
    ['She has lived here ever because.', 'because', 'since'],
    ['It grew in the village the place he lives.', 'the place', 'where'],
    ['He turned into born in Leeds.', 'turned into born', 'was born'],
    ['They bought married in May.', 'bought', 'got'],
    ['The dam cost $three million.', 'three', '3'],
    ['The meeting took vicinity on Monday.', 'took vicinity', 'took place'],
    ['Two people acquainted with the matter confirmed it.', 'acquainted with', 'familiar with'],
    ['She spoke on circumstance of anonymity.', 'circumstance', 'condition'],
    ['The bank declined to remark on Friday.', 'remark', 'comment'],
    ['The town was knowledgeable that the dam would close.', 'knowledgeable', 'informed'],
    ['The mill burned down, as indicated by police.', 'as indicated by', 'according to'],
    ['He drove at 90 miles in keeping with hour.', 'in keeping with', 'per'],
    ['The White Home would not say.', 'White Home', 'White House'],
    ['The Supreme Courtroom will hear the case.', 'Supreme Courtroom', 'Supreme Court'],
    ['He spoke at the UN General Meeting in May.', 'General Meeting', 'General Assembly'],
    ['The World Well being Organization sent masks.', 'Well being Organization', 'Health Organization'],
    ['A court dominated that the dam must go.', 'dominated', 'ruled'],
    ['The foreign pastor flew home.', 'pastor', 'minister'],
    ['A letter from previous President Brandt was read.', 'previous', 'former'],
    ['A circle of relatives member called him.', 'circle of relatives', 'family'],
    ['The barn caught hearth in the night.', 'hearth', 'fire'],
    ['The dog was beaten to demise by thieves.', 'demise', 'death'],
    ['She gave delivery to twins.', 'delivery', 'birth'],
    ['It was the hottest June on document.', 'document', 'record'],
    ['They sold gift playing cards at the till.', 'playing cards', 'cards'],
    ['Berg scored the winning objective in Leeds.', 'objective', 'goal'],
    ['They worked there for three a long time.', 'a long time', 'years'],
    ['A high-speed line and an excessive-speed line were built.', 'excessive', 'high'],
    ['She is a hard worker from the working elegance.', 'elegance', 'class'],
    ['The dam opened at the give up of May.', 'the give up of', 'the end of'],
    ['He is because of appear in court on Friday.', 'because of', 'due to'],
    ['He spent a year in the back of bars.', 'in the back of', 'behind'],
    ['The list is made to be had online.', 'to be had', 'available'],
    ['It is a town the place he had lived.', 'the place', 'where'],
    ['The mill has grow to be a museum.', 'grow to be', 'become'],
    ['She has 24 years old and lives in Leeds.', 'has 24 years old', 'is 24 years old'],
    ['The mayor realized a visit to the mill.', 'realized a visit', 'held a visit'],
    ['There is three years, the mill burned down.', 'There is three years', 'three years ago'],
    ['The source precised that nobody was hurt.', 'precised', 'specified'],
    ['Leeds have won six games in a column since May.', 'column', 'row'],
    ['Prices rose 4 percentage in May.', 'percentage', 'percent'],
    ['He died at his domestic in Leeds.', 'domestic', 'home'],
  ])('in %j', (text, wrong, right) => {
    expect(found(text)).toEqual([[wrong, right]])
  })

  it.each([
    'The service is provided through the programme, and the goal was achieved through hard work.',
    'The work was funded through the ministry, and information is exchanged through police channels.',
    'She deserves not only praise but a rest. They deserve to happen upon some luck.',
    'The need not to wake the child made them whisper. This book is a must to read.',
    'He used to be a baker, and bread used to be baked at night.',
    'They no longer know the road. The road is no longer open. It is now not only open but safe.',
    'In the final week of May and the final year of school they rose in the next 12 months by a third.',
    'Over the 6-12 months that follow, a 12-month course costs less.',
    'The results are in line with the report, and sales were in line with analysts’ expectations.',
    'He mentioned the rain. The rain was mentioned in a letter.',
    'He instructed reporters to leave, and the lawyer advised CNN to wait.',
    'The most sensible thing is to wait. He is the most sensible man I know.',
    'There are considerations of cost, and other considerations remain.',
    'Carbon dating between the layers, a dating app, and the dating of the pots.',
    'It was an eleven-hour flight. The patient is on a ventilator.',
    'A spherical mirror of glass. The pain runs from the lower back to the legs, and he has lower back pain.',
    'As a result of the rain he stayed. As a result of that, he lost.',
    'You will like that a lot. There is so much rain, so a lot of people stayed home.',
    'The place he lives in is small. It is miles away, and it is far better than before.',
    'He did it because 90% of them did. Given that 2 is prime, so is 3.',
    'He used the stick as a substitute. It serves as well as a substitute for salt.',
    'The house is approximately the same size. It weighs approximately 12 tonnes.',
    'He bought injured birds and sick cattle. The frog turned into a prince.',
    'The shop sells extra large eggs at no extra cost.',
    'He spoke at the annual general meeting, and the national bank has a white door.',
    'The high court was empty. An excessive fee was paid by the party at its celebration.',
    'She was due to appear. It was closed because of the rain. He is the most able of them.',
    'The report was filed. On file are two documents. She delivers letters and gave a parcel to her aunt.',
    'There are three years of data. He has 24 years of service, and has lived here since ten years before the war.',
    'The king dominated the talks. The pastor married two foreign ministers. The previous president of the club resigned.',
    'A hearth stood by the door. The fire chief caught a cold. Her objective is to score well.',
    'They stayed a long time. The last a man wants is rain. It is the place to be.',
  ])('leave alone %j', async (text) => {
    // A likely pattern may find something in one of them, which is no more than a sign.
    const rules = [{rule: oddWord, severity: 'warning' as const}]
    const messages = await lint(new VFile(text), {rules}, 'text')
    expect(messages.map(({actual}) => actual)).toEqual([])
  })

  it('take any text', () => {
    const word = fc.constantFrom(
      'the',
      '12',
      'months',
      'final',
      'week',
      '-',
      ',',
      '.',
      '”',
      'through',
      'police',
      'as',
      '\n',
    )
    const text = fc.oneof(
      fc.string({unit: 'binary', maxLength: 200}),
      fc.array(word, {maxLength: 60}).map((list) => list.join(' ')),
    )
    fc.assert(
      fc.property(text, (text) => {
        const tokens = tokensOf(text)
        let end = 0
        for (const {first, last, expected} of matcher(tokens, text, false)) {
          expect(first).toBeGreaterThanOrEqual(end)
          expect(last).toBeGreaterThan(first)
          expect(last).toBeLessThanOrEqual(tokens.length)
          expect(expected[0]).toBeTruthy()
          end = last
        }
      }),
    )
  })

  it('take twice the time for twice the text', () => {
    const timeOf = (count: number) => {
      const text = 'as a result of the most sensible in line with on a ventilator pact through '.repeat(count)
      const tokens = tokensOf(text)
      const start = performance.now()
      matcher(tokens, text, false)
      return performance.now() - start
    }
    timeOf(2000)
    expect(timeOf(32_000)).toBeLessThan(40 * timeOf(4000) + 50)
  })
})
