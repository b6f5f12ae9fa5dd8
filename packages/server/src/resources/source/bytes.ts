import { NotFound } from '@pail/failures'
import { type FileContent, Recent, type TreeEntry } from '@pail/git-node'
import { Sent } from '../../kernel/answer.ts'
import { attachment } from '../../kernel/attachment.ts'
import { OutOfRange } from '../../kernel/failure.ts'
import type { Forge } from '../../kernel/forge.ts'
import { servedAs } from '../../kernel/media.ts'
import { isSame, rangeIn } from '../../kernel/range.ts'
import { etagOf, lengthOf } from './entry.ts'
import { NoSuchPath, type Place } from './place.ts'

/** Who asks for bytes, and how. */
export interface Reader {
  request: Request
  signal: AbortSignal
}

/** A file as it is stored, or the part of it that was asked for. Links are not followed. */
export async function send(forge: Forge, place: Place, reader: Reader): Promise<Sent> {
  const known = small.get(keyOf(place))
  if (known && !reader.request.headers.has('range')) return new Sent(known.bytes, about(known.entry, {}))
  if (reader.request.method === 'HEAD') return headersOf(forge, place, reader)
  const { entry, range, content } = await read(forge, place, reader)
  const size = lengthOf(entry) ?? 0
  if (range && range.first > range.last) {
    content.destroy()
    throw new OutOfRange(size)
  }
  const length = range ? range.last - range.first + 1 : size
  const bytes = length <= SMALL_BYTES ? await whole(content) : content
  const sized = { 'content-length': String(length) }
  if (!range && Buffer.isBuffer(bytes)) small.set(keyOf(place), { entry, bytes }, 1000 + length)
  if (!range) return new Sent(bytes, about(entry, sized))
  const part = `bytes ${range.first}-${range.last}/${size}`
  return new Sent(bytes, { ...about(entry, { ...sized, 'content-range': part }), status: 206 })
}

/** Of what is small, a stream costs more than the bytes, and what was read once is kept. */
const SMALL_BYTES = 2 ** 16
const KEPT_BYTES = 24 * 2 ** 20

const small = new Recent<{ entry: TreeEntry; bytes: Buffer }>(KEPT_BYTES)
const keyOf = ({ repository, hash, path }: Place) => `${repository.uuid} ${hash} ${path}`

const whole = async (content: AsyncIterable<Buffer>) => Buffer.concat(await Array.fromAsync(content))

async function headersOf(forge: Forge, { repository, hash, path }: Place, { signal }: Reader): Promise<Sent> {
  const entry = await forge.git.entry(repository.uuid, hash, path, { signal })
  if (!entry || entry.type === 'directory') throw new NoSuchPath(path)
  return new Sent('', about(entry, { 'content-length': String(lengthOf(entry) ?? 0) }))
}

/** A range of something that has changed since is the whole. */
async function read(
  forge: Forge,
  { repository, hash, path }: Place,
  { request, signal }: Reader,
): Promise<FileContent> {
  const range = rangeIn(request.headers.get('range'))
  const ask = { signal, ...(range && { range }) }
  const found = await forge.git.file(repository.uuid, hash, path, ask).catch(error => {
    throw error instanceof NotFound ? new NoSuchPath(path) : error
  })
  if (!found.range || isSame(request.headers.get('if-range'), etagOf(found.entry))) return found
  found.content.destroy()
  return forge.git.file(repository.uuid, hash, path, { signal })
}

/** Whatever the file is, no browser runs it as a part of this site. */
const about = (entry: TreeEntry, headers: Record<string, string>) => ({
  type: entry.type === 'file' ? servedAs(entry.path) : 'text/plain',
  headers: {
    ...headers,
    etag: etagOf(entry),
    'accept-ranges': 'bytes',
    'content-disposition': attachment(entry.path.slice(entry.path.lastIndexOf('/') + 1)),
    'content-security-policy': "default-src 'none'; sandbox",
  },
})
