import { Invalid } from '@pail/failures'
import type { Db } from '../../db/tables/index.ts'
import type { Known } from '../../kernel/actor.ts'
import { now } from '../../kernel/clock.ts'
import type { Participant } from '../commits/approvals/participant.ts'
import { noteActivity } from './activity.ts'
import { announce } from './announce.ts'
import * as participants from './participants.ts'
import type { PullRequest } from './pull-request.ts'
import * as store from './store.ts'

type Verdict = 'approved' | 'changes_requested'

const WORDS = {
  approved: { given: 'pullrequest:approved', taken: 'pullrequest:unapproved', noted: 'approval' },
  changes_requested: {
    given: 'pullrequest:changes_request_created',
    taken: 'pullrequest:changes_request_removed',
    noted: 'changes_requested',
  },
} as const

/** Approves or asks for changes; one takes the place of the other. Doing it twice is doing it once. */
export async function giveVerdict(tx: Db, on: PullRequest, actor: Known, verdict: Verdict): Promise<Participant> {
  const pullRequest = await store.findToChange(tx, on)
  refuseMerged(pullRequest)
  const before = await participants.seek(tx, pullRequest, actor.uuid)
  if (before?.state === verdict) return before
  const given = await participants.giveVerdict(tx, pullRequest, actor.uuid, verdict)
  if (before?.state) await tell(tx, pullRequest, actor, WORDS[before.state].taken)
  await noteActivity(tx, pullRequest, { kind: WORDS[verdict].noted, actor: actor.uuid })
  await tell(tx, pullRequest, actor, WORDS[verdict].given)
  return given
}

/** Takes a verdict back, also one that was not given. */
export async function takeVerdict(tx: Db, on: PullRequest, actor: Known, verdict: Verdict): Promise<void> {
  const pullRequest = await store.findToChange(tx, on)
  refuseMerged(pullRequest)
  const before = await participants.seek(tx, pullRequest, actor.uuid)
  if (before?.state !== verdict) return
  await participants.giveVerdict(tx, pullRequest, actor.uuid, null)
  await tell(tx, pullRequest, actor, WORDS[verdict].taken)
}

async function tell(tx: Db, pullRequest: PullRequest, actor: Known, key: `pullrequest:${string}`): Promise<void> {
  const date = now()
  await store.touch(tx, pullRequest, date)
  await announce(tx, key, pullRequest, { actor: actor.uuid, user: actor.uuid, date })
}

function refuseMerged({ state }: PullRequest): void {
  if (state === 'MERGED') throw new Invalid('This pull request has already been merged.')
}
