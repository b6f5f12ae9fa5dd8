import { lookup } from 'node:dns/promises'
import type { IncomingHttpHeaders } from 'node:http'
import type { AllowList } from './allow-list.ts'
import { check, type Resolve } from './check.ts'
import { contentOf, exchange } from './exchange.ts'
import { Unsent } from './failure.ts'

/** What is sent, and how long and how much of an answer is taken. */
export interface Sending {
  url: string
  method?: string
  headers?: Readonly<Record<string, string>>
  body?: string | Buffer
  /** For all of it together: names, redirects, the body. */
  seconds?: number
  maxBytes?: number
  /** Of a longer or slower answer the beginning is enough, instead of a refusal. */
  beginning?: boolean
  /** Any certificate will do: who asks trusts the way there. */
  anyCertificate?: boolean
  /** Ends it early. */
  signal?: AbortSignal | undefined
  /** Followed by GET and HEAD only; any other method answers the redirect itself. */
  redirects?: number
}

export interface Reply {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
  /** Where it came from in the end. */
  url: string
}

/** The one way out: everything that the product asks of other servers goes through here. */
export interface Outbound {
  /** Refuses an address that `send` would refuse to call, without calling it. */
  check(url: string): Promise<void>
  send(sending: Sending): Promise<Reply>
}

export interface Machine {
  allowed: AllowList
  userAgent: string
  /** Instead of the system's own. */
  resolve?: Resolve
}

const SECONDS = 10
const MAX_BYTES = 2 ** 20
const REDIRECTS = 3

/** Headers that are for one host alone. */
const SECRET = new Set(['authorization', 'cookie', 'proxy-authorization'])

/** Opens a client that reaches the public internet and what is allowed besides, and nothing else. */
export function openOutbound({ allowed, userAgent, resolve = bySystem }: Machine): Outbound {
  return {
    async check(text) {
      const url = addressIn(text)
      await inTime(check(url, allowed, resolve), url, AbortSignal.timeout(SECONDS * 1000))
    },
    async send(sending) {
      const { method = 'GET', body, seconds = SECONDS, maxBytes = MAX_BYTES, anyCertificate, beginning } = sending
      const signal = withinSeconds(seconds, sending.signal)
      let url = addressIn(sending.url)
      let headers = { 'accept-encoding': 'identity', 'user-agent': userAgent, ...lowered(sending.headers) }
      for (let left = /^(GET|HEAD)$/.test(method) ? (sending.redirects ?? REDIRECTS) : 0; ; left--) {
        const destination = await inTime(check(url, allowed, resolve), url, signal)
        const reply = await exchange(destination, { method, headers, body, signal, anyCertificate })
        const next = left > 0 ? redirectOf(url, reply.statusCode!, reply.headers.location) : undefined
        const content = await contentOf(url, reply, { maxBytes, signal, beginning })
        if (!next) return { status: reply.statusCode!, headers: reply.headers, body: content, url: url.href }
        if (url.protocol === 'https:' && next.protocol === 'http:')
          throw new Unsent('forbidden', `${url.hostname} leads from https to http.`)
        if (next.origin !== url.origin) headers = withoutSecrets(headers)
        url = next
      }
    },
  }
}

const withinSeconds = (seconds: number, signal: AbortSignal | undefined): AbortSignal => {
  const late = AbortSignal.timeout(seconds * 1000)
  return signal ? AbortSignal.any([late, signal]) : late
}

function addressIn(text: string, base?: URL): URL {
  const url = URL.parse(text, base)
  if (!url) throw new Unsent('forbidden', 'This is not an address.')
  return url
}

function redirectOf(url: URL, status: number, location: string | undefined): URL | undefined {
  return [301, 302, 303, 307, 308].includes(status) && location !== undefined ? addressIn(location, url) : undefined
}

/** Names take their time too, and nothing stops a resolver. */
function inTime<T>(work: Promise<T>, url: URL, signal: AbortSignal): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    const end = () => reject(new Unsent('too slow', `${url.hostname} did not answer in time.`))
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
  return Promise.race([work, late])
}

const lowered = (headers: Sending['headers'] = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

const withoutSecrets = <T extends Record<string, string>>(headers: T): T =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !SECRET.has(name))) as T

const bySystem: Resolve = async name => (await lookup(name, { all: true, verbatim: true })).map(one => one.address)
