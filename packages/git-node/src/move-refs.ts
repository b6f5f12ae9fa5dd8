import { ATOMIC_FAILURE, type Manner, type Ref, type RefChange, updateRefs } from '@pail/git'
import type { MovedRef, StorageId } from './client.ts'
import { type Machine, refsOf, repositoryOf } from './machine.ts'
import { MOVED } from './screen.ts'

/** Moves refs in the repository's turn. What is seen to be out of date costs no process; git decides on the rest. */
export function moveRefs(
  machine: Machine,
  storage: StorageId,
  changes: readonly RefChange[],
  manner: Manner,
): Promise<MovedRef[]> {
  const repository = repositoryOf(machine, storage)
  return machine.turns.take(storage, async () => {
    const stale = outOfDate(changes, (await machine.snapshots.read(repository)).refs)
    const fresh = manner.atomic && stale.size > 0 ? [] : changes.filter(change => !stale.has(change))
    const reasons = await updateRefs(repository, fresh, manner)
    readAgain(machine, storage)
    const doubtful = new Set(fresh)
    return changes.map(change => {
      const reason = stale.has(change) ? MOVED : doubtful.has(change) ? reasons.get(change.ref) : ATOMIC_FAILURE
      return reason === undefined ? change : { ...change, reason }
    })
  })
}

/** Long enough after a change for file times to tell the next one from it. */
const SETTLED_MS = 30

/** So that whoever asks next need not wait for the reading. */
function readAgain(machine: Machine, storage: StorageId): void {
  setTimeout(() => void refsOf(machine, storage).catch(() => {}), SETTLED_MS).unref()
}

function outOfDate(changes: readonly RefChange[], refs: readonly Ref[]): Set<RefChange> {
  const named = new Set<string>(changes.map(({ ref }) => ref))
  const current = new Map(refs.filter(ref => named.has(ref.name)).map(ref => [ref.name, ref.oid]))
  return new Set(changes.filter(({ ref, old }) => old !== (current.get(ref) ?? null)))
}
