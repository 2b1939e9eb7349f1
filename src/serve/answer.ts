/** What the server says: plain data, so that it can come from another thread. */
export type Answer = {status: number; type: 'application/json' | 'text/plain; charset=utf-8'; body: string}

export function json(value: unknown): Answer {
  return {status: 200, type: 'application/json', body: JSON.stringify(value)}
}

export function text(body: string, status = 200): Answer {
  return {status, type: 'text/plain; charset=utf-8', body}
}

/** An error as LanguageTool words it: one line of text. */
export function failure(status: number, message: string): Answer {
  return text(`Error: ${message}`, status)
}

/** An error that is the client's to hear, with its HTTP status. */
export type RequestError = Error & {status: number}

/** @throws {RequestError} Always. */
export function refuse(status: number, message: string): never {
  throw Object.assign(new Error(message), {status})
}

/** Makes an answer of whatever was thrown while one was sought. */
export function answerTo(error: unknown): Answer {
  const {status, message} = error as Partial<RequestError>
  return status === undefined ? failure(500, `Internal Error: ${message}`) : failure(status, message ?? '')
}
