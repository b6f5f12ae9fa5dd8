import { join } from 'node:path'
import { migrate, type RefName } from '@pail/git'
import type { MovedRef, StorageId, UpdateResult } from '../client.ts'
import { type Machine, repositoryOf } from '../machine.ts'
import { moveRefs } from '../move-refs.ts'

export interface Commit {
  quarantine: string
  refs: readonly RefName[]
  atomic: boolean
}

/** The objects first, on the disk and in place; then the refs. */
export async function commit(
  machine: Machine,
  storage: StorageId,
  { quarantine: id, refs, atomic }: Commit,
): Promise<UpdateResult[]> {
  const quarantine = machine.quarantines.take(storage, id)
  try {
    const chosen = quarantine.updates.filter(update => refs.includes(update.ref) && update.reason === undefined)
    if (chosen.some(update => update.new))
      await migrate(quarantine.folder, join(repositoryOf(machine, storage).dir, 'objects'))
    const moved = await moveRefs(machine, storage, chosen, { atomic, updater: () => quarantine.crew.call('updater') })
    follow(machine, storage, moved)
    return moved.map(({ reason }, at) => (reason === undefined ? chosen[at]! : { ...chosen[at]!, reason }))
  } finally {
    // Nobody waits for what is only tidying.
    void machine.quarantines.end(quarantine)
  }
}

/** What fails here is tried again by whoever asks. */
function follow(machine: Machine, storage: StorageId, moved: readonly MovedRef[]): void {
  const repository = repositoryOf(machine, storage)
  for (const { ref, old, new: tip, reason } of moved)
    if (reason === undefined && old && tip && ref.startsWith('refs/heads/'))
      void machine.lastKnown.follow(machine, repository, { old, tip }).catch(() => {})
}
