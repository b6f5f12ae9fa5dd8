import { createHash } from 'node:crypto'
import { type Announced, refuseOther, upTo } from '../announced.ts'
import type { BlobId } from '../blob.ts'

/** A content on its way, and what is known of it so far. */
export interface Summed {
  pieces: AsyncGenerator<Uint8Array>
  /** What it is, once all of it has passed and nothing else was announced. */
  found: Announced | undefined
  /** Why it broke off, if it did so by itself. */
  broken: { reason: unknown } | undefined
}

/** Names a content while it passes; one that was announced otherwise ends in a refusal instead of its end. */
export function summed(content: AsyncIterable<Uint8Array>, announced: Announced | undefined): Summed {
  const sum: Summed = { pieces: passing(), found: undefined, broken: undefined }
  return sum

  async function* passing(): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256')
    let size = 0
    try {
      for await (const piece of upTo(announced, content)) {
        hash.update(piece)
        size += piece.length
        yield piece
      }
      const found = { id: hash.digest('hex') as BlobId, size }
      refuseOther(announced, found)
      sum.found = found
    } catch (reason) {
      sum.broken = { reason }
      throw reason
    }
  }
}

/** As much of a stream as has come when it is that long, and whether it has ended with it. */
export async function beginning(
  pieces: AsyncGenerator<Uint8Array>,
  bytes: number,
): Promise<{ head: Uint8Array[]; isAll: boolean }> {
  const head: Uint8Array[] = []
  for (let size = 0; size <= bytes; ) {
    const { value, done } = await pieces.next()
    if (done) return { head, isAll: true }
    head.push(value)
    size += value.length
  }
  return { head, isAll: false }
}
