import { Failure } from '@pail/failures'
import type { FileMode } from '@pail/git-node'
import { UnsupportedMedia } from '../../../kernel/failure.ts'
import { boundaryOf, malformed, partsOf, tooLong, wholeOf } from '../../../kernel/multipart.ts'
import { readPatiently } from '../../../kernel/read-patiently.ts'
import { dispositionOf } from './disposition.ts'
import { formEntries, textOf } from './form.ts'
import type { Spool } from './spool.ts'
import { isAbout, newUpload, note, placeOf, refuseLink, type Upload } from './upload.ts'

export const MULTIPART = 'multipart/form-data'
export const FORM = 'application/x-www-form-urlencoded'

const MAX_FIELDS = 10_000

/** One thing that the body brings: words about the commit, or a file. */
interface Entry {
  name: string
  isAbout: boolean
  mode: FileMode
  content: AsyncIterable<Buffer>
}

/** Reads the body as it comes in; files go to the spool. */
export async function receive(request: Request, spool: Spool): Promise<Upload> {
  const upload = newUpload()
  let count = 0
  try {
    for await (const entry of entriesOf(request)) {
      if (++count > MAX_FIELDS) throw tooLong(`At most ${MAX_FIELDS} files and fields are taken at once.`)
      if (entry.isAbout) note(upload, entry.name, textOf(await wholeOf(entry.name, entry.content)))
      else await takeFile(upload, spool, entry)
    }
  } catch (error) {
    throw error instanceof Failure ? error : unreadable(request, error)
  }
  return upload
}

/** A caller who has gone reads no refusal; any other error is a fault of ours. */
const unreadable = (request: Request, error: unknown): unknown =>
  request.signal.aborted ? malformed('The request cannot be read to its end.') : error

function entriesOf(request: Request): AsyncIterable<Entry> {
  const header = request.headers.get('content-type') ?? ''
  const type = header.split(';')[0]!.trim().toLowerCase()
  if (type === MULTIPART) return multipartEntries(request, boundaryOf(header))
  if (type === FORM || (type === '' && !request.body)) return plainEntries(request)
  throw new UnsupportedMedia('Unsupported media type', {
    detail: `Files are sent as ${MULTIPART} or ${FORM}, not as ${type || 'a body without a type'}.`,
  })
}

async function* multipartEntries(request: Request, boundary: string): AsyncGenerator<Entry> {
  for await (const part of partsOf(readPatiently(request), boundary)) {
    const { name, isFile, mode } = dispositionOf(part)
    yield { name, isAbout: !isFile && isAbout(name), mode, content: part.content }
  }
}

async function* plainEntries(request: Request): AsyncGenerator<Entry> {
  for await (const { name, content } of formEntries(request))
    yield { name, isAbout: isAbout(name), mode: '100644', content: once(content) }
}

async function* once(content: Buffer): AsyncGenerator<Buffer> {
  yield content
}

async function takeFile(upload: Upload, spool: Spool, { name, mode, content }: Entry): Promise<void> {
  const path = placeOf(upload, name, mode)
  if (mode !== '120000') return void upload.files.set(path, { content: await spool.take(content), mode })
  const target = await wholeOf(name, content)
  refuseLink(path, target)
  upload.files.set(path, { content: target, mode })
}
