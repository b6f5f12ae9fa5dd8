import type { Readable } from 'node:stream'
import { Invalid, NotFound } from '@pail/failures'
import type { Announced } from './announced.ts'

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

/** How a content is handed out by the store itself. */
export interface Handing {
  /** How long the address is good for. */
  seconds: number
  /** The `Content-Type` that it is served with. */
  type?: string
  /** The `Content-Disposition` that it is served with, the whole of it. */
  disposition?: string
}

/** Contents by what they are: putting the same twice keeps it once. Who needs which of them is for others to know. */
export interface Blobs {
  /**
   * Takes a stream to its end and answers once it is kept for good; of one that breaks off nothing is kept, nor of one
   * that is not what was announced.
   */
  put(content: AsyncIterable<Uint8Array>, announced?: Announced): Promise<Kept>
  /** The content or a part of it, as a stream. */
  get(id: BlobId, range?: ByteRange): Promise<Readable>
  seek(id: BlobId): Promise<Kept | undefined>
  /** Where anybody can read the content for a while, ranges included; nothing where it has no address of its own. */
  address(id: BlobId, handing: Handing): Promise<string | undefined>
  /** Where the file of a content lies below the folder of all, with `/`; nothing where there are no files. */
  place(id: BlobId): string | undefined
  /** Forgets a content, unless it was put again since then; answers whether it is gone. */
  remove(id: BlobId, before?: Date): Promise<boolean>
  /** All that are kept, in no order. */
  list(): AsyncIterable<Kept>
  /** Clears away what was begun before that moment and never came to its end; answers how many it was. */
  tidy(before: Date): Promise<number>
  /** Refuses, with the reason, when contents cannot be kept there as things are. */
  check(): Promise<void>
}

/** What a row speaks of is not kept. */
export class NoSuchBlob extends NotFound {
  override name = 'NoSuchBlob'
  constructor(id: BlobId) {
    super('The content is not there', { data: { id } })
  }
}
