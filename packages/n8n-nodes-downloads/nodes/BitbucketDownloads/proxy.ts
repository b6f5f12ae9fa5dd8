import { Misused } from '@pail/download-actions'
import type { IHttpRequestOptions } from 'n8n-workflow'

export type Proxy = NonNullable<IHttpRequestOptions['proxy']>

/** A proxy as n8n takes it, out of `http://user:password@host:port`; the scheme may be missing. */
export function proxyAt(address: string): Proxy | undefined {
  const given = address.trim()
  if (given === '') return undefined
  const url = given.includes('://') ? given : `http://${given}`
  // It may hold a password, so it is not repeated.
  if (!URL.canParse(url)) throw new Misused('http_proxy is no address')
  const { protocol, hostname, port, username, password } = new URL(url)
  const auth = { username: decodeURIComponent(username), password: decodeURIComponent(password) }
  return {
    protocol: protocol.slice(0, -1),
    host: hostname,
    port: Number(port || (protocol === 'https:' ? 443 : 80)),
    ...(username !== '' && { auth }),
  }
}
