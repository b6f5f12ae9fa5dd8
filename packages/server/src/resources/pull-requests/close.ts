import type { Db } from '../../db/tables/index.ts'
import { noteUpdate } from './activity.ts'
import { announce } from './announce.ts'
import { closed, type Ending, type PullRequest } from './pull-request.ts'
import { type Closing, STATUS } from './state.ts'
import * as store from './store.ts'

const EVENTS: Readonly<Record<Closing, `pullrequest:${string}`>> = {
  merge: 'pullrequest:fulfilled',
  decline: 'pullrequest:rejected',
  supersede: 'pullrequest:superseded',
}

/**
 * Brings an open pull request to its end, notes and tells it; refuses one that is closed. A merge has moved the branch
 * already when it says so: whatever was seen or said meanwhile, the pull request is merged.
 */
export async function closePullRequest(tx: Db, pullRequest: PullRequest, ending: Ending): Promise<PullRequest> {
  const before = await store.findToChange(tx, pullRequest)
  const isMerge = ending.closing === 'merge'
  if (isMerge && before.state === 'MERGED') return before
  const after = await store.save(tx, closed(isMerge ? { ...before, state: 'OPEN' } : before, ending))
  const status = { old: STATUS[before.state], new: STATUS[after.state] }
  await noteUpdate(tx, after, ending.actorUuid, { status })
  await announce(tx, EVENTS[ending.closing], after, { actor: ending.actorUuid, date: ending.at })
  return after
}
