import type { Readable } from 'node:stream'
import { Invalid, NotFound } from '@pail/failures'

/** The SHA-256 of a content, in lower-case hex: what it is found by. */
export type BlobId = string & { readonly '~blob': true }

const ID = /^[0-9a-f]{64}$/

export const isBlobId = (text: string): text is BlobId => ID.test(text)

/** Takes a text for the id of a content, or refuses it; nothing else reaches a store. */
export function blobId(text: string): BlobId {
  if (!isBlobId(text)) throw new Invalid('A content is named by its SHA-256 in lower-case hex')
  return text
}

/** A content that is kept. */
export interface Kept {
  id: BlobId
  /** In bytes. */
  size: number
  /** When it was last put. */
  since: Date
}

/** From the first to the last byte of a content, both of them included. */
export interface ByteRange {
  first: number
  last: number
}

/** Contents by what they are: putting the same twice keeps it once. Who needs which of them is for others to know. */
export interface Blobs {
  /** Takes a stream to its end and answers once it is kept for good; of one that breaks off nothing is kept. */
  put(content: AsyncIterable<Uint8Array>): Promise<Kept>
  /** The content or a part of it, as a stream. */
  get(id: BlobId, range?: ByteRange): Promise<Readable>
  seek(id: BlobId): Promise<Kept | undefined>
  /** Forgets a content, unless it was put again since then; answers whether it is gone. */
  remove(id: BlobId, before?: Date): Promise<boolean>
  /** All that are kept, in no order. */
  list(): AsyncIterable<Kept>
  /** Clears away what was begun before that moment and never came to its end; answers how many it was. */
  tidy(before: Date): Promise<number>
}

/** What a row speaks of is not kept. */
export class NoSuchBlob extends NotFound {
  override name = 'NoSuchBlob'
  constructor(id: BlobId) {
    super('The content is not there', { data: { id } })
  }
}
