import type { Oid, RepoPath } from '@pail/git'
import type { StorageId } from '../client.ts'
import { look, shown } from '../look.ts'
import { type Machine, repositoryOf } from '../machine.ts'
import type { TreeEntry } from '../reading.ts'

/** What is at a path of a commit; null when nothing is. */
export async function entry(
  machine: Machine,
  storage: StorageId,
  place: { commit: Oid; path: RepoPath },
): Promise<TreeEntry | null> {
  const repository = repositoryOf(machine, storage)
  const found = await look(machine, repository, place)
  if (!found) return null
  const placed = [{ path: place.path, entry: found }]
  return (await shown(machine, repository, { placed, sizes: true }))[0]!
}
