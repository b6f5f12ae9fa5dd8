import { Invalid, TooLarge } from '@pail/failures'
import { type Found, Incoming } from './incoming.ts'
import { parametersIn } from './parameters.ts'

/** One part of a multipart body. What is not read of its content is passed over. */
export interface Part {
  /** By name in lower case, as they were written. */
  headers: ReadonlyMap<string, string>
  content: AsyncIterable<Buffer>
}

const MAX_HEADERS = 100
const MAX_HEADER_BYTES = 16 * 1024
const MAX_EPILOGUE_BYTES = 64 * 1024
const MAX_FIELD_BYTES = 256 * 1024

/** The parts of a body in their order, each to be read before the next; never more in memory than a piece of it. */
export async function* partsOf(body: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<Part> {
  const incoming = new Incoming(body, boundary, MAX_HEADERS)
  try {
    for (let found = await incoming.part(); found; found = await incoming.part()) {
      const part = { headers: await headersOf(incoming, found), content: contentOf(incoming, found) }
      yield part
      for await (const _ of part.content);
    }
    await incoming.rest(MAX_EPILOGUE_BYTES)
  } finally {
    await incoming.stop()
  }
}

/** What a Content-Type says stands between the parts. */
export function boundaryOf(contentType: string): string {
  const boundary = parametersIn(contentType).get('boundary') ?? ''
  if (!/^[ -~]{1,200}$/.test(boundary)) throw malformed('The Content-Type names no boundary.')
  return boundary
}

/** The content of a field, which is words and not a file. */
export async function wholeOf(name: string, content: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of content) {
    size += piece.length
    if (size > MAX_FIELD_BYTES) throw tooLong(`The field ${name} is longer than ${MAX_FIELD_BYTES} bytes.`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

/** Whoever stops can go on later. */
function contentOf(incoming: Incoming, found: Found): AsyncIterable<Buffer> {
  return {
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const piece = found.pieces.shift()
        if (piece) yield piece
        else if (found.isOver) return
        else await incoming.more()
      }
    },
  }
}

async function headersOf(incoming: Incoming, found: Found): Promise<Map<string, string>> {
  for (let bytes = 0; !found.headers; bytes += await incoming.more()) {
    if (found.isOver) throw malformed('The headers of a part do not end.')
    if (bytes > MAX_HEADER_BYTES) throw tooLongHeaders()
  }
  const lines = Object.entries(found.headers).flatMap(([name, all]) => all.map(value => [name.trim(), value] as const))
  // Dicer leaves out lines that are no headers and what follows them, and cuts off what is far too long.
  if (lines.length === 0) throw malformed('A part has no headers that can be read.')
  const bytes = lines.reduce((sum, [name, value]) => sum + name.length + value.length, 0)
  if (bytes > MAX_HEADER_BYTES || lines.length >= MAX_HEADERS) throw tooLongHeaders()
  return new Map(lines.map(([name, value]) => [name, decoded(value).trim()]))
}

function decoded(latin1: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(latin1, 'latin1'))
  } catch {
    throw malformed('The headers of a part are not UTF-8.')
  }
}

export const malformed = (detail: string) => new Invalid('Bad request', { detail })
export const tooLong = (detail: string) => new TooLarge('Request body too large', { detail })
const tooLongHeaders = () => tooLong('The headers of a part are too long.')
