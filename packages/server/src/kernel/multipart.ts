import { Invalid, TooLarge } from '@pail/failures'
import { Incoming } from './incoming.ts'

/** One part of a multipart body. What is not read of its content is passed over. */
export interface Part {
  /** By name in lower case, as they were written. */
  headers: ReadonlyMap<string, string>
  content: AsyncIterable<Buffer>
}

const MAX_HEADER_BYTES = 16 * 1024
const MAX_EPILOGUE_BYTES = 64 * 1024
const LINE = Buffer.from('\r\n')
const BLANK = Buffer.from('\r\n\r\n')

/** The parts of a body in their order, each to be read before the next; never more in memory than a piece of it. */
export async function* partsOf(body: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<Part> {
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1')
  // The first delimiter may open the body.
  const incoming = new Incoming(body, LINE)
  try {
    await drain(incoming.until(delimiter))
    while (!(await isLast(incoming))) {
      const part = { headers: await readHeaders(incoming), content: incoming.until(delimiter) }
      yield part
      await drain(part.content)
    }
    await incoming.rest(MAX_EPILOGUE_BYTES)
  } finally {
    await incoming.stop()
  }
}

/** What a Content-Type says stands between the parts. */
export function boundaryOf(contentType: string): string {
  const boundary = /;\s*boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType)
  if (!boundary) throw new Invalid('Bad request', { detail: 'The Content-Type names no boundary.' })
  return boundary[1] ?? boundary[2]!
}

async function drain(content: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of content);
}

/** Two dashes end the body; otherwise there is nothing but blanks before the end of the line. */
async function isLast(incoming: Incoming): Promise<boolean> {
  const [first, second] = await incoming.peek(2)
  if (first === 0x2d && second === 0x2d) return true
  const padding = await incoming.line(LINE, MAX_HEADER_BYTES)
  if (/[^ \t]/.test(padding.toString('latin1'))) throw malformed('A boundary is followed by other text.')
  return false
}

async function readHeaders(incoming: Incoming): Promise<Map<string, string>> {
  const headers = new Map<string, string>()
  if ((await incoming.peek(2)).equals(LINE)) {
    await incoming.line(LINE, 2)
    return headers
  }
  const text = decoded(await incoming.line(BLANK, MAX_HEADER_BYTES))
  for (const line of text.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon <= 0) throw malformed('A part has a header without a name.')
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return headers
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw malformed('The headers of a part are not UTF-8.')
  }
}

export const malformed = (detail: string) => new Invalid('Bad request', { detail })
export const tooLong = (detail: string) => new TooLarge('Request body too large', { detail })
