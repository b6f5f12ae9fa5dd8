import { newestCommits, type Oid, type RefChange } from '@pail/git'
import type { StorageId, UpdateFacts } from '../client.ts'
import { type Machine, refsOf, repositoryOf } from '../machine.ts'

/** As many as the public push event shows. */
const COMMITS = 5

/** Refs past these go without their commits: nobody reads a thousand. */
const MAX_DESCRIBED = 100

export async function describePush(
  machine: Machine,
  storage: StorageId,
  changes: readonly RefChange[],
): Promise<UpdateFacts[]> {
  const repository = repositoryOf(machine, storage)
  const moved = changes.filter(({ ref, new: next }) => next && ref.startsWith('refs/heads/'))
  const before = moved.some(({ old }) => old === null) ? await others(machine, storage, moved) : []
  const described: UpdateFacts[] = []
  for (const { ref, old, new: tip } of moved.slice(0, MAX_DESCRIBED)) {
    const known = old === null ? before : [old]
    const commits = await newestCommits(repository, { tip: tip!, known, count: COMMITS + 1 })
    described.push({ ref, commits: commits.slice(0, COMMITS), truncated: commits.length > COMMITS })
  }
  return described
}

/** Where the branches are that did not move: what they hold was brought by no new one. */
async function others(machine: Machine, storage: StorageId, moved: readonly RefChange[]): Promise<Oid[]> {
  const names = new Set<string>(moved.map(({ ref }) => ref))
  const { refs } = await refsOf(machine, storage)
  const standing = refs.filter(({ name }) => name.startsWith('refs/heads/') && !names.has(name))
  return [...new Set(standing.map(({ oid }) => oid))]
}
