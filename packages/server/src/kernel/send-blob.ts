import type { BlobId, ByteRange } from '@pail/blobs'
import { isKnown, Sent } from './answer.ts'
import { attachment } from './attachment.ts'
import { OutOfRange } from './failure.ts'
import type { Forge } from './forge.ts'
import { placeInFront } from './front.ts'
import { servedAs } from './media.ts'
import { isSame, rangeIn } from './range.ts'

/** A content that is sent as a file. */
export interface BlobFile {
  blob: BlobId
  /** In bytes. */
  size: number
  /** What it is to be kept as, and what tells its type. */
  name: string
  /** Since when it is what it is. */
  createdOn: string
}

/** A content as it was brought, or the part of it that was asked for. */
export async function sendBlob(
  forge: Pick<Forge, 'blobs' | 'config'>,
  file: BlobFile,
  request: Request,
): Promise<Sent> {
  const place = placeInFront(forge, file.blob, request)
  // Conditions and parts are left to whoever sends it.
  if (place) return new Sent('', { type: servedAs(file.name), headers: { ...guards(file), 'x-accel-redirect': place } })
  const headers = about(file)
  const isNew = !isKnown(request, headers.etag, headers['last-modified'])
  const range = isNew ? partIn(request, file, headers) : undefined
  const length = range ? range.last - range.first + 1 : file.size
  const all = {
    ...headers,
    'content-length': String(length),
    ...(range && { 'content-range': `bytes ${range.first}-${range.last}/${file.size}` }),
  }
  const isWanted = request.method !== 'HEAD' && isNew
  const whole = { first: 0, last: file.size - 1 }
  const content = isWanted && length > 0 ? await forge.blobs.get(file.blob, range ?? whole) : ''
  return new Sent(content, { type: servedAs(file.name), headers: all, status: range ? 206 : 200 })
}

/** A range of something that has changed since is the whole. */
function partIn(request: Request, { size }: BlobFile, headers: ReturnType<typeof about>): ByteRange | undefined {
  const asked = rangeIn(request.headers.get('range'))
  if (!asked || !isSame(request.headers.get('if-range'), headers.etag, headers['last-modified'])) return undefined
  const first = 'suffix' in asked ? Math.max(size - asked.suffix, 0) : asked.first
  const last = 'suffix' in asked ? size - 1 : Math.min(asked.last ?? size - 1, size - 1)
  if (first > last) throw new OutOfRange(size)
  return { first, last }
}

const about = (file: BlobFile) => ({
  etag: `"${file.blob}"`,
  'last-modified': new Date(file.createdOn).toUTCString(),
  'accept-ranges': 'bytes',
  ...guards(file),
})

/** Whatever the content is, no browser runs it as a part of this site. */
const guards = ({ name }: BlobFile) => ({
  'cache-control': 'private',
  'content-disposition': attachment(name),
  'content-security-policy': "default-src 'none'; sandbox",
})
