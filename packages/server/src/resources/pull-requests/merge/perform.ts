import { setTimeout as wait } from 'node:timers/promises'
import { Conflict, Failure, Invalid, Unavailable } from '@pail/failures'
import type { Oid, RefName } from '@pail/git'
import type { Merging, Written } from '@pail/git-node'
import type { Known } from '../../../kernel/actor.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { land } from '../../refs/landing/land.ts'
import { signatureOf } from '../../users/signature.ts'
import type { PullRequest } from '../pull-request.ts'
import { alreadyClosed } from '../state.ts'
import { byUuids } from '../store.ts'
import { complete } from './complete.ts'
import { asRefusal, LOST, type Merge } from './merge.ts'
import { messageFor } from './message-for.ts'
import { plan } from './plan.ts'
import { type Present, presentOf, SourceMoved } from './present.ts'
import { refuseUnmet } from './refuse-unmet.ts'
import { settleAbandoned } from './settle.ts'
import { deleteSourceBranchOfFork, sourceBranchDeletion } from './source-branch.ts'
import * as store from './store.ts'

/** Others merge and push into the same branch meanwhile; each time what was asked is asked again of what is there then. */
const MOST_TRIES = 5
const PAUSE_MS = 50
const SECONDS = 45

/** Merges, and keeps what came of it with the merge; only what nobody could expect is thrown. */
export async function perform(forge: Forge, merge: Merge, actor: Known): Promise<void> {
  try {
    await tryToMerge(forge, merge, actor)
  } catch (error) {
    const refusal = error instanceof Failure ? asRefusal(error) : LOST
    if (isDecided(error)) return void (await forge.database.transact(tx => store.end(tx, merge, refusal)))
    // An answer that was lost says nothing about the branch, but the branch does; when that cannot be asked, it is later.
    const isMerged = await settleAbandoned(forge, merge, refusal)
    if (!isMerged && !(error instanceof Failure)) throw error
  }
}

/** Whether it is certain that nothing was merged. */
export const isDecided = (error: unknown): boolean => error instanceof Failure && !(error instanceof Unavailable)

async function tryToMerge(forge: Forge, merge: Merge, actor: Known): Promise<void> {
  for (let tries = 1; ; tries++) {
    const pullRequest = await freshly(forge, merge)
    try {
      const present = await presentOf(forge, pullRequest)
      await refuseUnmet(forge, present, actor)
      await landMerge(forge, { merge, actor, present })
      await complete(forge, merge)
      if (merge.asked.closesSourceBranch) await deleteSourceBranchOfFork(forge, present, actor)
      return
    } catch (error) {
      const passes = error instanceof Conflict || error instanceof SourceMoved
      if (!passes) throw error
      if (tries === MOST_TRIES) throw new Conflict('A branch changed while the pull request was being merged.')
    }
    await wait(PAUSE_MS * tries)
  }
}

async function freshly({ database }: Forge, { pullRequestUuid }: Merge): Promise<PullRequest> {
  const pullRequest = (await byUuids(database.reader, [pullRequestUuid])).get(pullRequestUuid)
  if (pullRequest?.state !== 'OPEN') throw alreadyClosed()
  return pullRequest
}

interface Attempt {
  merge: Merge
  actor: Known
  present: Present
}

/** The plan is on record before the branch moves, so that a crash between the two cannot leave the one without the other. */
async function landMerge(forge: Forge, attempt: Attempt): Promise<void> {
  const { merge, actor, present } = attempt
  const { repository } = present.pullRequest
  const written = await writtenBy(forge, attempt)
  const hash = written.updates.find(({ ref }) => ref === present.ref)!.new!
  try {
    await forge.database.transact(tx => plan(tx, { merge, present }, { hash, before: present.ours }))
  } catch (error) {
    await forge.git.discard(repository.uuid, written.quarantine)
    throw error
  }
  await land(forge, { repository, actor, through: 'merge' }, written)
}

/** The merge as it would be, in a quarantine; what is to name it is the destination unless told. */
export async function writtenBy(
  forge: Forge,
  { merge, actor, present }: Attempt,
  onto?: { ref: RefName; old: Oid | null },
): Promise<Written> {
  const { pullRequest, ours, theirs } = present
  const signature = await signatureOf(forge.database.reader, actor)
  const merging = await forge.git.merge(pullRequest.repository.uuid, {
    strategy: merge.asked.strategy,
    ours,
    theirs,
    author: signature,
    committer: signature,
    message: await messageFor(forge, present, merge.asked),
    ref: onto?.ref ?? present.ref,
    old: onto ? onto.old : ours,
    also: merge.asked.closesSourceBranch && !onto ? await sourceBranchDeletion(forge, present) : [],
    sign: true,
    seconds: SECONDS,
  })
  return writtenOr(merging, pullRequest)
}

function writtenOr(merging: Merging, { destination, source }: PullRequest): Written {
  if ('written' in merging) return merging.written
  if ('behind' in merging) throw new Invalid('Unable to fast forward due changes in destination branch.')
  if ('contained' in merging)
    throw new Invalid('There are no changes to be merged.', {
      detail: `The branch ${destination.branch} has everything that ${source.branch} brings.`,
    })
  const conflicts = merging.conflicts.map(({ path, kind, message }) => ({ path, scenario: kind, message }))
  throw new Invalid('Conflicts during merge.', {
    fields: { merge: conflicts.map(({ path }) => path) },
    data: { key: 'MERGE_CONFLICTS', conflicts },
  })
}
