import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Invalid, TooLarge } from '@pail/failures'

/** A sender that is silent for so long has gone. */
const IDLE_MS = 120_000

/** The body as it was before it was zipped, read no faster than it is wanted. */
export function bodyOf(req: IncomingMessage): Readable {
  const encoding = req.headers['content-encoding'] ?? 'identity'
  limitIdle(req)
  if (encoding === 'identity') return req
  if (encoding !== 'gzip' && encoding !== 'x-gzip') throw new Invalid('This content encoding is not known')
  const gunzip = createGunzip()
  // Whoever reads finds out; there may be nobody yet.
  gunzip.on('error', () => {})
  req.once('close', () => req.complete || gunzip.destroy(new Invalid('The request was cut off')))
  return req.pipe(gunzip)
}

/** The whole body, which must not be larger than this, zipped or not. */
export async function wholeBody(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  const body = bodyOf(req)
  for await (const chunk of piecesOf(body)) {
    size += chunk.length
    if (size > maxBytes && body !== req) body.destroy()
    if (size > maxBytes) throw new TooLarge('The request is larger than what is read')
    chunks.push(chunk)
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
}

/** The pieces of a body; whoever stops reading it leaves the rest where it is. */
export async function* piecesOf(body: Readable): AsyncGenerator<Buffer> {
  try {
    yield* body.iterator({ destroyOnReturn: false })
  } catch {
    throw new Invalid('The request cannot be read to its end')
  }
}

function limitIdle(req: IncomingMessage): void {
  const { socket } = req
  const cut = () => socket.destroy()
  socket.setTimeout(IDLE_MS, cut)
  // The line may serve other requests afterwards, and git works in silence.
  req.once('close', () => socket.off('timeout', cut))
  req.once('end', () => socket.setTimeout(0, cut))
}
