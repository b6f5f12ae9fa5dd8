import { lastCommits as findLast, type Oid, type RepoPath } from '@pail/git'
import type { StorageId } from '../client.ts'
import { type Machine, repositoryOf } from '../machine.ts'

export interface LastAsk {
  commit: Oid
  path: RepoPath
  names: readonly string[]
  signal: AbortSignal
}

export async function lastCommits(
  machine: Machine,
  storage: StorageId,
  { commit, path, names, signal }: LastAsk,
): Promise<Record<string, Oid>> {
  const repository = repositoryOf(machine, storage)
  const { found } = await findLast(repository, { commit, path, names, signal })
  return Object.fromEntries(found)
}
