import type { IncomingMessage } from 'node:http'
import { TooLarge } from '@pail/failures'

/** The whole body of a request, unless it is larger than that. */
export async function readAll(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) throw new TooLarge('The request is larger than what is read')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
