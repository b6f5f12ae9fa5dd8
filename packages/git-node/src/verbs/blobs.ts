import { Readable } from 'node:stream'
import type { Oid, Repository } from '@pail/git'
import { framed } from '../bulk.ts'
import type { StorageId } from '../client.ts'
import { type Machine, repositoryOf } from '../machine.ts'

export interface Many {
  ids: Oid[]
  maxBytes: number
  signal: AbortSignal
}

/** Of this many the sizes are asked at once. */
const SIZES_AT_ONCE = 256
/** What is held in memory of one answer. */
const BYTES_AT_ONCE = 4 * 2 ** 20

/** Contents as they are read; those that are larger than wanted are not read at all. */
export function blobs(machine: Machine, storage: StorageId, many: Many): Readable {
  const repository = repositoryOf(machine, storage)
  return Readable.from(read(machine, repository, many), { objectMode: false, highWaterMark: 2 ** 18 })
}

async function* read(machine: Machine, repository: Repository, { ids, maxBytes, signal }: Many) {
  for (let at = 0; at < ids.length; at += SIZES_AT_ONCE) {
    const some = ids.slice(at, at + SIZES_AT_ONCE)
    const sizes = await machine.objects.sizes(repository, some)
    for (const group of groupsOf(some, sizes, maxBytes)) {
      signal.throwIfAborted()
      for (const [place, found] of (await machine.objects.many(repository, group, maxBytes)).entries())
        if (found?.kind === 'blob') yield Buffer.concat(framed({ oid: group[place]!, content: found.body }))
    }
  }
}

/** So many at once that together they fit into memory. */
function* groupsOf(ids: readonly Oid[], sizes: readonly (number | null)[], maxBytes: number): Generator<Oid[]> {
  let group: Oid[] = []
  let held = 0
  for (const [place, id] of ids.entries()) {
    const size = sizes[place]!
    if (size === null || size > maxBytes) continue
    group.push(id)
    held += size
    if (held < BYTES_AT_ONCE) continue
    yield group
    group = []
    held = 0
  }
  if (group.length > 0) yield group
}
