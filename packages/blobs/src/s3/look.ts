import { HeadObjectCommand } from '@aws-sdk/client-s3'
import type { BlobId, Kept } from '../blob.ts'
import { BRIEF, type Bucket } from './bucket.ts'
import { isNotThere } from './fault.ts'

/** An object of the bucket. */
export interface Found {
  size: number
  since: Date
}

/** Looks for an object. */
export async function look({ client, Bucket, answered }: Bucket, Key: string): Promise<Found | undefined> {
  const asking = client.send(new HeadObjectCommand({ Bucket, Key }), BRIEF).catch(error => {
    if (isNotThere(error)) return undefined
    throw error
  })
  const found = await answered(asking)
  return found && { size: found.ContentLength ?? 0, since: found.LastModified ?? new Date(0) }
}

export async function seek(bucket: Bucket, id: BlobId): Promise<Kept | undefined> {
  const found = await look(bucket, bucket.key(id))
  return found && { id, ...found }
}
