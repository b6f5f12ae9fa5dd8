import type { Oid } from '@pail/git'
import { now } from '../../../kernel/clock.ts'
import type { Reaction } from '../../../kernel/events.ts'
import type { Forge } from '../../../kernel/forge.ts'
import type { Schedule } from '../../../kernel/schedule.ts'
import { tipIn } from '../../refs/tip.ts'
import type { PullRequest } from '../pull-request.ts'
import { byUuids } from '../store.ts'
import { complete } from './complete.ts'
import { LOST, type Merge } from './merge.ts'
import * as store from './store.ts'

const BRANCH = 'refs/heads/'

/**
 * A branch names what a merge had planned for it: the merge has happened, also when whoever merged did not live to say
 * so. Runs before anything else looks at the push.
 */
export const settlePlanned: Reaction = async ({ payload }, forge) => {
  const { repository, changes } = payload as { repository: string; changes: { ref: string; new: string | null }[] }
  for (const { ref, new: hash } of changes) {
    if (hash === null || !ref.startsWith(BRANCH)) continue
    const at = { repository, branch: ref.slice(BRANCH.length), hash }
    for (const merge of await store.listPlanned(forge.database.reader, at)) await complete(forge, merge)
  }
}

/** Ends what a crash has left open: as merged where the destination says so, else with the refusal; tells which. */
export async function settleAbandoned(forge: Forge, { uuid }: Merge, refusal = LOST): Promise<boolean> {
  const merge = (await store.seek(forge.database.reader, uuid))!
  if (merge.state !== 'PENDING') return merge.state === 'SUCCESS'
  const isMerged = await hasHappened(forge, merge)
  if (isMerged) await complete(forge, merge)
  else await forge.database.transact(tx => store.end(tx, merge, refusal))
  return isMerged
}

/** Whether the destination has what was planned for it, whoever has put it there. */
export async function hasHappened(forge: Forge, { pullRequestUuid, planned }: Merge): Promise<boolean> {
  const pullRequest = (await byUuids(forge.database.reader, [pullRequestUuid])).get(pullRequestUuid)
  return pullRequest !== undefined && planned !== null && holds(forge, pullRequest, planned.hash)
}

async function holds({ git }: Forge, { repository, destination }: PullRequest, hash: Oid): Promise<boolean> {
  const tip = await tipIn({ git }, repository.uuid, destination.branch)
  if (!tip) return false
  // What was planned may never have become more than a plan.
  return tip === hash || git.isAncestor(repository.uuid, hash, tip).catch(() => false)
}

export const settleOldMerges: Schedule = {
  seconds: 30,
  run: async forge => {
    for (const merge of await store.listAbandoned(forge.database.reader)) {
      forge.log.warn({ merge: merge.uuid, at: now() }, 'a merge was left open')
      await settleAbandoned(forge, merge)
    }
  },
}
