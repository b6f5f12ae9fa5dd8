import type { Mergeability } from '@pail/git-node'
import type { Reaction } from '../../../kernel/events.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { enqueue, type Job } from '../../../kernel/jobs.ts'
import { listStale, type Open, save, seek } from './mergeability-store.ts'
import type { Present } from './present.ts'

/** As many as are asked about at once. */
const BATCH = 300

/** What a merge would come to now; known beforehand, as a rule. */
export async function mergeabilityOf(
  forge: Forge,
  { pullRequest, ours, theirs }: Pick<Present, 'pullRequest' | 'ours' | 'theirs'>,
  signal?: AbortSignal,
): Promise<Mergeability> {
  const known = await seek(forge.database.reader, { uuid: pullRequest.uuid, ours, theirs })
  if (known) return known
  const { uuid, repository } = pullRequest
  const [verdict] = await forge.git.mergeability(repository.uuid, [{ ours, theirs }], { signal })
  await forge.database.transact(tx => save(tx, { uuid, ours, theirs }, verdict!))
  return verdict!
}

/** After whatever moved a branch: what is open there is looked at again. */
export const lookAgain: Reaction = async ({ payload }, forge) => {
  const { repository } = payload as { repository: string }
  await forge.database.transact(tx => enqueue(tx, refreshMergeability, { repository }, { key: repository }))
}

/** Works out what would come of merging each open pull request of a repository, where that is not known. */
export const refreshMergeability: Job<{ repository: string }> = {
  kind: 'refresh mergeability',
  async run({ repository }, forge) {
    if (!(await forge.git.has(repository))) return
    const { refs } = await forge.git.refs(repository)
    const tips = new Map(refs.map(({ name, oid }) => [name as string, oid]))
    const stale = await listStale(forge.database.reader, repository, tips)
    for (let from = 0; from < stale.length; from += BATCH)
      await refresh(forge, repository, stale.slice(from, from + BATCH))
  },
}

async function refresh({ git, database }: Forge, repository: string, open: readonly Open[]): Promise<void> {
  const verdicts = await git.mergeability(repository, open)
  await database.transact(async tx => {
    for (const [at, one] of open.entries()) await save(tx, one, verdicts[at]!)
  })
}
