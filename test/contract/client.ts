import { createRequire } from 'node:module'
import type { Operation } from '@pail/server/kernel/operation'

// biome-ignore lint/suspicious/noExplicitAny: what comes back is for the proxy to judge
type Loose = any

// The package's own types are sources that do not compile under our settings.
const { Bitbucket } = createRequire(import.meta.url)('bitbucket') as { Bitbucket: new (options: object) => Loose }

/** The published client and plain fetch, both through the proxy, with a memory of what was called. */
export interface Client {
  /** Calls a method of the published client by its name; a refusal becomes a complaint. */
  call(name: string, parameters: object): Promise<Loose>
  complaints: string[]
  /** Sends as the administrator, or with another Authorization header; a refusal is not an error here. */
  send(
    method: string,
    path: string,
    body?: object,
    as?: string,
  ): Promise<{ status: number; body: Loose; headers: Headers }>
  called(operation: Operation): boolean
}

export function connect(origin: string, username: string, password: string): Client {
  const calls = new Set<string>()
  const remembering: typeof fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input))
    calls.add(`${(init?.method ?? 'GET').toUpperCase()} ${decodeURIComponent(url.pathname).replace(/\/$/, '')}`)
    return fetch(input, init)
  }
  const bitbucket: Loose = new Bitbucket({
    baseUrl: `${origin}/2.0`,
    auth: { username, password },
    notice: false,
    request: { fetch: remembering },
  })
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  const complaints: string[] = []
  return {
    complaints,
    async call(name, parameters) {
      const [group = '', method = ''] = name.split('.')
      try {
        return (await bitbucket[group][method](parameters)).data
      } catch (error) {
        const { status, message } = error as { status?: number; message: string }
        complaints.push(`${name} ${JSON.stringify(parameters)}: ${status ?? ''} ${message}`)
        return {}
      }
    },
    async send(method, path, body, as = authorization) {
      const isForm = body instanceof URLSearchParams || body instanceof FormData
      const headers = { authorization: as, ...(body && !isForm && { 'content-type': 'application/json' }) }
      const answer = await remembering(origin + path, {
        method,
        headers,
        ...(body && { body: isForm ? body : JSON.stringify(body) }),
        redirect: 'manual',
      })
      const text = await answer.text()
      return {
        status: answer.status,
        headers: answer.headers,
        body: text && answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text,
      }
    },
    called({ method, path, reach }) {
      const rest = reach === 'segment' ? '[^/]+' : '.*'
      const place = path.replaceAll(/[.]/g, '\\.').replace(/\{\w+\}$/, rest)
      const pattern = new RegExp(`^${method} ${place.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
      return [...calls].some(call => pattern.test(call))
    },
  }
}
