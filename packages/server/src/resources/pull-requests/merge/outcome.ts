import { setTimeout as wait } from 'node:timers/promises'
import { invalid } from '@pail/failures'
import type { Static } from 'typebox'
import type { Db } from '../../../db/tables/index.ts'
import type { Known } from '../../../kernel/actor.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { uuidIn } from '../../../kernel/target.ts'
import { DEFAULT_MERGE_STRATEGY } from '../../refs/merge-strategies.ts'
import type { PullRequest } from '../pull-request.ts'
import { find } from '../store.ts'
import type { Reached } from '../target.ts'
import { type Asked, asFailure, type Merge } from './merge.ts'
import { perform } from './perform.ts'
import { startMerge } from './start.ts'
import * as store from './store.ts'
import type { mergeInput } from './view.ts'

/** Whoever waits longer is told where to ask. */
const PATIENCE_MS = 20_000

interface Wish {
  actor: Known
  asked: Asked
  isAsync: boolean
}

/** The pull request that was merged, or the task that is still at it; a refusal is thrown. */
export async function merged(
  forge: Forge,
  { pullRequest, repository }: Reached,
  { actor, asked, isAsync }: Wish,
): Promise<{ pullRequest: PullRequest } | { task: string }> {
  const merge = await startMerge(forge, pullRequest, { actor, asked })
  const over = perform(forge, merge, actor)
  over.catch(err => forge.log.error({ err, merge: merge.uuid }, 'merge failed'))
  const isOver = !isAsync && (await Promise.race([over.then(() => true), wait(PATIENCE_MS, false, { ref: false })]))
  if (!isOver) return { task: merge.uuid }
  const { state, refusal } = (await store.seek(forge.database.reader, merge.uuid))!
  if (state === 'FAILED') throw asFailure(refusal!)
  return { pullRequest: await find(forge.database.reader, repository, String(pullRequest.id)) }
}

/** What a body asks for; of the rest the pull request itself has an idea. */
export const asked = (
  { merge_strategy, message, close_source_branch }: Static<typeof mergeInput>,
  { closesSourceBranch }: PullRequest,
): Asked => ({
  strategy: merge_strategy ?? DEFAULT_MERGE_STRATEGY,
  ...(message != null && { message }),
  closesSourceBranch: close_source_branch ?? closesSourceBranch,
})

/** How far a merge is, and the pull request when it is done. */
export interface Task extends Pick<Merge, 'uuid' | 'state'> {
  pullRequest: PullRequest
}

/** What became of a merge; thrown, where it was refused. */
export async function taskOf(db: Db, { repository, pullRequest }: Reached, text: string): Promise<Task> {
  const uuid = uuidIn(text)
  const merge = uuid && (await store.seek(db, uuid))
  if (!merge || merge.pullRequestUuid !== pullRequest.uuid)
    throw invalid('task_id', 'This is no merge of this pull request.')
  if (merge.state === 'FAILED') throw asFailure(merge.refusal!)
  // It may have been merged since the pull request was read.
  return { uuid, state: merge.state, pullRequest: await find(db, repository, String(pullRequest.id)) }
}
