import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { BlobId } from './blob.ts'

/** Written at once: pieces come in the sizes of the network. */
const BATCH_BYTES = 2 ** 20
/** The disk is set to work every so often, so that at the end not everything is left to it. */
const FLUSH_BYTES = 64 * 2 ** 20

/** Writes a stream to a file and onto the disk, naming its content on the way; never more in memory than a batch. */
export async function pour(
  content: AsyncIterable<Uint8Array>,
  file: FileHandle,
): Promise<{ id: BlobId; size: number }> {
  const hash = createHash('sha256')
  let [size, flushed] = [0, 0]
  let flushing: Promise<void> = Promise.resolve()
  for await (const batch of batchesOf(content)) {
    const writing = writeAll(file, batch)
    for (const piece of batch) {
      hash.update(piece)
      size += piece.length
    }
    await writing
    if (size - flushed < FLUSH_BYTES) continue
    await flushing
    flushed = size
    flushing = file.datasync()
    // Awaited later; until then nobody listens.
    flushing.catch(() => {})
  }
  await flushing
  await file.sync()
  return { id: hash.digest('hex') as BlobId, size }
}

async function* batchesOf(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array[]> {
  let [batch, size] = [[] as Uint8Array[], 0]
  for await (const piece of content) {
    batch.push(piece)
    size += piece.length
    if (size < BATCH_BYTES) continue
    yield batch
    ;[batch, size] = [[], 0]
  }
  if (size > 0) yield batch
}

/** A disk that is nearly full takes less than it is given, and then nothing. */
async function writeAll(file: FileHandle, batch: readonly Uint8Array[]): Promise<void> {
  const length = batch.reduce((sum, piece) => sum + piece.length, 0)
  const { bytesWritten } = await file.writev(batch as Uint8Array[])
  if (bytesWritten === length) return
  const rest = Buffer.concat(batch).subarray(bytesWritten)
  await file.writeFile(rest)
}
