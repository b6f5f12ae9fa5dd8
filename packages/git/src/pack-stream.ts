import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { promisify } from 'node:util'
import { deflate, deflateSync } from 'node:zlib'
import type { ObjectKind } from './object-facts.ts'

/** An object to be: its bytes, or a file that holds them deflated. */
export interface NewObject {
  kind: ObjectKind
  size: number
  content: Buffer | { deflated: string }
}

/** As packs number them. */
export const TYPES: Record<ObjectKind, number> = { commit: 1, tree: 2, blob: 3, tag: 4 }

/** Less than this is not worth a trip to another thread. */
const SMALL_BYTES = 64 * 1024

const inAnotherThread = promisify(deflate)

/** The objects as the pack of a push, without deltas. What is in files stays out of memory. */
export async function* packOf(objects: readonly NewObject[]): AsyncGenerator<Buffer> {
  const checksum = createHash('sha1')
  for await (const chunk of content(objects)) {
    checksum.update(chunk)
    yield chunk
  }
  yield checksum.digest()
}

async function* content(objects: readonly NewObject[]): AsyncGenerator<Buffer> {
  const header = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1')
  header.writeUInt32BE(objects.length, 8)
  yield header
  for (const { kind, size, content } of objects) {
    const start = entryHeader(TYPES[kind], size)
    if (!Buffer.isBuffer(content)) {
      yield start
      yield* createReadStream(content.deflated, { highWaterMark: 2 ** 18 }) as AsyncIterable<Buffer>
    } else {
      yield Buffer.concat([start, size < SMALL_BYTES ? deflateSync(content) : await inAnotherThread(content)])
    }
  }
}

/** The kind and size of what follows: four bits of the size, then seven at a time. */
export function entryHeader(type: number, size: number): Buffer {
  const bytes: number[] = []
  let rest = Math.floor(size / 16)
  bytes.push((rest > 0 ? 0x80 : 0) | (type << 4) | (size % 16))
  for (; rest > 0; rest = Math.floor(rest / 128)) bytes.push((rest >= 128 ? 0x80 : 0) | (rest % 128))
  return Buffer.from(bytes)
}
