import type { Kysely } from 'kysely'
import { isVersioned, Memory } from './memory.ts'

/** What was found of a database under a key, given again as the very object that it was. */
export type Recall<Found> = <T>(db: Kysely<T>, key: readonly unknown[], read: () => Promise<Found>) => Promise<Found>

/**
 * Remembers the last `most` things that were read, until anybody commits anything. Where reading cannot tell whether
 * somebody did, each is read anew. The key says all that the finding depends on besides the database.
 *
 * @example
 * const recall = recalling<Page<User>>(20)
 * const page = await recall(db, [sort, page], () => list(db, sort, page))
 */
export function recalling<Found extends object>(most: number): Recall<Found> {
  const memories = new WeakMap<object, Memory<Found>>()
  return (db, key, read) => {
    const { adapter } = db.getExecutor()
    if (!isVersioned(adapter)) return read()
    const memory = memories.get(adapter) ?? new Memory<Found>(adapter, most)
    memories.set(adapter, memory)
    return memory.recall(key, read)
  }
}
