import type { Readable } from 'node:stream'

/** What stands between the NULs of a stream. */
export async function* tokensOf(stream: Readable): AsyncGenerator<string> {
  let held: Buffer[] = []
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let from = 0
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, from)) {
      const piece = chunk.subarray(from, end)
      yield held.length === 0 ? piece.toString() : Buffer.concat([...held, piece]).toString()
      held = []
      from = end + 1
    }
    if (from < chunk.length) held.push(chunk.subarray(from))
  }
  if (held.length > 0) yield Buffer.concat(held).toString()
}
