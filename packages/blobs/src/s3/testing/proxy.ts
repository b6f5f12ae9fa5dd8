import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/**
 * What happens to a request: it passes; is refused with a status; never arrives; arrives and its answer is lost; or its
 * answer breaks off in the middle. Or it passes without one of its headers, or with an answer that lacks one.
 */
export type Deed =
  | 'pass'
  | { refused: number }
  | 'drop'
  | 'lose'
  | 'truncate'
  | { without: string }
  | { answeredWithout: string }

/** Decides by the request, and by how many came before it. */
export type Fate = (asked: IncomingMessage, count: number) => Deed

/** A line to a store on which things go wrong as they are told to. */
export interface FaultyLine {
  endpoint: string
  /** Also begins to count anew. */
  play(fate: Fate): void
  /** Method and path of those that have come since. */
  seen(): string[]
  /** How many answers nobody has read to the end, and nobody has ended either. */
  open(): number
  close(): Promise<void>
}

export async function startProxy(store: string): Promise<FaultyLine> {
  let fate: Fate = () => 'pass'
  let seen: string[] = []
  let open = 0
  const server = createServer((asked, answer) => {
    open++
    answer.once('close', () => open--)
    const deed = fate(asked, seen.length)
    seen.push(`${asked.method} ${asked.url}`)
    void suffer(deed, store, asked, answer).catch(() => answer.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    play(next) {
      ;[fate, seen] = [next, []]
    },
    seen: () => seen,
    open: () => open,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

async function suffer(deed: Deed, store: string, asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  if (deed === 'drop') return void answer.destroy()
  const body = await buffer(asked)
  if (typeof deed === 'object' && 'refused' in deed) {
    answer.writeHead(deed.refused, { 'content-type': 'application/xml' })
    return void answer.end('<Error><Code>InternalError</Code><Message>We are sorry</Message></Error>')
  }
  if (typeof deed === 'object' && 'without' in deed) delete asked.headers[deed.without]
  const said = await forward(store, asked, body)
  if (deed === 'lose') {
    said.destroy()
    return void answer.destroy()
  }
  if (typeof deed === 'object' && 'answeredWithout' in deed) delete said.headers[deed.answeredWithout]
  answer.writeHead(said.statusCode ?? 500, said.headers)
  answer.once('close', () => said.destroy())
  if (deed !== 'truncate') return void said.pipe(answer)
  const half = Math.ceil(Number(said.headers['content-length'] ?? 0) / 2)
  let sent = 0
  for await (const piece of said) {
    const some = piece.subarray(0, half - sent)
    sent += some.length
    answer.write(some)
    if (sent >= half) break
  }
  answer.end(() => answer.destroy())
  answer.socket?.end()
}

const forward = (store: string, asked: IncomingMessage, body: Buffer): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const { method, headers } = asked
    request(new URL(asked.url ?? '/', store), { method, headers }, resolve)
      .on('error', reject)
      .end(body)
  })
