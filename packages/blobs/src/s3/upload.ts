import { Readable } from 'node:stream'
import { AbortMultipartUploadCommand } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import type { Bucket } from './bucket.ts'
import { saying } from './fault.ts'
import { look } from './look.ts'
import type { Summed } from './sum.ts'

/** The least that a part has, which together with their number bounds what an upload takes of memory. */
const PART_BYTES = 8 * 2 ** 20
const PARTS_AT_ONCE = 3
const MOST_PARTS = 10_000
const MEGABYTE = 2 ** 20
/** Two clocks may differ by so much. */
const SKEW_MS = 15 * 60_000

/** Of all parts but the last. All have the same size, which some stores ask for. */
export const partBytes = (size: number): number =>
  Math.max(PART_BYTES, Math.ceil(size / (MOST_PARTS - 1) / MEGABYTE) * MEGABYTE)

/** What goes where, in parts of which size. */
export interface Uploading {
  key: string
  pieces: AsyncIterable<Uint8Array>
  sum: Summed
  partSize: number
}

/** Brings a content in parts; nobody sees any of it before all of it is there. */
export async function upload(bucket: Bucket, { key, pieces, sum, partSize }: Uploading): Promise<void> {
  const begun = Date.now()
  const uploading = new Upload({
    client: bucket.client,
    params: { Bucket: bucket.Bucket, Key: key, Body: Readable.from(pieces, { objectMode: false }) },
    partSize,
    queueSize: PARTS_AT_ONCE,
    // What fails while the parts are taken away would hide why they are.
    leavePartsOnError: true,
  })
  try {
    await uploading.done()
  } catch (error) {
    if (sum.found && (await isThere(bucket, key, { size: sum.found.size, begun }))) return
    await abort(bucket, key, uploading.uploadId)
    throw sum.broken ? sum.broken.reason : await bucket.answered(Promise.reject(error)).catch(failure => failure)
  }
}

/** The answer to the last request may have been lost where the request was not, and cannot be had again. */
export async function isThere(
  bucket: Bucket,
  key: string,
  { size, begun }: { size: number; begun: number },
): Promise<boolean> {
  const found = await look(bucket, key).catch(() => undefined)
  return found?.size === size && found.since.getTime() >= begun - SKEW_MS
}

/** What cannot be taken away now is old one day, and is taken away then. */
export async function abort({ client, Bucket, tell }: Bucket, Key: string, UploadId: string | undefined) {
  if (UploadId === undefined) return
  await client
    .send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
    .catch(error => tell(`An upload is left in the file store: ${saying(error)}`))
}
