import { storeSize } from '@pail/git'
import type { StorageId, StorageSize } from '../client.ts'
import { type Machine, refsOf, repositoryOf } from '../machine.ts'

export async function size(machine: Machine, storage: StorageId): Promise<StorageSize> {
  const { refs } = await refsOf(machine, storage)
  return { ...(await storeSize(repositoryOf(machine, storage).dir)), refs: refs.length }
}
