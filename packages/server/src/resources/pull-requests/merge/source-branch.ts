import { Failure } from '@pail/failures'
import { type RefChange, refName } from '@pail/git'
import { neededFor } from '../../../auth/permissions.ts'
import type { Known } from '../../../kernel/actor.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { mayBeDeleted } from '../../branch-restrictions/standing.ts'
import { move } from '../../refs/landing/land.ts'
import { reach } from '../../repositories/reach.ts'
import { isFromFork } from '../pull-request.ts'
import type { Present } from './present.ts'

/** The end of the source branch, to go with the merge; nothing where the branch has to stay or is elsewhere. */
export async function sourceBranchDeletion(forge: Forge, { pullRequest, theirs }: Present): Promise<RefChange[]> {
  const { repository, source, destination } = pullRequest
  if (isFromFork(pullRequest) || source.branch === destination.branch) return []
  if (!(await mayBeDeleted(forge, repository, source.branch))) return []
  return [{ ref: refName(`refs/heads/${source.branch}`), old: theirs, new: null }]
}

/** The same in a fork, where whoever merges may change it. What stands in the way there leaves the merge as it is. */
export async function deleteSourceBranchOfFork(
  forge: Forge,
  { pullRequest, theirs }: Present,
  actor: Known,
): Promise<void> {
  const { source } = pullRequest
  if (!isFromFork(pullRequest) || source.repositoryUuid === null) return
  const reached = await reach(forge.database.reader, '{}', source.repositoryUuid, actor)
  if (!reached || reached.rank < neededFor('write')) return
  if (!(await mayBeDeleted(forge, reached.repository, source.branch))) return
  const change = { ref: refName(`refs/heads/${source.branch}`), old: theirs, new: null }
  await move(forge, { repository: reached.repository, actor }, [change]).catch(error => {
    if (!(error instanceof Failure)) throw error
  })
}
