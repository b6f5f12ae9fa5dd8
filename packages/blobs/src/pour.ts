import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { BlobId } from './blob.ts'

/** Written at once: pieces come in the sizes of the network. */
const BATCH_BYTES = 2 ** 20
/** The disk is set to work every so often, so that at the end not everything is left to it. */
const FLUSH_BYTES = 64 * 2 ** 20

/** Writes a stream to a file and onto the disk, naming its content on the way; never more in memory than two batches. */
export async function pour(
  content: AsyncIterable<Uint8Array>,
  file: FileHandle,
): Promise<{ id: BlobId; size: number }> {
  const hash = createHash('sha256')
  const disk = flushing(file)
  let size = 0
  let writing = Promise.resolve()
  for await (const batch of batchesOf(content)) {
    await writing
    writing = writeAll(file, batch).then(disk)
    // Awaited with the next one; until then nobody listens.
    writing.catch(() => {})
    for (const piece of batch) {
      hash.update(piece)
      size += piece.length
    }
  }
  await writing
  await file.sync()
  return { id: hash.digest('hex') as BlobId, size }
}

/** Told how much was written, sets the disk to work; waits for it only when it has been given as much again. */
function flushing(file: FileHandle): (bytes: number) => Promise<void> {
  let dirty = 0
  let flush = Promise.resolve()
  return async bytes => {
    dirty += bytes
    if (dirty < FLUSH_BYTES) return
    await flush
    dirty = 0
    flush = file.datasync()
    flush.catch(() => {})
  }
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
async function writeAll(file: FileHandle, batch: readonly Uint8Array[]): Promise<number> {
  const length = batch.reduce((sum, piece) => sum + piece.length, 0)
  const { bytesWritten } = await file.writev(batch as Uint8Array[])
  if (bytesWritten < length) await file.writeFile(Buffer.concat(batch).subarray(bytesWritten))
  return length
}
