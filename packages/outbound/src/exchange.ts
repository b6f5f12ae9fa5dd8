import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { Destination } from './check.ts'
import { Unsent } from './failure.ts'

/** One request on the wire. */
export interface Exchange {
  method: string
  headers: Readonly<Record<string, string>>
  body: string | Buffer | undefined
  signal: AbortSignal
  anyCertificate?: boolean | undefined
}

// Agents of our own: the usual ones may be told by the environment to go through a proxy.
const http = new HttpAgent({ keepAlive: false })
const https = new HttpsAgent({ keepAlive: false })

/** Sends to the addresses that were checked, without asking for the name again, and answers once the head is there. */
export function exchange({ url, addresses }: Destination, { body, anyCertificate = false, ...asked }: Exchange) {
  const { signal } = asked
  const isSafe = url.protocol === 'https:'
  const options = { ...asked, lookup: only(addresses), agent: isSafe ? https : http }
  const secure = { ...options, rejectUnauthorized: !anyCertificate }
  return new Promise<IncomingMessage>((resolve, reject) => {
    const request = isSafe ? requestHttps(url, secure) : requestHttp(url, options)
    request.once('response', resolve)
    request.on('error', error => reject(isTooSlow(signal) ? tooSlow(url) : unreachable(url, error)))
    request.once('close', () => reject(unreachable(url, new Error())))
    request.end(body)
  })
}

/** Stands in for the resolver. */
function only(addresses: readonly string[]): LookupFunction {
  const found = addresses.map(address => ({ address, family: isIP(address) }))
  return (_, { all }, callback) => (all ? callback(null, found) : callback(null, found[0]!.address, found[0]!.family))
}

/** How much of a body is read, and for how long. */
export interface Patience {
  maxBytes: number
  signal: AbortSignal
  /** What came of a longer or slower one is enough. */
  beginning?: boolean | undefined
}

/** The whole body, unless it is longer than that or takes too long. */
export async function contentOf(url: URL, reply: IncomingMessage, { maxBytes, signal, beginning = false }: Patience) {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of reply as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > maxBytes && beginning) return Buffer.concat([...chunks, chunk]).subarray(0, maxBytes)
      if (size > maxBytes) throw new Unsent('too large', `${url.hostname} answered more than ${maxBytes} bytes.`)
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof Unsent) throw error
    if (beginning) return Buffer.concat(chunks)
    throw isTooSlow(signal) ? tooSlow(url) : unreachable(url, error as Error)
  } finally {
    reply.destroy()
  }
  return Buffer.concat(chunks)
}

const isTooSlow = (signal: AbortSignal) => signal.aborted
const tooSlow = (url: URL) => new Unsent('too slow', `${url.hostname} did not answer in time.`)

/** Of what went wrong below only its code is told: messages hold addresses. */
const unreachable = (url: URL, error: Error & { code?: string }) =>
  new Unsent('unreachable', `${url.hostname} could not be reached (${error.code ?? 'no answer'}).`)
