import type { BlobId } from '@pail/blobs'
import { invalid } from '@pail/failures'
import type { Repository } from '../repositories/repository.ts'

/** A file that a repository offers beside its code. */
export interface Download {
  id: string
  repository: Repository
  name: string
  blob: BlobId
  /** In bytes. */
  size: number
  userUuid: string | null
  /** How often somebody has been sent to it. */
  downloads: number
  createdOn: string
}

/** As much as one name of a file system takes, so that whoever takes the file can keep it under its name. */
const MAX_NAME_BYTES = 255

/** The name under which a file is offered that came under this one. */
export function downloadName(sent: string): string {
  // Quirk: what stands before the last slash is the sender's own; some clients send the whole path.
  const name = sameName(sent.replace(/^.*[\\/]/s, ''))
  if (name === '' || name === '.' || name === '..') throw invalid('files', 'a file has a name')
  if (/\p{Cc}/u.test(name)) throw invalid('files', 'a name holds no control characters')
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) throw invalid('files', `a name is at most ${MAX_NAME_BYTES} bytes long`)
  return name
}

/** Letters with accents are written in two ways, which read alike. */
export const sameName = (name: string): string => name.normalize('NFC')
