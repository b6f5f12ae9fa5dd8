import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { Unavailable } from '@pail/failures'
import type { Announced } from '../announced.ts'
import type { BlobId, Kept } from '../blob.ts'
import { BRIEF, type Bucket } from './bucket.ts'
import { copy } from './copy.ts'
import { saying } from './fault.ts'
import { seek } from './look.ts'
import { beginning, summed } from './sum.ts'
import type { Turns } from './turns.ts'
import { partBytes, type Uploading, upload } from './upload.ts'

/** Not every store shows at once what it has taken. */
const LOOKS = 6
const PAUSE_MS = 50

/** What puts know of each other, and the upkeep of them. */
export interface Around {
  turns: Turns
  /** What is being uploaded. */
  underway: Set<{ key: string }>
}

/**
 * What fits in one part is named before any of it is sent, and sent at once. Of more than that, the id must be known
 * beforehand, or it comes under a passing key and is copied within the store.
 */
export async function put(
  bucket: Bucket,
  around: Around,
  content: AsyncIterable<Uint8Array>,
  announced: Announced | undefined,
): Promise<Kept> {
  const sum = summed(content, announced)
  const partSize = partBytes(announced?.size ?? bucket.settings.largestBytes)
  const { head, isAll } = await beginning(sum.pieces, partSize)
  if (isAll) return keep(bucket, around, sum.found!, () => putWhole(bucket, sum.found!.id, Buffer.concat(head)))
  const large = { pieces: joined(head, sum.pieces), sum, partSize }
  if (!announced) return putUnnamed(bucket, around, large)
  const key = bucket.key(announced.id)
  return keep(bucket, around, announced, () => noted(around, key, () => upload(bucket, { ...large, key })))
}

/** Puts in turn with who forgets, and looks at what has become of it. */
const keep = (bucket: Bucket, { turns }: Around, { id, size }: Announced, work: () => Promise<void>): Promise<Kept> =>
  turns.putting(id, async () => {
    await work()
    for (let looks = 0; looks < LOOKS; looks++) {
      await pause(looks * PAUSE_MS)
      const kept = await seek(bucket, id)
      if (kept?.size === size) return kept
    }
    bucket.tell(`The file store has not kept ${id}`)
    throw new Unavailable('The file store has not kept the content')
  })

async function putWhole({ client, Bucket, key, answered }: Bucket, id: BlobId, Body: Buffer): Promise<void> {
  await answered(client.send(new PutObjectCommand({ Bucket, Key: key(id), Body })))
}

async function putUnnamed(bucket: Bucket, around: Around, large: Omit<Uploading, 'key'>): Promise<Kept> {
  const from = bucket.incoming + randomUUID()
  return noted(around, from, async () => {
    await upload(bucket, { ...large, key: from })
    try {
      const found = large.sum.found!
      return await keep(bucket, around, found, () => copy(bucket, { from, to: bucket.key(found.id), size: found.size }))
    } finally {
      await clearAway(bucket, from)
    }
  })
}

/** What cannot be taken away now is old one day, and is taken away then. */
async function clearAway({ client, Bucket, tell }: Bucket, Key: string): Promise<void> {
  await client
    .send(new DeleteObjectCommand({ Bucket, Key }), BRIEF)
    .catch(error => tell(`${Key} is left in the file store: ${saying(error)}`))
}

async function noted<T>({ underway }: Around, key: string, work: () => Promise<T>): Promise<T> {
  const note = { key }
  underway.add(note)
  return work().finally(() => underway.delete(note))
}

async function* joined(head: Uint8Array[], rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  // Not kept once it is sent.
  for (let piece = head.shift(); piece; piece = head.shift()) yield piece
  yield* rest
}
