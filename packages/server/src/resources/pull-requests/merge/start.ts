import { isTaken } from '@pail/db'
import { Conflict } from '@pail/failures'
import type { Known } from '../../../kernel/actor.ts'
import { now } from '../../../kernel/clock.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { isOpen, type PullRequest } from '../pull-request.ts'
import { alreadyClosed } from '../state.ts'
import { type Asked, isAbandoned, type Merge } from './merge.ts'
import { settleAbandoned } from './settle.ts'
import * as store from './store.ts'

/** Notes that a pull request is to be merged; only one such wish at a time can be under way. */
export async function startMerge(
  forge: Forge,
  pullRequest: PullRequest,
  { actor, asked, isWaiting = false }: { actor: Known; asked: Asked; isWaiting?: boolean },
): Promise<Merge> {
  if (!isOpen(pullRequest)) throw alreadyClosed()
  const running = await store.seekRunning(forge.database.reader, pullRequest)
  if (running && isAbandoned(running, now())) await settleAbandoned(forge, running)
  try {
    return await forge.database.transact(tx =>
      store.create(tx, pullRequest, { actorUuid: actor.uuid, asked, isWaiting }),
    )
  } catch (error) {
    throw isTaken(error) ? new Conflict('The pull request is being merged already.') : error
  }
}
