import { once } from 'node:events'
import { Readable } from 'node:stream'
import { GitFailed, type Running } from '@pail/git'

/** What git prints, as a stream that fails where git does. Nobody hears of it before it has begun. */
export async function pour(
  verb: string,
  running: Running,
  change: (bytes: AsyncIterable<Buffer>) => AsyncIterable<Buffer> = same,
): Promise<Readable> {
  return begun(Readable.from(change(whole(verb, running)), { objectMode: false, highWaterMark: 2 ** 17 }))
}

/** A stream that fails at its very beginning is refused rather than cut short. */
export async function begun(stream: Readable): Promise<Readable> {
  if (stream.readableLength === 0 && !stream.readableEnded) await once(stream, 'readable')
  return stream
}

async function* whole(verb: string, running: Running): AsyncGenerator<Buffer> {
  try {
    yield* running.stdout as AsyncIterable<Buffer>
    const exit = await running.exit
    if (exit.code !== 0) throw new GitFailed(verb, exit)
  } finally {
    running.stop()
  }
}

const same = (bytes: AsyncIterable<Buffer>) => bytes
