/**
 * Inflection of English words, as far as matching needs it: from a form to the base forms that it can be of, and from a
 * base form to the same form of another word (`malignancies` is to `malignancy` as `cancers` is to `cancer`).
 */

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

function add(form: string, base: string, kind: Form): void {
  bases.set(form, [...(bases.get(form) ?? []), {base, form: kind}])
}

/** The base forms that a lower-case word can be of, the word itself first. Many of them are no words. */
export function basesOf(word: string): {base: string; form: Form}[] {
  const found: {base: string; form: Form}[] = [{base: word, form: 'base'}, ...(bases.get(word) ?? [])]
  if (word.length < 4) return found
  if (word.endsWith("'s")) return [{base: word.slice(0, -2), form: 'base'}]
  if (word.endsWith('s') && !word.endsWith('ss')) {
    if (word.endsWith('ies')) found.push({base: `${word.slice(0, -3)}y`, form: 's'})
    else if (/(?:[sxz]|[cs]h|o)es$/.test(word)) found.push({base: word.slice(0, -2), form: 's'})
    found.push({base: word.slice(0, -1), form: 's'})
  } else if (word.endsWith('ed')) {
    if (word.endsWith('ied')) found.push({base: `${word.slice(0, -3)}y`, form: 'ed'})
    stem(word.slice(0, -2), 'ed', found)
  } else if (word.endsWith('ing') && word.length > 5) {
    stem(word.slice(0, -3), 'ing', found)
  } else if (word.endsWith('er') && word.length > 4) {
    stem(word.slice(0, -2), 'er', found)
  } else if (word.endsWith('est') && word.length > 5) {
    stem(word.slice(0, -3), 'est', found)
  }
  return found
}

/** `hop`, `hope` and, for `hopp`, `hop`. */
function stem(rest: string, form: Form, found: {base: string; form: Form}[]): void {
  found.push({base: rest, form}, {base: `${rest}e`, form})
  if (rest.length > 2 && rest.at(-1) === rest.at(-2)) found.push({base: rest.slice(0, -1), form})
  if (rest.endsWith('i') && (form === 'er' || form === 'est')) found.push({base: `${rest.slice(0, -1)}y`, form})
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
