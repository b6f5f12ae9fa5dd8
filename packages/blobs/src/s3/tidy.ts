import {
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandInput,
  type ListMultipartUploadsCommandOutput,
  ListPartsCommand,
} from '@aws-sdk/client-s3'
import { BRIEF, type Bucket } from './bucket.ts'
import { isNotOffered } from './fault.ts'
import { objectsUnder } from './objects.ts'
import type { Around } from './put.ts'
import { abort } from './upload.ts'

interface Begun {
  key: string
  uploadId: string
  since: Date
}

/** Clears away what a crash has left: uploads that nothing has been added to, and contents that were not copied. */
export async function tidy(bucket: Bucket, { underway }: Around, before: Date): Promise<number> {
  const isOurs = (key: string) => [...underway].some(one => one.key === key)
  let count = 0
  for await (const { key, since } of objectsUnder(bucket, bucket.incoming)) {
    if (since >= before || isOurs(key)) continue
    await bucket.answered(bucket.client.send(new DeleteObjectCommand({ Bucket: bucket.Bucket, Key: key }), BRIEF))
    count++
  }
  for (const prefix of [bucket.incoming, bucket.contents])
    for await (const begun of uploadsUnder(bucket, prefix)) {
      if (begun.since >= before || isOurs(begun.key) || (await lastPart(bucket, begun)) >= before) continue
      await abort(bucket, begun.key, begun.uploadId)
      count++
    }
  return count
}

/** None where the store does not tell of them: it clears them away by itself then, or a rule of the bucket has to. */
async function* uploadsUnder({ client, Bucket, answered }: Bucket, Prefix: string): AsyncGenerator<Begun> {
  let from: Pick<ListMultipartUploadsCommandInput, 'KeyMarker' | 'UploadIdMarker'> | undefined = {}
  while (from) {
    const asked: ListMultipartUploadsCommand = new ListMultipartUploadsCommand({ Bucket, Prefix, ...from })
    const page = await answered(client.send(asked, BRIEF).catch(unlessNotOffered))
    for (const { Key: key = '', UploadId: uploadId = '', Initiated: since = new Date() } of page.Uploads ?? [])
      yield { key, uploadId, since }
    from = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker } : undefined
  }
}

/** An upload says when it was begun and not when it was last added to. */
async function lastPart({ client, Bucket, answered }: Bucket, { key, uploadId }: Begun): Promise<Date> {
  let [newest, after] = [new Date(0), undefined as string | undefined]
  do {
    const asked = new ListPartsCommand({ Bucket, Key: key, UploadId: uploadId, PartNumberMarker: after })
    const { Parts = [], IsTruncated, NextPartNumberMarker } = await answered(client.send(asked, BRIEF))
    for (const { LastModified = new Date(0) } of Parts) if (LastModified > newest) newest = LastModified
    after = IsTruncated ? NextPartNumberMarker : undefined
  } while (after)
  return newest
}

function unlessNotOffered(error: unknown): Partial<ListMultipartUploadsCommandOutput> {
  if (isNotOffered(error)) return {}
  throw error
}
