/**
 * Inflection of English words, as far as matching needs it: from a form to the base forms that it can be of, and from a
 * base form to the same form of another word (`malignancies` is to `malignancy` as `cancers` is to `cancer`).
 */

import {createWordFilter} from './word-filter.js'

/** How a form is made from its base. */
export type Form = 'base' | 's' | 'ed' | 'ing' | 'er' | 'est'

/** Irregular forms: base, then `s`, `ed` (past and participle) forms; `-` where regular. */
const irregular = `
be/-/was,were,been|have/has/had|do/does/did,done|go/goes/went,gone|say/-/said|make/-/made|take/-/took,taken
come/-/came|see/-/saw,seen|get/-/got,gotten|give/-/gave,given|find/-/found|think/-/thought|tell/-/told|become/-/became
leave/-/left|put/-/put|mean/-/meant|keep/-/kept|let/-/let|begin/-/began,begun|show/-/showed,shown|hear/-/heard|run/-/ran
hold/-/held|bring/-/brought|write/-/wrote,written|sit/-/sat|stand/-/stood|lose/-/lost|pay/-/paid|meet/-/met|set/-/set
lead/-/led|understand/-/understood|speak/-/spoke,spoken|read/-/read|spend/-/spent|grow/-/grew,grown|win/-/won|buy/-/bought
teach/-/taught|send/-/sent|build/-/built|fall/-/fell,fallen|cut/-/cut|sell/-/sold|fight/-/fought|draw/-/drew,drawn
break/-/broke,broken|rise/-/rose,risen|drive/-/drove,driven|catch/-/caught|choose/-/chose,chosen|deal/-/dealt|seek/-/sought
throw/-/threw,thrown|wear/-/wore,worn|strike/-/struck|shake/-/shook,shaken|steal/-/stole,stolen|swear/-/swore,sworn
shoot/-/shot|hit/-/hit|hurt/-/hurt|spread/-/spread|beat/-/beat,beaten|bear/-/bore,born,borne|bind/-/bound|feed/-/fed
feel/-/felt|flee/-/fled|fly/-/flew,flown|forget/-/forgot,forgotten|freeze/-/froze,frozen|hang/-/hung|hide/-/hid,hidden
lay/-/laid|lend/-/lent|ride/-/rode,ridden|ring/-/rang,rung|shrink/-/shrank,shrunk|sing/-/sang,sung|sink/-/sank,sunk
sleep/-/slept|slide/-/slid|spin/-/spun|stick/-/stuck|sweep/-/swept|swim/-/swam,swum|wake/-/woke,woken|weave/-/wove,woven
wind/-/wound|know/-/knew,known|eat/-/ate,eaten|drink/-/drank,drunk|bite/-/bit,bitten|blow/-/blew,blown|sow/-/sowed,sown
man/men|woman/women|child/children|foot/feet|tooth/teeth|goose/geese|mouse/mice|person/people|life/lives|knife/knives
wife/wives|leaf/leaves|half/halves|shelf/shelves|wolf/wolves|thief/thieves|loaf/loaves|criterion/criteria|phenomenon/phenomena
datum/data|medium/media|bacterium/bacteria|analysis/analyses|basis/bases|crisis/crises|hypothesis/hypotheses|axis/axes
diagnosis/diagnoses|thesis/theses|matrix/matrices|vertex/vertices|index/indices|appendix/appendices|nucleus/nuclei
stimulus/stimuli|fungus/fungi|radius/radii|locus/loci|larva/larvae|formula/formulae|spectrum/spectra|stratum/strata
curriculum/curricula|ox/oxen|die/dice|synthesis/syntheses|metastasis/metastases
`

const bases = new Map<string, {base: string; form: Form}[]>()
const forms = new Map<string, {s?: string; ed?: string}>()
for (const entry of irregular.trim().split(/[|\n]/)) {
  const [base = '', s = '-', past] = entry.split('/')
  forms.set(base, {...(s === '-' ? {} : {s}), ...(past ? {ed: past.split(',').at(-1) as string} : {})})
  if (s !== '-') add(s, base, 's')
  for (const form of past?.split(',') ?? []) add(form, base, 'ed')
}

const irregularForms = createWordFilter(bases.keys())

function add(form: string, base: string, kind: Form): void {
  bases.set(form, [...(bases.get(form) ?? []), {base, form: kind}])
}

/** How a form is led back to its base: so many letters are cut off its end, and others added. */
export type Ending = {cut: number; add: '' | 'e' | 'y'; form: Form}

const none: readonly Ending[] = []
const possessive: readonly Ending[] = [{cut: 2, add: '', form: 'base'}]
const plural: readonly Ending[] = [{cut: 1, add: '', form: 's'}]
const pluralWithE: readonly Ending[] = [{cut: 2, add: '', form: 's'}, ...plural]
const pluralWithY: readonly Ending[] = [{cut: 3, add: 'y', form: 's'}, ...plural]
const endings = {ed: stemsOf(2, 'ed'), ing: stemsOf(3, 'ing'), er: stemsOf(2, 'er'), est: stemsOf(3, 'est')}

/** `hop` and `hope`, for `hopp` also `hop`, and for `happi` also `happy`. */
function stemsOf(cut: number, form: Form) {
  const plain: readonly Ending[] = [
    {cut, add: '', form},
    {cut, add: 'e', form},
  ]
  const doubled: readonly Ending[] = [...plain, {cut: cut + 1, add: '', form}]
  const withY: readonly Ending[] = form === 'ing' ? plain : [...plain, {cut: cut + 1, add: 'y', form}]
  return {plain, doubled, withY}
}

/** The endings that a lower-case word may have. Nothing is made for a word, since every word of a text is asked about. */
export function endingsOf(word: string): readonly Ending[] {
  const {length} = word
  if (length < 4) return none
  switch (word.charCodeAt(length - 1)) {
    case 0x73:
      if (word.endsWith("'s")) return possessive
      if (word.endsWith('ss')) return none
      if (word.endsWith('ies')) return pluralWithY
      return /(?:[sxz]|[cs]h|o)es$/.test(word) ? pluralWithE : plural
    case 0x64:
      return word.endsWith('ed') ? stemmed(word, endings.ed) : none
    case 0x67:
      return length > 5 && word.endsWith('ing') ? stemmed(word, endings.ing) : none
    case 0x72:
      return length > 4 && word.endsWith('er') ? stemmed(word, endings.er) : none
    case 0x74:
      return length > 5 && word.endsWith('est') ? stemmed(word, endings.est) : none
    default:
      return none
  }
}

function stemmed(word: string, {plain, doubled, withY}: (typeof endings)['ed']): readonly Ending[] {
  const last = word.length - (plain[0] as Ending).cut - 1
  if (last > 1 && word.charCodeAt(last) === word.charCodeAt(last - 1)) return doubled
  return word[last] === 'i' ? withY : plain
}

/** Whether a word with some endings is a base form itself: `firm's` is none. */
export function isBase(endings: readonly Ending[]): boolean {
  return endings !== possessive
}

const regular: readonly {base: string; form: Form}[] = []

/** The base forms that a lower-case word can irregularly be of. */
export function irregularBases(word: string): readonly {base: string; form: Form}[] {
  return (irregularForms.has(word) && bases.get(word)) || regular
}

/** The base forms that a lower-case word can be of, the word itself first. Many of them are no words. */
export function basesOf(word: string): {base: string; form: Form}[] {
  const endings = endingsOf(word)
  const found = endings.map(({cut, add, form}) => ({base: word.slice(0, -cut) + add, form}))
  return isBase(endings) ? [{base: word, form: 'base'}, ...irregularBases(word), ...found] : found
}

/** Puts a base form into a form; `inflect('cancer', 's')` is `cancers`. */
export function inflect(base: string, form: Form): string {
  const known = forms.get(base)
  const vowelless = /[^aeiou]y$/.test(base)
  switch (form) {
    case 'base':
      return base
    case 's':
      if (known?.s) return known.s
      if (/(?:s|data|media|news)$/.test(base) && !/(?:ss|us|is)$/.test(base)) return base
      if (base.endsWith('is')) return `${base.slice(0, -2)}es`
      return vowelless ? `${base.slice(0, -1)}ies` : /(?:[sxz]|[cs]h)$/.test(base) ? `${base}es` : `${base}s`
    case 'ed':
      if (known?.ed) return known.ed
      return vowelless ? `${base.slice(0, -1)}ied` : `${joined(base)}ed`
    case 'ing':
      return `${joined(base)}ing`
    case 'er':
    case 'est':
      return vowelless ? `${base.slice(0, -1)}i${form}` : joined(base) + form
  }
}

/** A base as it stands before an ending with a vowel: `hop` as `hopp`, `hope` as `hop`. */
function joined(base: string): string {
  if (/[^eo]e$/.test(base)) return base.slice(0, -1)
  return /^[^aeiou]*[aeiou][bdglmnprt]$/.test(base) ? base + base.at(-1) : base
}
