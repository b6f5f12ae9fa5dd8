import type { IncomingMessage } from 'node:http'

/** The version of the protocol that a client asks for; what it does not know it ignores, and so do we. */
export function versionIn(text: string): 0 | 1 | 2 {
  const asked = text.split(':')
  if (asked.includes('version=2')) return 2
  return asked.includes('version=1') ? 1 : 0
}

/** Over HTTP nothing tells the first version from the one before. */
export const protocolOf = ({ headers }: IncomingMessage): 0 | 2 =>
  versionIn(String(headers['git-protocol'] ?? '')) === 2 ? 2 : 0

/** Scheme and host as the caller wrote them; a host that cannot be one is not repeated. */
export function originOf(req: IncomingMessage): string {
  const { host = '', 'x-forwarded-proto': forwarded } = req.headers
  const scheme = 'encrypted' in req.socket || forwarded === 'https' ? 'https' : 'http'
  return `${scheme}://${/^[a-z0-9.\-:[\]]+$/i.test(host) ? host : 'localhost'}`
}
