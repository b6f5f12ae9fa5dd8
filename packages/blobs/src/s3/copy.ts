import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3'
import type { Bucket } from './bucket.ts'
import { isNotOffered } from './fault.ts'
import { abort, isThere } from './upload.ts'

/** Copied in one request. Stores take up to 5 GB, but some say nothing until they are done. */
const COPY_BYTES = 512 * 2 ** 20
const MOST_PARTS = 10_000
const PARTS_AT_ONCE = 4

/** One object that becomes another of the same content. */
export interface Copying {
  from: string
  to: string
  size: number
  /** In one request at most. */
  bytes?: number
}

/** Lets the store copy: nothing of the content comes by here. Whoever reads has the old or the new one meanwhile. */
export async function copy(bucket: Bucket, copying: Copying): Promise<void> {
  if (copying.size <= (copying.bytes ?? COPY_BYTES)) return copyWhole(bucket, copying)
  try {
    await copyInParts(bucket, copying)
  } catch (error) {
    if (!isNotOffered(error)) throw await bucket.answered(Promise.reject(error)).catch(failure => failure)
    await copyWhole(bucket, copying)
  }
}

const sourceOf = ({ Bucket }: Bucket, { from }: Copying): string => `${Bucket}/${encodeURI(from)}`

async function copyWhole(bucket: Bucket, copying: Copying): Promise<void> {
  const CopySource = sourceOf(bucket, copying)
  const asked = new CopyObjectCommand({ Bucket: bucket.Bucket, Key: copying.to, CopySource })
  await bucket.answered(bucket.client.send(asked))
}

async function copyInParts(bucket: Bucket, copying: Copying): Promise<void> {
  const { client, Bucket } = bucket
  const { to: Key, size } = copying
  const begun = Date.now()
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }))
  try {
    const Parts = await copyParts(bucket, copying, UploadId!)
    const whole = new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } })
    await client.send(whole).catch(async error => {
      if (!(await isThere(bucket, Key, { size, begun }))) throw error
    })
  } catch (error) {
    await abort(bucket, Key, UploadId)
    throw error
  }
}

/** Ends only when nothing is under way any more, so that what is aborted then stays away. */
async function copyParts(bucket: Bucket, copying: Copying, UploadId: string): Promise<CompletedPart[]> {
  const CopySource = sourceOf(bucket, copying)
  const bytes = Math.max(copying.bytes ?? COPY_BYTES, Math.ceil(copying.size / MOST_PARTS))
  const parts: CompletedPart[] = []
  const firsts = Array.from({ length: Math.ceil(copying.size / bytes) }, (_, at) => at * bytes).entries()
  const some = async () => {
    for (const [at, first] of firsts) {
      const CopySourceRange = `bytes=${first}-${Math.min(first + bytes, copying.size) - 1}`
      const part = { Bucket: bucket.Bucket, Key: copying.to, UploadId, PartNumber: at + 1 }
      const copied = await bucket.client.send(new UploadPartCopyCommand({ ...part, CopySource, CopySourceRange }))
      parts[at] = { PartNumber: at + 1, ETag: copied.CopyPartResult?.ETag }
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: PARTS_AT_ONCE }, some))
  const failed = ended.find(one => one.status === 'rejected')
  if (failed) throw failed.reason
  return parts
}
