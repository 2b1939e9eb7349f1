import {createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http'
import cors from 'cors'
import readBody from 'raw-body'
import {type Answer, answerTo, failure, json, refuse, text} from './answer.js'
import type {CheckSettings} from './check.js'
import {type Guard, refusal} from './guard.js'
import {languages} from './language.js'
import {software} from './software.js'
import type {Task} from './work.js'

export type ServerSettings = Guard & {
  check: CheckSettings
  /** Answers what takes time; it does not throw. */
  run(task: Task): Promise<Answer>
}

const methods = ['GET', 'HEAD', 'POST']

const manual = 'https://github.com/mtlint/mtlint/blob/main/docs/serve.md'

/** Most bytes for a character of a text: `%E2%80%9C`, and as much again for JSON and markup around it. */
const bytesPerCharacter = 20
/** For the other parameters. */
const bytesBesides = 64 * 1024

/** In milliseconds; a client that sends slower is cut off. */
const slowest = {headers: 10_000, request: 60_000, checkedEach: 1_000}

/** Connections at a time; more are turned away before they use up what files a process may open. */
const mostConnections = 500

/** In milliseconds: how long a connection is kept for the next request, which comes when somebody has typed. */
const keptFor = 60_000

/** Makes a server that speaks as LanguageTool's does; it does not listen yet. */
export function createServer(settings: ServerSettings): Server {
  const {allowOrigin} = settings
  const share = cors({origin: allowOrigin.includes('*') ? '*' : [...allowOrigin], methods, maxAge: 86_400})
  const server = createHttpServer(
    {
      headersTimeout: slowest.headers,
      requestTimeout: slowest.request,
      keepAliveTimeout: keptFor,
      connectionsCheckingInterval: slowest.checkedEach,
    },
    (request, response) => {
      const respond = () => void answer(request, settings).then((found) => send(response, found))
      const denied = refusal(request.headers, settings)
      if (denied !== undefined) send(response, failure(403, denied))
      else if (allowOrigin.length > 0) share(request, response, respond)
      else respond()
    },
  )
  server.maxConnections = mostConnections
  return server
}

function send(response: ServerResponse, {status, type, body}: Answer): void {
  if (status === 405) response.setHeader('Allow', methods.join(', '))
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(body)
}

/** It does not throw: an error is an answer. */
async function answer(request: IncomingMessage, settings: ServerSettings): Promise<Answer> {
  try {
    if (!methods.includes(request.method ?? '')) refuse(405, `${request.method} is not supported`)
    const [path = '', ...rest] = (request.url ?? '').split('?')
    // `http://localhost:8081/v2/` is a natural way to name the server.
    const action = /^\/+v2\/+(.+?)\/*$/.exec(path)?.[1]
    if (action === undefined) refuse(404, `There is nothing at this path. Please see ${manual}`)
    return (await simpleAnswer(action, settings)) ?? (await takeTime(action, rest.join('?'), request, settings))
  } catch (error) {
    return answerTo(error)
  }
}

async function simpleAnswer(action: string, {check}: ServerSettings): Promise<Answer | undefined> {
  switch (action) {
    case 'languages':
      return json(languages)
    case 'info':
      return json({software: software()})
    case 'healthcheck':
      return text('OK')
    case 'maxtextlength':
      return text(String(check.maxTextLength))
    case 'words':
    case 'words/add':
    case 'words/delete':
      refuse(400, 'This end point needs a user id')
  }
  return undefined
}

async function takeTime(
  action: string,
  query: string,
  request: IncomingMessage,
  {check, run}: ServerSettings,
): Promise<Answer> {
  if (action !== 'check' && action !== 'configinfo') {
    refuse(404, `Unsupported action: '${action.slice(0, 100)}'. Please see ${manual}`)
  }
  const body = request.method === 'POST' ? await bodyOf(request, check.maxTextLength) : undefined
  const userAgent = request.headers['user-agent']
  return run({path: action, request: {query, body, userAgent}, settings: check})
}

/** @throws {RequestError} When the body is too long, or the client went away. */
async function bodyOf(request: IncomingMessage, maxTextLength: number): Promise<Uint8Array> {
  const limit = maxTextLength * bytesPerCharacter + bytesBesides
  try {
    return await readBody(request, {limit, length: request.headers['content-length'] ?? null})
  } catch (error) {
    const {status, message} = error as {status?: number; message: string}
    if (status !== 413) refuse(400, message)
    refuse(413, `Your text's length exceeds this server's hard limit of ${maxTextLength} characters.`)
  }
}
