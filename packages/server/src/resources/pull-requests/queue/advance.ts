import { Conflict, Failure, Forbidden, Unavailable } from '@pail/failures'
import { later } from '../../../kernel/clock.ts'
import type { Forge } from '../../../kernel/forge.ts'
import type { Job } from '../../../kernel/jobs.ts'
import { countBuilds } from '../../commit-statuses/store.ts'
import { perform } from '../merge/perform.ts'
import { presentOf, SourceMoved } from '../merge/present.ts'
import { refuseFor, refuseUnmet } from '../merge/refuse-unmet.ts'
import type { PullRequest } from '../pull-request.ts'
import { alreadyClosed } from '../state.ts'
import { byUuids } from '../store.ts'
import { stillWriting } from './acting.ts'
import { buildCandidate, isThere, type Turn } from './candidate.ts'
import {
  buildsFailed,
  destinationChanged,
  type Entry,
  MOST_HOURS,
  queueBranch,
  readiness,
  sourceChanged,
  tookTooLong,
} from './entry.ts'
import { finish, wasMerged } from './finish.ts'
import { leave } from './leave.ts'
import * as store from './store.ts'

const MOST_STEPS = 100

/** Takes the queue of a branch as far as it goes: what is ready is merged, what cannot be any more leaves, the next is built. */
export const advanceQueue: Job<{ repository: string; branch: string }> = {
  kind: 'advance merge queue',
  async run(queue, forge) {
    for (let steps = 0; steps < MOST_STEPS; steps++) {
      const entries = await store.listFirst(forge.database.reader, queue)
      const moved = []
      for (const entry of entries) moved.push(await step(forge, entry))
      if (!moved.includes(true)) return
    }
  },
}

/** Whether the entry is gone from the queue. */
async function step(forge: Forge, entry: Entry): Promise<boolean> {
  const uuid = entry.merge.pullRequestUuid
  const pullRequest = (await byUuids(forge.database.reader, [uuid])).get(uuid)
  if (!pullRequest) return forge.database.transact(tx => store.remove(tx, entry))
  try {
    return await consider(forge, entry, pullRequest)
  } catch (error) {
    if (error instanceof Conflict) return false
    // What comes of it is not known: the job is run again.
    if (error instanceof Unavailable) throw error
    const refusal = error instanceof SourceMoved ? sourceChanged() : error
    if (!(refusal instanceof Failure)) throw error
    await leave(forge, pullRequest, entry, refusal)
    return true
  }
}

async function consider(forge: Forge, entry: Entry, pullRequest: PullRequest): Promise<boolean> {
  if (entry.mode === 'queue' && entry.merge.planned && (await wasMerged(forge, entry.merge))) throw alreadyClosed()
  if (pullRequest.state !== 'OPEN' || entry.merge.state !== 'PENDING') throw alreadyClosed()
  if (pullRequest.destination.branch !== entry.destinationBranch) throw destinationChanged()
  if (pullRequest.source.hash !== entry.sourceHash) throw new SourceMoved(pullRequest.source.branch)
  if (entry.since < later(-MOST_HOURS * 3600)) throw tookTooLong()
  const actor = await stillWriting(forge, entry.merge.actorUuid, pullRequest)
  if (!actor) throw new Forbidden('Whoever asked for the merge may not write to the repository any more.')
  const present = await presentOf(forge, pullRequest)
  return entry.mode === 'queue'
    ? inTurn(forge, { entry, actor, present })
    : afterBuilds(forge, { entry, actor, present })
}

async function inTurn(forge: Forge, turn: Turn): Promise<boolean> {
  const { entry, actor, present } = turn
  await refuseUnmet(forge, present, actor, 'besides builds')
  const { candidate } = entry
  if (candidate?.base !== present.ours || !(await isThere(forge, present, candidate.hash))) {
    await buildCandidate(forge, turn)
    return false
  }
  const at = { repository: present.pullRequest.repository, hash: candidate.hash }
  const builds = await countBuilds(forge.database.reader, at, queueBranch(present.pullRequest))
  const state = readiness(builds, present.rules)
  if (state === 'failed') throw buildsFailed(candidate.hash)
  if (state === 'waiting') return false
  await finish(forge, turn)
  return true
}

async function afterBuilds(forge: Forge, { entry, actor, present }: Turn): Promise<boolean> {
  const { pullRequest, rules, theirs } = present
  await refuseFor(forge, present, actor)
  const at = { repository: pullRequest.repository, hash: theirs }
  const state = readiness(await countBuilds(forge.database.reader, at, pullRequest.source.branch), rules)
  if (state === 'failed') throw buildsFailed(theirs)
  if (state === 'waiting') return false
  await perform(forge, entry.merge, actor)
  await leave(forge, pullRequest, entry)
  return true
}
