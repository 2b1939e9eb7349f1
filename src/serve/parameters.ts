/** The parameters of a request, those of the query winning over those of the body, as in LanguageTool. */
export type Parameters = {readonly [name: string]: string | undefined}

export type RawRequest = {
  /** What follows the `?` of the URL. */
  query: string
  /** UTF-8. */
  body?: Uint8Array | undefined
  userAgent?: string | undefined
}

/**
 * Reads the parameters of a request. Whatever its media type, the body is a form (LTeX calls it JSON). Bad escapes stay as
 * they are and bad UTF-8 becomes U+FFFD: a text with a flaw is linted all the same.
 */
export function readParameters({query, body, userAgent}: RawRequest): Parameters {
  const form = new TextDecoder('utf-8', {ignoreBOM: true}).decode(body)
  const fromBody = (userAgent === undefined ? readUnescaped(form) : undefined) ?? [...new URLSearchParams(form)]
  return Object.fromEntries([...fromBody, ...new URLSearchParams(query)])
}

const unescapedForm = /^text=(.*)&language=([\w-]*)(?:&username=([^&]*)&apiKey=([^&]*))?$/s

/**
 * Reads the form that LibreOffice 7.4 sends, which names no user agent and escapes nothing, so that a `&` or `+` of the
 * text can be told from one of the form only by this shape; undefined for any other form.
 */
function readUnescaped(form: string): [string, string][] | undefined {
  // What is escaped has no such characters.
  if (!/[^!-~]/.test(form)) return undefined
  const [, text, language] = unescapedForm.exec(form) ?? []
  if (text === undefined || language === undefined) return undefined
  return [
    ['text', text],
    ['language', language],
  ]
}

/** Reads `ONE,TWO`. */
export function readList(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}
