import type { StorageId } from '../client.ts'
import { type Machine, repositoryOf } from '../machine.ts'

/** A place for files to come; when nobody comes back to it, it ends by itself. */
export async function beginWrite(machine: Machine, storage: StorageId): Promise<string> {
  const quarantine = await machine.quarantines.begin(storage, repositoryOf(machine, storage))
  machine.quarantines.keep(quarantine)
  return quarantine.id
}
