import type { Page, PageRequest } from '@pail/db'
import type { Mark } from './marks.ts'

export type Marked<T> = T & { matches: readonly Mark[] }

/** One page of what was found, read whole and marked. */
export async function pageOf<T extends object>(
  uuids: readonly string[],
  { page, pagelen }: PageRequest,
  { read, mark }: { read: (uuids: readonly string[]) => Promise<ReadonlyMap<string, T>>; mark: (thing: T) => Mark[] },
): Promise<Page<Marked<T>>> {
  const shown = uuids.slice((page - 1) * pagelen, page * pagelen)
  const things = shown.length === 0 ? new Map<string, T>() : await read(shown)
  const values = shown.flatMap(uuid => {
    const thing = things.get(uuid)
    return thing ? [{ ...thing, matches: mark(thing) }] : []
  })
  return { values, page, pagelen, size: uuids.length }
}
