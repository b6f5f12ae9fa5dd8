import { Conflict } from '@pail/failures'
import { later } from '../../../kernel/clock.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { complete } from '../merge/complete.ts'
import type { Merge } from '../merge/merge.ts'
import { isDecided } from '../merge/perform.ts'
import { plan } from '../merge/plan.ts'
import { hasHappened } from '../merge/settle.ts'
import * as merges from '../merge/store.ts'
import { landCandidate, type Turn } from './candidate.ts'
import * as store from './store.ts'

/** Nobody takes longer between a plan and its end. */
const CUT_SHORT_SECONDS = 60

/** In the order of every merge: the plan first, then the branch, then the pull request. */
export async function finish(forge: Forge, turn: Turn): Promise<void> {
  const { merge, candidate } = turn.entry
  const { hash, base: before } = candidate!
  await forge.database.transact(tx => plan(tx, { merge, present: turn.present }, { hash, before, isWaiting: true }))
  try {
    await landCandidate(forge, turn)
  } catch (error) {
    if (isDecided(error)) await forge.database.transact(tx => merges.wait(tx, merge))
    throw error
  }
  await complete(forge, merge)
  await forge.database.transact(tx => store.remove(tx, turn.entry))
}

/** A merge of which nobody has heard the end for a while: where the destination does not have it, it is yet to come. */
export async function wasMerged(forge: Forge, merge: Merge): Promise<boolean> {
  if (merge.updatedOn > later(-CUT_SHORT_SECONDS)) throw new Conflict('Somebody else is at it.')
  const isMerged = await hasHappened(forge, merge)
  if (isMerged) await complete(forge, merge)
  else await forge.database.transact(tx => merges.wait(tx, merge))
  return isMerged
}
