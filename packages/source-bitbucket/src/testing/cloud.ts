import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Refused } from './answer.ts'
import { admitted, type Consumer, type Credentials, tokensFor, usualCredentials } from './credentials.ts'
import type { Fault } from './fault.ts'
import type { Limit } from './limit.ts'
import type { Ways } from './lists.ts'
import { routeTo } from './routes.ts'
import { makeWorld, type Size, type World } from './world.ts'

/** A server on the loopback interface that answers as Bitbucket Cloud was observed to. */
export interface Cloud {
  origin: string
  /** The root of its API, for `base_url`. */
  url: string
  world: World
  credentials: Credentials
  consumer: Consumer
  ways: Ways
  /** What was asked, in order: `GET /2.0/user`. */
  requests: string[]
  /** Those that were refused for having asked too often. */
  refused: string[]
  faults: Fault[]
  limit: Limit | undefined
  /** Sent with every answer. */
  headers: Record<string, string>
  /** Called before each answer, to change the world while it is being read. */
  before: ((request: string) => void) | undefined
  close(): Promise<void>
}

export async function openCloud(size: Partial<Size> = {}): Promise<Cloud> {
  const server = createServer((request, response) => void answer(cloud, request, response))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const cloud: Cloud = {
    origin,
    url: `${origin}/2.0`,
    world: makeWorld(`${origin}/2.0`, size),
    credentials: usualCredentials(),
    consumer: { id: 'consumer', secret: 'secret-of-the-consumer', refreshToken: 'refresh-0', count: 0 },
    ways: { sortedStatesFail: true, wantsSlash: true, issuesAreGone: false },
    requests: [],
    refused: [],
    faults: [],
    limit: undefined,
    headers: {},
    before: undefined,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
  return cloud
}

async function answer(cloud: Cloud, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const name = `${request.method} ${request.url}`
  const form = new URLSearchParams(await textOf(request))
  cloud.requests.push(name)
  cloud.before?.(name)
  const wait = cloud.limit?.take()
  if (wait !== undefined) return refuseFor(cloud, response, { name, wait })
  const { status, body, headers } = whole(cloud, request, form)
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const fault = cloud.faults.find(({ on, times }) => times > 0 && on.test(name))
  if (fault) {
    fault.times--
    return fault.play(response, text)
  }
  const type = typeof body === 'string' ? 'text/plain' : 'application/json; charset=utf-8'
  response.writeHead(status, { 'content-type': type, ...headers, ...cloud.headers })
  response.end(text)
}

function refuseFor(cloud: Cloud, response: ServerResponse, { name, wait }: { name: string; wait: number }): void {
  cloud.refused.push(name)
  response.writeHead(429, { 'content-type': 'text/plain', 'retry-after': wait.toFixed(3) })
  response.end('Rate limit for this resource has been exceeded')
}

function whole(cloud: Cloud, request: IncomingMessage, form: URLSearchParams) {
  const url = new URL(request.url ?? '/', cloud.origin)
  const query = new URLSearchParams([...url.searchParams, ...form])
  try {
    const header = request.headers.authorization
    if (url.pathname === '/site/oauth2/access_token')
      return tokensFor(cloud.consumer, cloud.credentials, { header, form })
    if (!url.pathname.startsWith('/2.0/')) throw new Refused(404, 'Resource not found')
    const { scope, answer } = routeTo(url.pathname.slice('/2.0'.length))
    const headers = admitted(cloud.credentials, header, scope)
    return { ...answer({ url, query, world: cloud.world, ways: cloud.ways }), headers }
  } catch (error) {
    if (error instanceof Refused) return { headers: undefined, ...error.answer }
    const message = error instanceof Error ? error.message : String(error)
    return { status: 400, body: { type: 'error', error: { message } }, headers: undefined }
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  return text
}
