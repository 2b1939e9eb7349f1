/** How a chatbot names what it has made. */
const made =
  '(?:(?:english|full|complete|revised|improved|final|literal|natural|faithful|requested|possible|polished|corrected|edited|rewritten|paraphrased|human-?(?:ized|like|sounding)|professional|accurate|clean) ){0,3}(?:translation|translated (?:version|text|article|document|content|passage)|(?:rewritten|paraphrased|revised|polished|proofread|corrected|edited|humanized|rephrased|improved) (?:version|text|article|paragraph|passage|content)|paraphrase|rewrite)'
const matter =
  '(?:text|article|document|passage|paragraph|content|sentence|message|section|excerpt|letter|page|file|original|input)'
const language =
  '(?:english|french|german|spanish|italian|portuguese|dutch|russian|ukrainian|polish|czech|romanian|turkish|arabic|hebrew|persian|hindi|urdu|bengali|chinese|(?:simplified|traditional) chinese|mandarin|japanese|korean|thai|vietnamese|indonesian|swedish|danish|norwegian|finnish|greek|hungarian|latin)'
const of = `(?: of (?:the|your|this)(?: (?:provided|given|original|${language}))? ${matter})?`
const languages = `(?:,? (?:from(?: the)? ${language})?(?: ?(?:to|into|in)(?: (?:american|british|standard|natural|fluent|plain))? ${language})?)?`

/**
 * What chatbots say around a text. `sure` is said by nobody else in a text of his own; the others are also said by people:
 * `opening` tells in the first block of a text, `closing` in the last one, a `label` where there is one alone, and all of
 * them in company.
 */
export type Kind = 'sure' | 'opening' | 'label' | 'closing'

/** Here is the translation: … */
const announcement = new RegExp(
  `^(?:(?:sure|certainly|of course|absolutely|no problem|okay)(?: thing)?[!,.] *)?(?:here(?: is|’s|'s)|below is|the following is|this is) (?:the|your|my|an?) ${made}${of}${languages}(?:[^.:!?\\n]{0,40}(?:you (?:provided|requested|asked|shared)|as requested|below|above)[^.:!?\\n]{0,20})? ?:`,
  'i',
)
/** What such a sentence has. The pattern itself takes longer to compile than an article to lint. */
const announcementSign =
  /^(?:sure|certainly|of course|absolutely|no problem|okay|here|below|the following|this)\b[^\n]{0,100}(?:translat|version|paraphras|rewrit|revised|polished|proofread|corrected|edited|humanized|rephrased|improved)/i

/** These as sentences or their beginnings. */
const patterns: Readonly<Record<Kind, RegExp>> = {
  sure: new RegExp(
    `^(?:${[
      `(?:as (?:an ai|a (?:large )?language model|an artificial intelligence)(?: (?:language model|assistant|model|chatbot|system))?(?: (?:trained|developed|created) by \\w+)?, i\\b|i(?:’m| am|'m) (?:just |only )?(?:an ai (?:language model|assistant)|a (?:large )?language model)\\b)[^.!?\\n]*[.!?]?`,
      'as of my (?:last|latest) (?:knowledge |training )?(?:update|cutoff)[^.!?\\n]*[.!?]?',
      "i(?:’m|'m| am) (?:sorry|unable|afraid)[^.!?\\n]{0,30} (?:fulfill|assist with|help with|complete|process) (?:that|this|your) request[.!]?",
      `[([]?(?:please )?note(?: that)?[:,]? i(?:’ve|'ve| have) (?:kept|preserved|left|translated|retained|maintained|tried|adapted|converted|omitted|rendered|used|made|changed|corrected|assumed|added|removed|adjusted|not translated)[^\\n.!?]*[.!?]?[)\\]]?`,
      '[([]?(?:please )?note(?: that)?[:,]? (?:this|the) (?:translation|translated (?:text|version)) (?:is|was|has|may|might|aims|preserves|maintains|above|below|provided)[^\\n.!?]*[.!?]?[)\\]]?',
      `[([]? ?translated (?:by|with|using|via) (?:google|google translate|deepl|www\\.deepl\\.com|\\uFFFC|bing|microsoft translator|chatgpt|gpt-?\\w*|claude|gemini|an? (?:ai|machine)|yandex|reverso)(?:\\.com)?[^\\n.!?]{0,60}[.)\\]]*`,
      `(?:i(?:’ve|'ve| have)) translated (?:the|your|this) (?:\\w+ )?${matter}[^.!?\\n]*[.:!?]?`,
      'i hope this (?:translation|version|rewrite|revision) (?:helps|is helpful|meets)[^.!?\\n]*[.!?]?',
      `(?:(?:please )?let me know|feel free to (?:ask|let me know|reach out)) if you(?:’d|'d)? ?(?:need|would like|want|have|like)[^.!?\\n]{0,60}(?:translat|adjustments?|revisions?|modifications?|the tone|changes to (?:the|this) (?:text|translation))[^.!?\\n]*[.!?]?`,
      'if you (?:need|would like|want|have)[^.!?\\n]{0,60}(?:translat|adjustments|revisions|modifications|refine)[^.!?\\n]{0,60}let me know[.!]?',
      `would you like me to (?:translate|adjust|revise|refine|rewrite|shorten|continue|make)[^.!?\\n]*\\??`,
      'regenerate response$',
    ].join('|')})`,
    'i',
  ),
  opening: new RegExp(
    `^(?:${[
      "(?:sure|certainly|absolutely|of course)(?: thing)?! (?:here|below|let me|i(?:’d|'d| would) be (?:happy|glad)|i can|i(?:’ll|'ll| will))[^.!?:\\n]*[.!?:]?",
      '(?:sure|certainly|absolutely)!$',
    ].join('|')})`,
    'i',
  ),
  label: new RegExp(
    `^(?:${language} )?(?:translation|translated (?:text|version|article|content)|rewritten (?:text|version)|paraphrased (?:text|version))(?: \\(?(?:from ${language}|(?:in)?to ${language}|${language})\\)?)? ?:`,
    'i',
  ),
  closing: new RegExp(
    `^(?:${[
      'i hope (?:this|that|it) (?:helps|is helpful|was helpful)[^.!?,\\n]{0,40}[.!?]?$',
      "(?:please )?let me know if (?:you (?:need|have|would like|want)|you(?:’d|'d) like|there(?:’s|'s| is)) (?:any(?:thing)?|more|further|me)[^.!?\\n]*[.!?]?$",
      'feel free to (?:ask|let me know)[^.!?\\n]*[.!?]?$',
      "is there anything else (?:i can|you(?:’d|'d| would) like)[^.!?\\n]*\\?$",
      `[([]translated from(?: the)? ${language}(?: (?:in)?to ${language})?\\.?[)\\]]\\.?$`,
      `translated from(?: the)? ${language}(?: (?:in)?to ${language})?\\.?$`,
    ].join('|')})`,
    'i',
  ),
}

/** What a text begins with that chatbots say, if it does. */
export function chatbotRemark(kind: Kind, text: string): string | undefined {
  const announced = kind === 'sure' && announcementSign.test(text) ? announcement.exec(text) : undefined
  return (announced ?? patterns[kind].exec(text))?.[0]
}

/** A note in brackets that speaks for the translator, anywhere in a paragraph. */
export const translatorNote =
  /[[(](?:translator(?:’s|'s|s)?(?:’|')? notes?|trans(?:lator)?\. note|t\/n|tn|translation note) ?: ?[^\])\n]{1,400}[\])]/gi

/** What a text must have before it is compared with these. */
export const chatbotSign =
  /\b(?:translat\w*|rewritten|rewrite|paraphras\w*|revised|polished|proofread|corrected|edited|humanized|rephrased|improved|language model|an ai\b|artificial intelligence|as of my|request|note|sure|certainly|absolutely|of course|hope|let me know|feel free|anything else|would you like me|regenerate|t\/n|tn)\b/i

/** How these begin, which is tried first: the patterns themselves are large, and most sentences need none of them. */
export const chatbotBeginning = new RegExp(
  `^[([]* ?(?:sure|certainly|of course|absolutely|no problem|okay|here|below|the following|this is|as (?:an|a|of)|i(?: |’|')|please|note|translated|translation|rewritten|paraphrased|let me|feel free|if you|would you|is there|regenerate|${language})`,
  'i',
)
