import { mkdir, rm } from 'node:fs/promises'
import { inQuarantine, type Merged, mergeTree, type Oid } from '@pail/git'
import type { StorageId } from '../client.ts'
import { passingFolder } from '../disk.ts'
import { type Machine, repositoryOf } from '../machine.ts'

export interface ConflictsAsk {
  ours: Oid
  theirs: Oid
  other: StorageId | undefined
  signal: AbortSignal
}

/** Merges where nobody sees it, to say what would come of it. */
export function conflicts(
  machine: Machine,
  storage: StorageId,
  { ours, theirs, other, signal }: ConflictsAsk,
): Promise<Merged> {
  const repository = repositoryOf(machine, storage, other)
  const wish = { key: ['conflicts', repository.dir, ours, theirs], signal, weigh }
  return machine.answers.get(wish, async signal => {
    const folder = passingFolder(machine.disk)
    await mkdir(folder)
    try {
      return await mergeTree(inQuarantine(repository, folder), { ours, theirs, signal })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
}

const weigh = ({ conflicts }: Merged): number =>
  conflicts.reduce((sum, { path, message }) => sum + 2 * (path.length + message.length) + 100, 100)
