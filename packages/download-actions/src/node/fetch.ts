import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { Unreachable } from '@pail/client'
import { Agent, type Dispatcher, Pool, ProxyAgent, request } from 'undici'
import { Misused } from '../core/misused.ts'
import type { Configuration } from './connection.ts'

type Fetch = (request: Request) => Promise<Response>

/** Node's own fetch through the proxy and with the trust that are configured. */
export function fetchOver(configuration: Configuration): Fetch {
  const dispatcher = dispatcherOf(configuration)
  return async asked => {
    try {
      if (asked.body !== null) return await upload(asked, asked.body, dispatcher)
      return await fetch(asked, dispatcher ? ({ dispatcher } as RequestInit) : {})
    } catch (failure) {
      throw explained(failure, asked)
    }
  }
}

/** Node's fetch keeps a second copy of whatever it sends until all of it is sent; this keeps none. */
async function upload(asked: Request, body: ReadableStream, dispatcher: Dispatcher | undefined): Promise<Response> {
  const { url, method, headers, signal } = asked
  const options = { method: method as Dispatcher.HttpMethod, headers: Object.fromEntries(headers), signal }
  const answer = await request(url, {
    ...options,
    body: Readable.fromWeb(body as WebStream),
    ...(dispatcher && { dispatcher }),
  }).catch((cause: unknown) => {
    throw new TypeError('fetch failed', { cause })
  })
  const told = Object.entries(answer.headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  )
  const content = answer.statusCode === 204 ? null : (Readable.toWeb(answer.body) as ReadableStream)
  return new Response(content, { status: answer.statusCode, headers: told })
}

function dispatcherOf({ verify_ssl: isVerified = true, http_proxy: proxy }: Configuration): Dispatcher | undefined {
  const trust = { rejectUnauthorized: isVerified }
  if (proxy) return tunnel(proxyIn(proxy), trust)
  return isVerified ? undefined : new Agent({ connect: trust })
}

function proxyIn(proxy: string): URL {
  const given = proxy.includes('://') ? proxy : `http://${proxy}`
  const url = URL.canParse(given) ? new URL(given) : undefined
  // A name and a password may be in it, so it is not repeated.
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw new Misused('http_proxy is no address of a proxy')
  return url
}

const tunnel = (proxy: URL, trust: { rejectUnauthorized: boolean }): Dispatcher =>
  new ProxyAgent({
    uri: proxy.href,
    requestTls: trust,
    proxyTls: trust,
    // What is not encrypted is forwarded: few proxies lead tunnels to other ports than those of https.
    proxyTunnel: false,
    clientFactory: (origin, options) => new Doorway(origin, options as Pool.Options),
  })

class BadProxy extends Error {
  override name = 'BadProxy'
}

/** A proxy that hangs up is asked again by undici without end, unless the failure has a code of its own. */
class Doorway extends Pool {
  override async connect(options: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> {
    try {
      return (await super.connect(options)) as Dispatcher.ConnectData
    } catch (cause) {
      throw codeOf(cause) === 'UND_ERR_SOCKET' ? new BadProxy('the proxy hung up', { cause }) : cause
    }
  }
}

const UNTRUSTED = /CERT|SIGNATURE|ALTNAME/
const REFUSED = /Proxy response \((\d+)\)|Proxy Authentication Required \((\d+)\)/

/** In words what can be told; what another try may mend stays as it is. */
function explained(failure: unknown, { url }: Request): unknown {
  const { host } = new URL(url)
  const causes = [...beneath(failure)]
  const code = causes.map(codeOf).find(found => found !== undefined)
  if (code !== undefined && UNTRUSTED.test(code))
    return new Unreachable(
      `${host} shows a certificate that is not trusted here (${code}); NODE_EXTRA_CA_CERTS names a file of those that are`,
    )
  const [, tunnelled, forwarded] = causes.map(({ message }) => REFUSED.exec(message)).find(Boolean) ?? []
  const status = tunnelled ?? forwarded
  if (status !== undefined) return new Unreachable(`The proxy does not lead to ${host} (it answered ${status})`)
  if (causes.some(cause => cause instanceof BadProxy))
    return new Unreachable(`The proxy hung up instead of leading to ${host}`)
  return failure
}

/** What is beneath a failure, itself first. */
export function* beneath(failure: unknown): Generator<Error> {
  for (let cause = failure; cause instanceof Error; cause = cause.cause) yield cause
}

export const codeOf = (failure: unknown): string | undefined => {
  const { code } = (failure ?? {}) as { code?: unknown }
  return typeof code === 'string' ? code : undefined
}
