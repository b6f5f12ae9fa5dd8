import type { IHttpRequestOptions } from 'n8n-workflow'

export type Proxy = NonNullable<IHttpRequestOptions['proxy']>

/** A proxy as n8n takes it, out of `http://user:password@host:port`; the scheme may be missing. */
export function proxyAt(address: string): Proxy | undefined {
  const given = address.trim()
  if (given === '') return undefined
  const { protocol, hostname, port, username, password } = new URL(given.includes('://') ? given : `http://${given}`)
  const auth = { username: decodeURIComponent(username), password: decodeURIComponent(password) }
  return {
    protocol: protocol.slice(0, -1),
    host: hostname,
    port: Number(port || (protocol === 'https:' ? 443 : 80)),
    ...(username !== '' && { auth }),
  }
}
