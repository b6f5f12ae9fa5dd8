import { Broken, type Client, type DownloadStream } from '@pail/client'

/** The content of a file on its way, to be read once. */
export interface Arriving extends AsyncIterable<Uint8Array> {
  /** In bytes, where that is known before. */
  size: number | undefined
  type: string
  /** Whoever does not read it to its end says so, or the connection stays. */
  cancel(): Promise<void>
}

/** So often in a row the rest is asked for without that anything comes. */
const MOST_FRUITLESS = 3

/** A file whose rest is asked for when it breaks off. What has another length than was said is broken, not over. */
export function arriving(client: Client, url: string, first: DownloadStream): Arriving {
  return {
    size: first.size,
    type: first.type,
    [Symbol.asyncIterator]: () => pieces(client, url, first),
    // What is being read is ended by whoever reads it.
    cancel: () => first.stream.cancel().catch(() => undefined),
  }
}

async function* pieces(client: Client, url: string, first: DownloadStream): AsyncGenerator<Uint8Array> {
  let [stream, got, fruitless] = [first.stream as ReadableStream<Uint8Array>, 0, 0]
  for (;;) {
    let failure: unknown
    try {
      for await (const piece of stream) {
        ;[got, fruitless] = [got + piece.length, 0]
        yield piece
      }
    } catch (cause) {
      failure = cause
    }
    if (failure === undefined && (first.size === undefined || got === first.size)) return
    if (fruitless++ === MOST_FRUITLESS || isOver(failure)) throw brokenOff(first, got, failure)
    stream = (await rest(client, url, { first, got })) ?? refuse(first, got, failure)
  }
}

const isOver = (failure: unknown): boolean => failure instanceof Error && failure.name === 'AbortError'

function refuse(first: DownloadStream, got: number, cause: unknown): never {
  throw brokenOff(first, got, cause)
}

function brokenOff({ size }: DownloadStream, got: number, cause: unknown): unknown {
  if (isOver(cause)) return cause
  return new Broken(`The file broke off after ${got}${size === undefined ? '' : ` of ${size}`} bytes`, { cause })
}

/** What is still missing of the same file; nothing where the server does not say that it is the same. */
async function rest(
  client: Client,
  url: string,
  { first, got }: { first: DownloadStream; got: number },
): Promise<ReadableStream<Uint8Array> | undefined> {
  const mark = markOf(first.response)
  if (mark === undefined || first.size === undefined || got > first.size) return undefined
  const headers = { range: `bytes=${got}-`, 'if-range': mark }
  const { response, stream } = await client.with({ headers }).core.download(url)
  const isRest = response.headers.get('content-range') === `bytes ${got}-${first.size - 1}/${first.size}`
  if (response.status === 206 && isRest) return stream
  await stream.cancel()
  return undefined
}

/** Tells one content of a file from the next. */
function markOf({ headers }: Response): string | undefined {
  const tag = headers.get('etag')
  return tag !== null && !tag.startsWith('W/') ? tag : undefined
}
