import { TooLarge } from '@pail/failures'
import { readPatiently } from './read-patiently.ts'

/** What a body that is kept in memory may be at most; larger things are streamed by operations made for it. */
export const MAX_BODY_BYTES = 1024 * 1024
/** How long the whole of it may take. */
const MAX_BODY_MS = 30_000

/** The pieces of a body, as long as they are neither too many nor too slow; whoever stops reading stops the sender. */
export async function* readLimited(request: Request, within = MAX_BODY_MS): AsyncGenerator<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLarge()
  let size = 0
  for await (const piece of readPatiently(request, () => within)) {
    size += piece.length
    if (size > MAX_BODY_BYTES) throw tooLarge()
    yield piece
  }
}

const tooLarge = () =>
  new TooLarge('Request body too large', { detail: `At most ${MAX_BODY_BYTES} bytes are read here.` })
