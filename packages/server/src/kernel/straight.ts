import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { Http2Bindings, HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { passOn } from '@pail/blobs'
import type { Log } from './log.ts'

interface Head {
  status: number
  headers: Record<string, string>
}

/** What the listener has of a request. */
type Wire = HttpBindings | Http2Bindings

const contents = new WeakMap<Response, Head & { content: Readable }>()

/** A stream as an answer, which begins to be read when somebody reads it. */
export function streaming(content: Readable, head: Head): Response {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        reader ??= (Readable.toWeb(content) as ReadableStream<Uint8Array>).getReader()
        const { done, value } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel(reason) {
        return reader ? reader.cancel(reason) : void content.destroy()
      },
    },
    { highWaterMark: 0 },
  )
  const response = new Response(body, head)
  contents.set(response, { ...head, content })
  return response
}

/** Where a connection is at hand, streams go to it as they are: a hop less for every piece. */
export const straightAway =
  (fetch: (request: Request, wire: Wire) => Response | Promise<Response>, log: Log) =>
  async (request: Request, wire: Wire): Promise<Response> => {
    const response = await fetch(request, wire)
    const straight = contents.get(response)
    if (!straight) return response
    const { status, headers, content } = straight
    const outgoing = wire.outgoing as ServerResponse
    outgoing.writeHead(status, headers)
    passOn(content, outgoing).catch(err => {
      if (!request.signal.aborted) log.error({ err }, 'an answer broke off')
    })
    return RESPONSE_ALREADY_SENT
  }
