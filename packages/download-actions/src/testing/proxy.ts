import { request as ask } from 'node:http'
import { connect, type Socket } from 'node:net'
import { listen } from '@pail/testkit'

/** A real proxy on the loopback interface, which says what it has been asked for. */
export interface Passage {
  url: string
  /** `GET http://…` of what it forwarded, `CONNECT host:port` of tunnels, each with the credential it came with. */
  asked: string[]
  close(): Promise<void>
}

/** What it does with a tunnel in the place of leading it on. */
export type Gate = (socket: Socket) => void

export async function openProxy(gate?: Gate): Promise<Passage> {
  const asked: string[] = []
  const tunnels = new Set<Socket>()
  const note = (line: string, credential = '') => asked.push(`${line} ${credential}`.trim())
  const { origin, server, close } = await listen((request, response) => {
    const { 'proxy-authorization': credential, ...headers } = request.headers
    note(`${request.method} ${request.url}`, credential)
    const onwards = ask(request.url ?? '', { method: request.method ?? 'GET', headers }, answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    request.pipe(onwards.on('error', () => response.destroy()))
  })
  server.on('connect', (request, socket: Socket) => {
    note(`CONNECT ${request.url}`, request.headers['proxy-authorization'])
    tunnels.add(socket.on('error', () => {}))
    if (gate) return gate(socket)
    const { hostname, port } = new URL(`http://${request.url}`)
    const far = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      far.pipe(socket).pipe(far)
    }).on('error', () => socket.destroy())
    tunnels.add(far)
  })
  return {
    url: origin,
    asked,
    close: async () => {
      for (const socket of tunnels) socket.destroy()
      await close()
    },
  }
}

export type { Passage as Proxy }
