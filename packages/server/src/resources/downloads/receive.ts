import type { BlobId, Blobs } from '@pail/blobs'
import { Failure, invalid } from '@pail/failures'
import { NotAcceptable } from '../../kernel/failure.ts'
import { boundaryOf, malformed, type Part, partsOf, tooLong } from '../../kernel/multipart.ts'
import { parametersIn } from '../../kernel/parameters.ts'
import { readPatiently } from '../../kernel/read-patiently.ts'
import { downloadName } from './download.ts'

export const MULTIPART = 'multipart/form-data'
const FIELD = 'files'
const MAX_FILES = 100

/** A file that has come. */
export interface Received {
  name: string
  blob: BlobId
  size: number
}

/** Keeps the files of a request as they come in. Nothing speaks of them until all of it is here. */
export async function receive(blobs: Blobs, request: Request, maxBytes: number): Promise<Received[]> {
  const header = request.headers.get('content-type') ?? ''
  if (header.split(';')[0]!.trim().toLowerCase() !== MULTIPART)
    throw new NotAcceptable('Unsupported Content-Type', { detail: `Files are sent as ${MULTIPART}.` })
  const files = new Map<string, Received>()
  try {
    for await (const part of partsOf(readPatiently(request), boundaryOf(header))) {
      const name = fileName(part)
      if (name === undefined) continue
      if (files.has(name)) throw invalid(FIELD, `${name} is given more than once`)
      if (files.size === MAX_FILES) throw tooLong(`At most ${MAX_FILES} files are taken at once.`)
      const { id, size } = await blobs.put(limited(part.content, name, maxBytes))
      files.set(name, { name, blob: id, size })
    }
  } catch (error) {
    // A caller who has gone reads no refusal; any other error is a fault of ours.
    throw !(error instanceof Failure) && request.signal.aborted
      ? malformed('The request cannot be read to its end.')
      : error
  }
  return [...files.values()]
}

/** Whatever has the name of a file is one; other fields say nothing here. */
function fileName({ headers }: Part): string | undefined {
  const said = parametersIn(headers.get('content-disposition'))
  const name = extended(said.get('filename*')) ?? said.get('filename')
  if (name !== undefined) return downloadName(name)
  if (said.get('name') === FIELD) throw invalid(FIELD, 'a file has a name')
  return undefined
}

/** What some clients write of a name that is not ASCII: `UTF-8''na%C3%AFve.txt`. */
function extended(value: string | undefined): string | undefined {
  const [, written] = /^utf-8'[^']*'(.*)$/is.exec(value ?? '') ?? []
  try {
    return written === undefined ? undefined : decodeURIComponent(written)
  } catch {
    throw malformed('The name of a file is not UTF-8.')
  }
}

async function* limited(content: AsyncIterable<Buffer>, name: string, maxBytes: number): AsyncGenerator<Buffer> {
  let size = 0
  for await (const piece of content) {
    size += piece.length
    if (size > maxBytes) throw tooLong(`${name} is longer than ${maxBytes} bytes.`)
    yield piece
  }
}
