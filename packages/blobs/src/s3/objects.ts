import { ListObjectsV2Command } from '@aws-sdk/client-s3'
import { BRIEF, type Bucket } from './bucket.ts'
import type { Found } from './look.ts'

/** All objects whose keys begin like that. */
export async function* objectsUnder(
  { client, Bucket, answered }: Bucket,
  Prefix: string,
): AsyncGenerator<Found & { key: string }> {
  let ContinuationToken: string | undefined
  do {
    const asked = new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken })
    const { Contents = [], IsTruncated, NextContinuationToken } = await answered(client.send(asked, BRIEF))
    for (const { Key: key = '', Size: size = 0, LastModified: since = new Date() } of Contents)
      yield { key, size, since }
    if (IsTruncated && !NextContinuationToken) throw new Error('The file store does not say how its list goes on')
    ContinuationToken = IsTruncated ? NextContinuationToken : undefined
  } while (ContinuationToken !== undefined)
}
