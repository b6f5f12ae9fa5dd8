import { isKnown, Sent } from '../../kernel/answer.ts'
import { attachment } from '../../kernel/attachment.ts'
import { OutOfRange } from '../../kernel/failure.ts'
import type { Forge } from '../../kernel/forge.ts'
import { servedAs } from '../source/media.ts'
import { isSame, rangeIn } from '../source/range.ts'
import type { Download } from './download.ts'

type File = Pick<Download, 'name' | 'blob' | 'size' | 'createdOn'>

/** A file as it was brought, or the part of it that was asked for. */
export async function send({ blobs }: Pick<Forge, 'blobs'>, file: File, request: Request): Promise<Sent> {
  const headers = about(file)
  const range = partIn(request, file, headers.etag)
  const length = range ? range.last - range.first + 1 : file.size
  const all = {
    ...headers,
    'content-length': String(length),
    ...(range && { 'content-range': `bytes ${range.first}-${range.last}/${file.size}` }),
  }
  const isWanted = request.method !== 'HEAD' && !isKnown(request, headers.etag)
  const content = isWanted && length > 0 ? await blobs.get(file.blob, range) : ''
  return new Sent(content, { type: servedAs(file.name), headers: all, status: range ? 206 : 200 })
}

/** A range of something that has changed since is the whole. */
function partIn(request: Request, { size }: File, etag: string): { first: number; last: number } | undefined {
  const asked = rangeIn(request.headers.get('range'))
  if (!asked || !isSame(request.headers.get('if-range'), etag)) return undefined
  const first = 'suffix' in asked ? Math.max(size - asked.suffix, 0) : asked.first
  const last = 'suffix' in asked ? size - 1 : Math.min(asked.last ?? size - 1, size - 1)
  if (first > last) throw new OutOfRange(size)
  return { first, last }
}

/** Whatever the file is, no browser runs it as a part of this site. */
const about = ({ name, blob, createdOn }: File) => ({
  etag: `"${blob}"`,
  'last-modified': new Date(createdOn).toUTCString(),
  'accept-ranges': 'bytes',
  'cache-control': 'private',
  'content-disposition': attachment(name),
  'content-security-policy': "default-src 'none'; sandbox",
})
