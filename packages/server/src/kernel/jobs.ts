import { afterCommit } from '@pail/db'
import type { Db } from '../db/tables/index.ts'
import { later, now } from './clock.ts'
import { wake } from './events.ts'
import type { Forge } from './forge.ts'
import { orderedId } from './order.ts'

/** A kind of work done later. Running it twice must change nothing more than running it once. */
export interface Job<P extends Record<string, unknown>> {
  kind: string
  /** Waits for servers that are not ours: such jobs stand in a line of their own, so that no other waits behind them. */
  waitsOutside?: boolean
  run(payload: P, forge: Forge): Promise<void>
}

/** Any job, its payload's type erased. */
export type AnyJob = Job<never>

interface When {
  /** Seconds to wait before the first try. */
  after?: number
  /** Jobs of one kind with one key are one job, until it has run. */
  key?: string
}

/** Puts a job into the queue within the transaction that makes it necessary. */
export async function enqueue<P extends Record<string, unknown>>(
  tx: Db,
  job: Job<P>,
  payload: P,
  { after = 0, key }: When = {},
) {
  const row = {
    id: orderedId(),
    kind: job.kind,
    unique_key: key ?? null,
    payload: JSON.stringify(payload),
    run_after: later(after),
    attempts: 0,
    locked_until: null,
    last_error: null,
    created_on: now(),
  }
  await tx
    .insertInto('jobs')
    .values(row)
    .onConflict(c => c.columns(['kind', 'unique_key']).doNothing())
    .execute()
  afterCommit(tx, wake)
}
