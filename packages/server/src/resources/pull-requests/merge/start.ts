import { isTaken } from '@pail/db'
import { Conflict } from '@pail/failures'
import type { Db } from '../../../db/tables/index.ts'
import type { Known } from '../../../kernel/actor.ts'
import { now } from '../../../kernel/clock.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { isOpen, type PullRequest } from '../pull-request.ts'
import { alreadyClosed } from '../state.ts'
import { type Asked, isAbandoned, type Merge } from './merge.ts'
import { settleAbandoned } from './settle.ts'
import * as store from './store.ts'

interface Wish {
  actor: Known
  asked: Asked
  /** Has it wait for something else; noted together with the wish, so that a crash cannot leave it waiting for nothing. */
  wait?: (tx: Db, merge: Merge) => Promise<void>
}

/** Notes that a pull request is to be merged; only one such wish at a time can be under way. */
export async function startMerge(forge: Forge, pullRequest: PullRequest, { actor, asked, wait }: Wish): Promise<Merge> {
  if (!isOpen(pullRequest)) throw alreadyClosed()
  const running = await store.seekRunning(forge.database.reader, pullRequest)
  if (running && isAbandoned(running, now())) await settleAbandoned(forge, running)
  try {
    return await forge.database.transact(async tx => {
      const isWaiting = wait !== undefined
      const merge = await store.create(tx, pullRequest, { actorUuid: actor.uuid, asked, isWaiting })
      await wait?.(tx, merge)
      return merge
    })
  } catch (error) {
    throw isTaken(error) ? new Conflict('The pull request is being merged already.') : error
  }
}
