import type {IncomingHttpHeaders} from 'node:http'
import {isIP} from 'node:net'

/** Who may ask; `undefined` where anyone may. */
export type Guard = {
  /** The host that the server was told to listen on. */
  host: string
  /** Origins of web pages that may ask, as `https://example.org`, or `*` for all. */
  allowOrigin: readonly string[]
}

/**
 * Says why a request is refused, or undefined where it is not. A page in a browser must not reach a server that listens
 * for this machine alone, neither by a name that it makes lead here (DNS rebinding) nor by a request whose answer it could
 * not read; other programs send no origin, or one of their own kind, as browser add-ons do.
 */
export function refusal({host, origin}: IncomingHttpHeaders, guard: Guard): string | undefined {
  if (isLoopback(guard.host) && host !== undefined) {
    const name = hostnameOf(`http://${host}`)
    if (name === undefined || (!isLoopback(name) && name !== guard.host.toLowerCase())) {
      return `Access with host ${host} denied.`
    }
  }
  const {allowOrigin} = guard
  if (origin === undefined || allowOrigin.includes('*') || allowOrigin.includes(origin)) return undefined
  return /^https?:|^null$/i.test(origin) ? `Access with origin ${origin} denied.` : undefined
}

/** Whether a name or address is one of this machine alone. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1')
  if (isIP(name) === 4) return name.startsWith('127.')
  return name === '::1' || name === 'localhost' || name.endsWith('.localhost')
}

function hostnameOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined
}
