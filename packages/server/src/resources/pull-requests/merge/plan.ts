import { Conflict } from '@pail/failures'
import type { Db } from '../../../db/tables/index.ts'
import { isOpen, type PullRequest } from '../pull-request.ts'
import { findToChange } from '../store.ts'
import type { Merge } from './merge.ts'
import type { Present } from './present.ts'
import * as store from './store.ts'

/**
 * Notes what the destination is about to name. `Conflict` when somebody has given the merge up meanwhile, or the pull
 * request is not what was looked at: what was approved is what is merged, and where.
 */
export async function plan(
  tx: Db,
  { merge, present }: { merge: Merge; present: Present },
  planned: store.Plan,
): Promise<void> {
  if (!(await store.plan(tx, merge, planned))) throw new Conflict('The merge was given up meanwhile.')
  const now = await findToChange(tx, present.pullRequest)
  if (!isSame(now, present.pullRequest)) throw new Conflict('The pull request changed while it was being merged.')
}

const isSame = (now: PullRequest, seen: PullRequest): boolean =>
  isOpen(now) &&
  now.isDraft === seen.isDraft &&
  now.source.hash === seen.source.hash &&
  now.destination.branch === seen.destination.branch
