import type { FileHandle } from 'node:fs/promises'
import type { BlobId } from './blob.ts'
import { giveBack, SLAB_BYTES, type Slab, slabsOf } from './slabs.ts'
import { type Summing, startSumming, sumOf } from './summing.ts'

/** The disk is set to work every so often, so that at the end not everything is left to it. */
const FLUSH_BYTES = 64 * 2 ** 20

/** Writes a stream to a file and onto the disk, naming its content on the way; never more in memory than three slabs. */
export async function pour(
  content: AsyncIterable<Uint8Array>,
  file: FileHandle,
): Promise<{ id: BlobId; size: number }> {
  const slabs = slabsOf(content)
  const { value: first, done } = await slabs.next()
  if (done) return settled(file, { id: sumOf(new Uint8Array()), size: 0 })
  // Another thread would take longer to be asked.
  if (first.length < SLAB_BYTES) {
    const id = sumOf(first)
    await writeAll(file, first)
    giveBack(first)
    return settled(file, { id, size: first.length })
  }
  const summing = startSumming()
  try {
    return await settled(file, await pourLarge({ first, rest: slabs }, file, summing))
  } catch (error) {
    summing.drop()
    throw error
  }
}

/** While some is written and summed up, more of it comes. */
async function pourLarge(
  { first, rest }: { first: Slab; rest: AsyncIterable<Slab> },
  file: FileHandle,
  summing: Summing,
): Promise<{ id: BlobId; size: number }> {
  const disk = flushing(file)
  let size = 0
  let [before, latest] = [Promise.resolve(), Promise.resolve()]
  const take = async (slab: Slab) => {
    await before
    size += slab.length
    before = latest
    const reading = summing.add(slab)
    latest = keep(latest, slab, reading)
    // Awaited later; until then nobody listens.
    for (const one of [reading, latest]) one.catch(() => {})
  }
  const keep = async (last: Promise<void>, slab: Slab, reading: Promise<void>) => {
    await last
    await disk(await writeAll(file, slab))
    await reading
    giveBack(slab)
  }
  await take(first)
  for await (const slab of rest) await take(slab)
  await latest
  return { id: await summing.sum(), size }
}

async function settled<T>(file: FileHandle, poured: T): Promise<T> {
  await file.sync()
  return poured
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

/** A disk that is nearly full takes less than it is given, and then nothing. */
async function writeAll(file: FileHandle, slab: Slab): Promise<number> {
  for (let at = 0; at < slab.length; ) at += (await file.write(slab, at, slab.length - at)).bytesWritten
  return slab.length
}
