// `ain’t`, `goin’`, `’im`, `an’`, `o’`
const spokenForms =
  /\bain['’]t\b|\p{L}in['’](?![\p{L}\p{N}])|(?<![\p{L}\p{N}])(?:['’](?:im|er|em|ave|ouse|ad|ow|e|tis|twas|isself)|an['’]|o['’]|th['’]|wi['’])(?![\p{L}\p{N}])/iu

/** Whether a text spells words as they are spoken: what is wrong in it is meant to be. */
export function isDialect(text: string): boolean {
  return (text.includes("'") || text.includes('’')) && spokenForms.test(text)
}
