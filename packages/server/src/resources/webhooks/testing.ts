import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One call as it came over the wire. */
export interface Call {
  method: string
  path: string
  headers: IncomingHttpHeaders
  raw: Buffer
  // biome-ignore lint/suspicious/noExplicitAny: a test says itself what it expects to find
  body: any
}

type Answer = number | ((response: ServerResponse, request: IncomingMessage) => void)

/** Somebody who is called: it answers 200 unless told otherwise, and remembers everything. */
export interface Receiver {
  url: string
  calls: Call[]
  /** The answers to the next calls, in order. */
  answers: Answer[]
  /** Forgets the calls so far, and answers them. */
  taken(): Call[]
  close(): Promise<void>
}

export async function openReceiver(host = '127.0.0.1', port = 0): Promise<Receiver> {
  const [calls, answers]: [Call[], Answer[]] = [[], []]
  const server = createServer(async (request, response) => {
    const raw = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>))
    const { method = '', url: path = '', headers } = request
    calls.push({ method, path, headers, raw, body: JSON.parse(raw.toString()) })
    const answer = answers.shift() ?? 200
    if (typeof answer === 'function') answer(response, request)
    else response.writeHead(answer, { 'x-told': 'yes' }).end('heard')
  })
  await new Promise<void>(resolve => server.listen(port, host, resolve))
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}/hook`,
    calls,
    answers,
    taken: () => calls.splice(0),
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
