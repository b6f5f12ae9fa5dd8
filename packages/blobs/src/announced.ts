import { Invalid } from '@pail/failures'
import type { BlobId } from './blob.ts'

/** What a content is, besides its bytes. */
export interface Announced {
  id: BlobId
  /** In bytes. */
  size: number
}

/** A content has come that is another one than was announced. */
export class NotAsAnnounced extends Invalid {
  override name = 'NotAsAnnounced'
  readonly differs: 'size' | 'sha256'
  constructor(differs: 'size' | 'sha256', said: string | number, found: string | number) {
    const what = differs === 'size' ? 'size' : 'SHA-256'
    super(`The content is not what was announced: its ${what} is ${found}, not ${said}`, {
      data: { differs, announced: said, received: found },
    })
    this.differs = differs
  }
}

/** The same stream, which ends in a refusal as soon as it is longer than was announced. */
export function upTo(announced: Announced | undefined, content: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return announced ? bounded(announced.size, content) : content
}

async function* bounded(most: number, content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const piece of content) {
    size += piece.length
    if (size > most) throw new NotAsAnnounced('size', most, `over ${most}`)
    yield piece
  }
}

/** Refuses what has come when something else was announced. */
export function refuseOther(announced: Announced | undefined, { id, size }: Announced): void {
  if (!announced) return
  if (size !== announced.size) throw new NotAsAnnounced('size', announced.size, size)
  if (id !== announced.id) throw new NotAsAnnounced('sha256', announced.id, id)
}
