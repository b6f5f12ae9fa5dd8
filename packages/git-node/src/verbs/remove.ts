import { existsSync } from 'node:fs'
import type { StorageId } from '../client.ts'
import { discard, folderOf } from '../disk.ts'
import type { Machine } from '../machine.ts'

export async function remove(machine: Machine, storage: StorageId): Promise<void> {
  const folder = folderOf(machine.disk, storage)
  await machine.turns.take(storage, async () => {
    machine.readers.forget(folder)
    machine.snapshots.forget({ git: machine.git, dir: folder })
    if (existsSync(folder)) await discard(machine.disk, storage)
    await machine.cache.drop(storage)
  })
}
