import type { BlobId } from '../blob.ts'

/** Keeps putting a content and forgetting the same one apart, as far as this process goes. */
export interface Turns {
  /** Begins once nobody forgets the content; any number of others may put it meanwhile. */
  putting<T>(id: BlobId, put: () => Promise<T>): Promise<T>
  /** Answers false at once where somebody puts the content or forgets it already. */
  forgetting(id: BlobId, forget: () => Promise<boolean>): Promise<boolean>
}

export function takeTurns(): Turns {
  const putting = new Map<BlobId, number>()
  const forgetting = new Map<BlobId, Promise<unknown>>()
  return {
    async putting(id, put) {
      while (forgetting.has(id)) await forgetting.get(id)
      putting.set(id, (putting.get(id) ?? 0) + 1)
      try {
        return await put()
      } finally {
        const others = putting.get(id)! - 1
        if (others > 0) putting.set(id, others)
        else putting.delete(id)
      }
    },
    async forgetting(id, forget) {
      if (putting.has(id) || forgetting.has(id)) return false
      const work = forget().finally(() => forgetting.delete(id))
      forgetting.set(
        id,
        work.catch(() => {}),
      )
      return work
    },
  }
}
