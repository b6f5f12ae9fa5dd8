import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { now } from '../../kernel/clock.ts'
import type { Forge } from '../../kernel/forge.ts'
import { orderedId } from '../../kernel/order.ts'
import { add } from './deliveries/queue.ts'

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

/** Writes down a delivery that came to nothing, without an event and a call; answers its id. */
export async function oweDelivery({ database }: Forge, uid: string): Promise<string> {
  const hook = uid.replace(/[{}]/g, '')
  const happening = { id: orderedId(), key: 'repo:imported', payload: {}, createdOn: now() }
  return database.transact(async tx => {
    await add(tx, { happening, audience: 'testing', body: { body: '{}', is_packed: 0 } }, [hook])
    const given = { outcome: 'failed', finished_on: now() } as const
    await tx.updateTable('webhook_deliveries').set(given).where('webhook_uuid', '=', hook).execute()
    await tx.updateTable('webhooks').set({ due_on: null }).where('uuid', '=', hook).execute()
    const row = tx.selectFrom('webhook_deliveries').where('webhook_uuid', '=', hook).select('id')
    return (await row.executeTakeFirstOrThrow()).id
  })
}
