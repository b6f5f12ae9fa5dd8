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
}

// Agents of our own: the usual ones may be told by the environment to go through a proxy.
const http = new HttpAgent({ keepAlive: false })
const https = new HttpsAgent({ keepAlive: false })

/** Sends to the addresses that were checked, without asking for the name again, and answers once the head is there. */
export function exchange({ url, addresses }: Destination, { method, headers, body, signal }: Exchange) {
  const isSafe = url.protocol === 'https:'
  const options = { method, headers, signal, lookup: only(addresses), agent: isSafe ? https : http }
  return new Promise<IncomingMessage>((resolve, reject) => {
    const request = isSafe ? requestHttps(url, { ...options, rejectUnauthorized: true }) : requestHttp(url, options)
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

/** The whole body, unless it is longer than that or takes too long. */
export async function contentOf(url: URL, reply: IncomingMessage, maxBytes: number, signal: AbortSignal) {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of reply as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > maxBytes) throw new Unsent('too large', `${url.hostname} answered more than ${maxBytes} bytes.`)
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof Unsent) throw error
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
