import type { Readable } from 'node:stream'

const NEWLINE = 0x0a

/** The lines of a stream, without making a string of those that are shorter than wanted: most of a long walk is. */
export async function* linesOf(stream: Readable, minLength = 0): AsyncGenerator<string> {
  let held = ''
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let from = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      if (held.length + end - from >= minLength) yield held + chunk.toString('utf8', from, end)
      held = ''
      from = end + 1
    }
    held += chunk.toString('utf8', from)
  }
  if (held.length > 0 && held.length >= minLength) yield held
}
