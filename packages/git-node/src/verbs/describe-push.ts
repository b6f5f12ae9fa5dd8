import { newestCommits, type RefChange, type RefName, type Repository } from '@pail/git'
import type { StorageId, UpdateFacts } from '../client.ts'
import { type Machine, repositoryOf } from '../machine.ts'

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
  const besides = moved.map(({ ref }) => ref)
  const described: UpdateFacts[] = []
  for (const change of moved.slice(0, MAX_DESCRIBED)) described.push(await describe(repository, change, besides))
  return described
}

async function describe(
  repository: Repository,
  { ref, old, new: tip }: RefChange,
  besides: readonly RefName[],
): Promise<UpdateFacts> {
  const commits = await newestCommits(repository, { tip: tip!, old, besides, count: COMMITS + 1 })
  return { ref, commits: commits.slice(0, COMMITS), truncated: commits.length > COMMITS }
}
