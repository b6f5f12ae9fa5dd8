import { Conflict, Failure, Forbidden } from '@pail/failures'
import type { Known } from '../../../kernel/actor.ts'
import { later } from '../../../kernel/clock.ts'
import type { Forge } from '../../../kernel/forge.ts'
import type { Job } from '../../../kernel/jobs.ts'
import { countBuilds } from '../../commit-statuses/store.ts'
import { complete } from '../merge/complete.ts'
import { perform } from '../merge/perform.ts'
import { type Present, presentOf, SourceMoved } from '../merge/present.ts'
import { refuseFor, refuseUnmet } from '../merge/refuse-unmet.ts'
import * as merges from '../merge/store.ts'
import type { PullRequest } from '../pull-request.ts'
import { alreadyClosed } from '../state.ts'
import { byUuids } from '../store.ts'
import { stillWriting } from './acting.ts'
import { buildCandidate, landCandidate } from './candidate.ts'
import { buildsFailed, type Entry, MOST_HOURS, queueBranch, readiness, sourceChanged, tookTooLong } from './entry.ts'
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
    if (error instanceof Conflict && error !== CHANGED) return false
    const refusal = error instanceof SourceMoved ? sourceChanged() : error
    if (!(refusal instanceof Failure)) throw error
    await leave(forge, pullRequest, entry, refusal)
    return true
  }
}

const CHANGED = sourceChanged()

async function consider(forge: Forge, entry: Entry, pullRequest: PullRequest): Promise<boolean> {
  if (pullRequest.state !== 'OPEN' || entry.merge.state !== 'PENDING') throw alreadyClosed()
  if (pullRequest.source.hash !== entry.sourceHash) throw CHANGED
  if (entry.since < later(-MOST_HOURS * 3600)) throw tookTooLong()
  const actor = await stillWriting(forge, entry.merge.actorUuid, pullRequest)
  if (!actor) throw new Forbidden('Whoever asked for the merge may not write to the repository any more.')
  const present = await presentOf(forge, pullRequest)
  return entry.mode === 'queue'
    ? inTurn(forge, { entry, actor, present })
    : afterBuilds(forge, { entry, actor, present })
}

interface Turn {
  entry: Entry
  actor: Known
  present: Present
}

async function inTurn(forge: Forge, turn: Turn): Promise<boolean> {
  const { entry, actor, present } = turn
  await refuseUnmet(forge, present, actor, 'besides builds')
  const { candidate } = entry
  if (candidate?.base !== present.ours) {
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

/** In the order of every merge: the plan first, then the branch, then the pull request. */
async function finish(forge: Forge, turn: Turn): Promise<void> {
  const { merge, candidate } = turn.entry
  await forge.database.transact(tx => merges.plan(tx, merge, { hash: candidate!.hash, before: candidate!.base }))
  try {
    await landCandidate(forge, turn)
  } catch (error) {
    await forge.database.transact(tx => merges.wait(tx, merge))
    throw error
  }
  await complete(forge, merge)
  await forge.database.transact(tx => store.remove(tx, turn.entry))
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
