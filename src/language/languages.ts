function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/))
}

/** The commonest words of English, in lower case; they make a third and more of its running text. */
export const englishWords = words(`
  the of and to a in is that it for was on with as be by at this are from or an have had not but he his they you she her
  we i its their which were been has will would there what all when who more no if out so up said one my them than can
  into some could about then these other only your our after over also do did two any how may most made between where
  through before must while those such should because each during under against both being very off down here just
  does upon him me us whose until though without within near now new many much per every
`)

/**
 * The commonest words of other languages that English does not have, in lower case: articles, prepositions, pronouns
 * and forms of `be`. One of them may stand in a name; several in a sentence show its language.
 */
export const foreignWords: Readonly<Record<string, ReadonlySet<string>>> = {
  French: words(`le la les des du un une et est dans que qui pour pas sur au aux avec ce cette ces il elle ils nous vous
    sont ont par plus été mais ne se sa ses leur leurs être avait était comme aussi où d'une qu'il c'est n'est`),
  Spanish: words(`el la los las del un una y en que es por con para se su sus al lo como más pero está fue son ha han no
    también muy ya sobre entre cuando este esta desde hasta sin ser era según`),
  German: words(`der die das und ist nicht ein eine einer einem einen den dem des von zu mit sich auf für im dass daß es
    auch als wird werden wurde sind hat haben nach bei aus über noch nur oder aber wie vor zum zur um am bis`),
  Italian: words(`il lo la gli le di che è un una del della dei delle nel nella per con non si sono ha anche più come al
    alla ai dal dalla questo questa ma essere stato è suo sua loro dell'`),
  Portuguese:
    words(`o os as do da dos das um uma e que não em no na nos nas para com por se é foi são mais como mas ao à
    pelo pela também já está seu sua ser entre quando`),
  Dutch: words(`de het een van en is dat die niet op te zijn met voor er aan om ook maar bij wordt worden heeft naar uit
    dan nog als werd hebben deze over door zich kan meer sinds niemand waarom geen wat weet`),
  Swedish: words(
    `och att det som en på är av för med den till inte har de ett om var jag han hon från vi så men sig när kan`,
  ),
  Danish: words(
    `og at det er en på af for med den til ikke har de et om var jeg han hun fra vi så men sig når kan blev`,
  ),
  Polish:
    words(`i w na z się nie do że jest to o jak po przez dla od są jego jej który która które oraz przy był była może
    będzie tym tego ale już także`),
  Czech: words(
    `a v na se je že to s z do o i pro jako za by od jsou po ale byl byla jeho který která které při také není`,
  ),
  Romanian: words(`și în de la cu pe care că nu o un este din pentru au a fost mai sau prin să se sunt cel dar lui`),
  Hungarian: words(`a az és hogy nem is egy van ez meg volt de csak már el mint még ki vagy azt ezt pedig lesz`),
  Finnish: words(
    `ja on ei että se oli ovat hän mutta kun myös joka niin kuin ole olla tai sekä ovat jos mukaan vuonna`,
  ),
  Turkish: words(`ve bir bu için ile da de çok daha olarak olan gibi var ne kadar sonra en değil olduğu oldu ancak`),
  Indonesian: words(
    `yang dan di untuk dengan tidak dari dalam pada adalah ini itu akan telah juga oleh ke sebagai atau mereka bahwa`,
  ),
  Vietnamese: words(`và của là có không được cho người trong đã một các những với này để về tại khi từ đến cũng`),
  Tagalog: words(`ang ng mga sa na ay at hindi si kung ito para siya nila kanyang niya mula`),
  Swahili: words(`ya na wa kwa ni katika la za kuwa hii hiyo lakini yake hilo alisema baada`),
}

/** Words of those lists that English has too, in another sense, or in names. */
const untelling = words(`
  a an as at am bin by come con da dan de del den der di die do door du el en era fast for from hat has he her i im in is
  it kan la las le list lo los man me men more no nu of om on or over plus pour pro se sin so some son ten to un up van von
  war was we who y al na com care till met mint ai
`)

/** Words that tell of another language in an English text. */
export const tellingWords: ReadonlySet<string> = new Set(
  Object.values(foreignWords)
    .flatMap((list) => [...list])
    .filter((word) => !englishWords.has(word) && !untelling.has(word)),
)

/** The scripts of other languages, for messages. */
export const scripts: readonly {name: string; letters: RegExp}[] = [
  {name: 'Chinese or Japanese', letters: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u},
  {name: 'Korean', letters: /\p{Script=Hangul}/u},
  {name: 'Cyrillic', letters: /\p{Script=Cyrillic}/u},
  {name: 'Greek', letters: /\p{Script=Greek}/u},
  {name: 'Arabic', letters: /\p{Script=Arabic}/u},
  {name: 'Hebrew', letters: /\p{Script=Hebrew}/u},
  {name: 'Devanagari', letters: /\p{Script=Devanagari}/u},
  {name: 'Thai', letters: /\p{Script=Thai}/u},
]

/** What one letter of any script but the Latin and Greek ones is; Greek letters are symbols, and count as words only. */
export const otherScript =
  /[\u0400-\u1cff\u2e80-\u2fff\u3040-\ud7ff\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufefc\uff66-\uffdc]|[\u0370-\u03ff\u1f00-\u1fff]{3}/

/** Name of the script of the first letter of a word that is not Latin. */
export function scriptOf(word: string): string {
  return scripts.find(({letters}) => letters.test(word))?.name ?? 'another script'
}

/** What is shorter may be a name, a title or a phrase that English took over. */
export const leastLetters = 40

/** Whether a sentence is written in another script, and not only one of its words. */
export function isInOtherScript(sentence: string): boolean {
  const letters = sentence.match(/\p{L}/gu)?.length ?? 0
  const latin = sentence.match(/\p{Script=Latin}/gu)?.length ?? 0
  // A Chinese character says as much as three letters.
  const least = /[\p{Script=Han}\p{Script=Hangul}]/u.test(sentence) ? leastLetters / 3 : leastLetters
  return letters >= least && latin < letters * 0.3
}
