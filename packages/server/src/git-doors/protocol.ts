import type { IncomingMessage } from 'node:http'

/** The version of the protocol that a client asks for; what it does not know it ignores, and so do we. */
export function protocolOf({ headers }: IncomingMessage): 0 | 2 {
  const asked = String(headers['git-protocol'] ?? '').split(':')
  return asked.includes('version=2') ? 2 : 0
}

/** Scheme and host as the caller wrote them; a host that cannot be one is not repeated. */
export function originOf(req: IncomingMessage): string {
  const { host = '', 'x-forwarded-proto': forwarded } = req.headers
  const scheme = 'encrypted' in req.socket || forwarded === 'https' ? 'https' : 'http'
  return `${scheme}://${/^[a-z0-9.\-:[\]]+$/i.test(host) ? host : 'localhost'}`
}
