import { Agent, request as ask, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a server would allow within an hour, counted by a clock that runs faster. */
export interface Limit {
  perHour: number
  /** How many seconds of it pass in one. */
  speed: number
}

/** Stands in front of a server and counts what is asked of it. */
export interface RequestCounter {
  origin: string
  /** Requests by path, without the query. */
  counts: Map<string, number>
  /** Requests that were refused for coming too often, and how often each of them was. */
  refused: Map<string, number>
  close(): void
}

const HOUR = 3600

export async function countRequests(target: string, limit?: Limit): Promise<RequestCounter> {
  const [counts, refused] = [new Map<string, number>(), new Map<string, number>()]
  const agent = new Agent({ keepAlive: true })
  const { hostname, port } = new URL(target)
  let passed: number[] = []
  const server = createServer((incoming, outgoing) => {
    const url = incoming.url ?? ''
    const now = (performance.now() / 1000) * (limit?.speed ?? 1)
    passed = passed.filter(moment => moment > now - HOUR)
    if (limit && passed.length >= limit.perHour) {
      refused.set(url, (refused.get(url) ?? 0) + 1)
      const seconds = Math.ceil(passed[0]! + HOUR - now)
      outgoing.writeHead(429, {
        ...said(limit, 0),
        'retry-after': String(seconds),
        'content-type': 'application/json',
      })
      outgoing.end('{"type":"error","error":{"message":"Rate limit for this resource has been exceeded"}}')
      return
    }
    if (limit) passed.push(now)
    add(counts, url.split('?')[0]!)
    const { method, headers } = incoming
    const onward = ask({ agent, hostname, port, path: url, method, headers }, answer => {
      const standing = limit && said(limit, limit.perHour - passed.length)
      outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...standing })
      answer.pipe(outgoing)
    })
    incoming.pipe(onward.on('error', () => outgoing.destroy()))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    server.closeAllConnections()
    server.close()
    agent.destroy()
  }
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, counts, refused, close }
}

/** The share of the limit below which it is said to be near. */
const NEAR = 0.2

const said = ({ perHour }: Limit, left: number) => ({
  'x-ratelimit-limit': String(perHour),
  'x-ratelimit-remaining': String(left),
  'x-ratelimit-nearlimit': String(left < perHour * NEAR),
})

const add = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1)
