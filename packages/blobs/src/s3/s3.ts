import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { Unavailable } from '@pail/failures'
import { type BlobId, type Blobs, type Handing, isBlobId } from '../blob.ts'
import { BRIEF, type Bucket, openBucket } from './bucket.ts'
import { saying } from './fault.ts'
import { seek } from './look.ts'
import { objectsUnder } from './objects.ts'
import { type Around, put } from './put.ts'
import { read } from './read.ts'
import type { S3Settings } from './settings.ts'
import { tidy } from './tidy.ts'
import { takeTurns } from './turns.ts'

/** The longest that a signature is good for. */
const WEEK_SECONDS = 7 * 24 * 3600

/**
 * Contents as objects of a bucket, each under its id. `tell` hears of what a store does that nobody is refused for, and
 * why one is away.
 */
export function openS3(settings: S3Settings, tell: (line: string) => void = () => {}): Blobs {
  const bucket = openBucket(settings, tell)
  const around: Around = { turns: takeTurns(), underway: new Set() }
  return {
    put: (content, announced) => put(bucket, around, content, announced),
    get: (id, range) => read(bucket, id, range),
    seek: id => seek(bucket, id),
    address: async (id, handing) => (settings.hasAddresses ? address(bucket, id, handing) : undefined),
    place: () => undefined,
    remove: (id, before) => around.turns.forgetting(id, () => remove(bucket, id, before)),
    async *list() {
      for await (const { key, ...found } of objectsUnder(bucket, bucket.contents)) {
        const id = key.slice(bucket.contents.length)
        if (isBlobId(id)) yield { id, ...found }
      }
    },
    tidy: before => tidy(bucket, around, before),
    check: () => check(bucket),
  }
}

const address = ({ client, Bucket, key }: Bucket, id: BlobId, { seconds, type, disposition }: Handing) =>
  getSignedUrl(
    client,
    new GetObjectCommand({
      Bucket,
      Key: key(id),
      ResponseContentType: type,
      ResponseContentDisposition: disposition,
    }),
    { expiresIn: Math.min(seconds, WEEK_SECONDS) },
  )

/** S3 has no way to delete an object only if it is old: between the look and the deed another process may put it. */
async function remove(bucket: Bucket, id: BlobId, before: Date | undefined): Promise<boolean> {
  const kept = await seek(bucket, id)
  if (!kept || (before && kept.since >= before)) return false
  const asked = new DeleteObjectCommand({ Bucket: bucket.Bucket, Key: bucket.key(id) })
  await bucket.answered(bucket.client.send(asked, BRIEF))
  return true
}

/** Lists, writes and deletes, as work will. */
async function check({ client, Bucket, contents, incoming, settings }: Bucket): Promise<void> {
  const Key = `${incoming}check`
  try {
    await client.send(new ListObjectsV2Command({ Bucket, Prefix: contents, MaxKeys: 1 }), BRIEF)
    await client.send(new PutObjectCommand({ Bucket, Key, Body: 'check' }), BRIEF)
    await client.send(new DeleteObjectCommand({ Bucket, Key }), BRIEF)
  } catch (error) {
    const place = settings.endpoint ?? `Amazon S3 in ${settings.region}`
    throw new Unavailable(`The bucket ${Bucket} at ${place} cannot be used: ${saying(error)}`)
  }
}
