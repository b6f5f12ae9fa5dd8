import { DIRECTORY, type Oid, type RepoPath } from '@pail/git'
import type { StorageId } from '../client.ts'
import { look } from '../look.ts'
import { type Machine, repositoryOf } from '../machine.ts'

export interface LastAsk {
  commit: Oid
  path: RepoPath
  names: readonly string[]
  signal: AbortSignal
}

/** Up to here all of a folder is found at once: the pages after the first then cost nothing. */
const MAX_NAMES = 20_000

export async function lastCommits(machine: Machine, storage: StorageId, asked: LastAsk): Promise<Record<string, Oid>> {
  const repository = repositoryOf(machine, storage)
  const folder = await look(machine, repository, asked)
  if (folder?.mode !== DIRECTORY) return {}
  const marks = await machine.objects.marks(repository, folder)
  const wanted = asked.names.filter(name => marks.has(name))
  const names = marks.size > MAX_NAMES ? wanted : [...marks.keys()]
  const found = wanted.length > 0 ? await machine.lastKnown.of(machine, repository, { ...asked, names }) : new Map()
  return Object.fromEntries(wanted.map(name => [name, found.get(name)]))
}
