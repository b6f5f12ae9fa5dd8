import type { Db } from '../../db/tables/index.ts'
import type { Known } from '../../kernel/actor.ts'
import { now } from '../../kernel/clock.ts'
import { closePullRequest } from './close.ts'
import type { PullRequest } from './pull-request.ts'

/** Ends it without the change; whoever does so may say why. */
export const declinePullRequest = (tx: Db, on: PullRequest, actor: Known, reason: string): Promise<PullRequest> =>
  closePullRequest(tx, on, { closing: 'decline', actorUuid: actor.uuid, at: now(), reason })
