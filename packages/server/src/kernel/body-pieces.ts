import { Readable } from 'node:stream'

const incoming = new WeakMap<Request, Readable>()

/** Remembers where the body of a request comes from, to read it there. */
export function noteBody(request: Request, source: unknown): void {
  if (source instanceof Readable) incoming.set(request, source)
}

/** A body as its pieces come. */
export interface Pieces {
  next(): Promise<{ done?: boolean | undefined; value?: Uint8Array | undefined }>
  /** Nobody reads on. */
  stop(): Promise<void>
}

/** The pieces of a body. Of what comes over a connection the rest is left there, so that an answer can still go out. */
export function bodyPieces(request: Request): Pieces | undefined {
  const source = incoming.get(request)
  if (source && !source.readableDidRead && !request.bodyUsed) return piecesOf(source)
  const reader = request.body?.getReader()
  return reader && { next: () => reader.read(), stop: () => reader.cancel() }
}

function piecesOf(source: Readable): Pieces {
  const pieces = source.iterator({ destroyOnReturn: false })
  return {
    next: () => pieces.next(),
    async stop() {
      // A piece that is still waited for may never come.
      pieces.return?.().catch(() => {})
    },
  }
}
