import { type BlobId, type Blobs, NoSuchBlob, NotAsAnnounced } from '@pail/blobs'
import { Conflict } from '@pail/failures'
import type { Config } from '../config.ts'
import { openBlobs, spokenOf } from '../kernel/blobs.ts'
import { blobRows } from '../slices.ts'
import type { Machines } from './machines.ts'

/** Small ones are many, and each takes its time to be asked for. */
const AT_ONCE = 4

/** What a copy came to. */
export interface Copied {
  copied: number
  bytes: number
  /** Those that were there already. */
  present: number
  /** Those that rows speak of and the old place has not, or not as they should be. */
  missing: BlobId[]
}

export interface CopyWish {
  to: Config['blobs']
  say(line: string): void
}

/**
 * Copies everything that rows speak of to the other place. Each content is held to its sum on the way, and what is there
 * already stays, so that a copy which broke off goes on where it was.
 */
export async function copyBlobs(
  { database, place }: Pick<Machines, 'database' | 'place'>,
  config: Config,
  { to, say }: CopyWish,
): Promise<Copied> {
  if (!config.s3) throw new Conflict('There is no bucket to copy to or from; set PAIL_S3_BUCKET')
  const from = to === 's3' ? 'disk' : 's3'
  const source = await openBlobs({ config: { ...config, blobs: from }, place })
  const target = await openBlobs({ config: { ...config, blobs: to }, place })
  await target.check()
  const result: Copied = { copied: 0, bytes: 0, present: 0, missing: [] }
  const all = spokenOf(database.reader, blobRows)
  const some = async () => {
    for await (const content of shared(all)) {
      await copyOne({ source, target }, content, result)
      say(`${result.copied} files copied, ${result.bytes} bytes; ${result.present} were there already`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, some))
  return result
}

/** Leaves the rest to the others when one of those who take from it ends. */
async function* shared<T>(all: AsyncGenerator<T>): AsyncGenerator<T> {
  for (let next = await all.next(); !next.done; next = await all.next()) yield next.value
}

async function copyOne(
  { source, target }: { source: Blobs; target: Blobs },
  content: { id: BlobId; size: number },
  result: Copied,
): Promise<void> {
  if ((await target.seek(content.id))?.size === content.size) {
    result.present++
    return
  }
  try {
    await target.put(await source.get(content.id), content)
    result.copied++
    result.bytes += content.size
  } catch (error) {
    if (!(error instanceof NoSuchBlob || error instanceof NotAsAnnounced)) throw error
    result.missing.push(content.id)
  }
}
