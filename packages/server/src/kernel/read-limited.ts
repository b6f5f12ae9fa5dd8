import { TooLarge } from '@pail/failures'

/** What a body that is kept in memory may be at most; larger things are streamed by operations made for it. */
export const MAX_BODY_BYTES = 1024 * 1024

/** The pieces of a body, as long as they are not too many; whoever stops reading stops the sender. */
export async function* readLimited(request: Request): AsyncGenerator<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLarge()
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) throw tooLarge()
    yield chunk
  }
}

const tooLarge = () =>
  new TooLarge('Request body too large', { detail: `At most ${MAX_BODY_BYTES} bytes are read here.` })
