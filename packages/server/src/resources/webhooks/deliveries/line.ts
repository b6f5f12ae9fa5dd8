import { type Param, prepared } from '@pail/db'
import type { Db, PailDatabase } from '../../../db/tables/index.ts'
import { later, now } from '../../../kernel/clock.ts'
import { type Attempt, type Delivery, isWorthRetrying, outcomeOf, pauseAfter } from './delivery.ts'

/** A hook that one process has taken to send what waits for it. */
export interface Line {
  hook: string
  host: string
}

/** What is sent next to a hook, with all that is needed for it. */
export type Next = NonNullable<Awaited<ReturnType<typeof oldest>>>

const due = prepared((db: Db, param: Param<{ now: string }>) =>
  db
    .selectFrom('webhooks')
    .where('due_on', '<=', param('now'))
    .where('active', '=', 1)
    .where(eb => eb.or([eb('locked_until', 'is', null), eb('locked_until', '<', param('now'))]))
    .orderBy('due_on')
    .select('uuid')
    .limit(1),
)

/** Takes the hook that has been due for longest, unless its host is busy. */
export async function take(
  database: PailDatabase,
  busy: readonly string[],
  seconds: number,
): Promise<Line | undefined> {
  // A look costs nothing; a transaction would hold up whoever writes.
  if (!(await due.first(database.reader, { now: now() }))) return undefined
  return database.transact(async tx => {
    const query = tx
      .selectFrom('webhooks')
      .where('due_on', '<=', now())
      .where('active', '=', 1)
      .where(eb => eb.or([eb('locked_until', 'is', null), eb('locked_until', '<', now())]))
    const row = await (busy.length === 0 ? query : query.where('host', 'not in', busy))
      .orderBy('due_on')
      .select(['uuid as hook', 'host'])
      .limit(1)
      .executeTakeFirst()
    if (row) await hold(tx, row, seconds)
    return row
  })
}

/** The oldest that waits; nothing when the hook was switched off or is gone. */
export const oldest = (db: Db, { hook }: Line) =>
  db
    .selectFrom('webhook_deliveries')
    .innerJoin('webhooks', 'webhooks.uuid', 'webhook_deliveries.webhook_uuid')
    .innerJoin('webhook_payloads', 'webhook_payloads.uuid', 'webhook_deliveries.payload_uuid')
    .where('webhook_deliveries.webhook_uuid', '=', hook)
    .where('webhook_deliveries.outcome', 'is', null)
    .where('webhooks.active', '=', 1)
    .orderBy('webhook_deliveries.id')
    .limit(1)
    .select(['webhook_deliveries.id', 'webhook_deliveries.attempts', 'webhooks.uuid as hook', 'webhooks.url'])
    .select(['webhooks.secret', 'webhooks.skip_cert_verification', 'webhooks.history_enabled', 'webhooks.failures'])
    .select(['webhook_payloads.event_key', 'webhook_payloads.request_uuid', 'webhook_payloads.event_on'])
    .select(['webhook_payloads.body', 'webhook_payloads.is_packed'])
    .executeTakeFirst()

/** Writes an attempt down and what follows from it; answers whether the hook is fit for the next. */
export async function note(tx: Db, next: Next, attempt: Attempt): Promise<boolean> {
  const outcome = outcomeOf(attempt)
  const isFailing = isWorthRetrying(attempt)
  const { numUpdatedRows } = await tx
    .updateTable('webhook_deliveries')
    .set({ attempts: attempt.number, outcome, finished_on: outcome === null ? null : now() })
    .where('id', '=', next.id)
    .where('outcome', 'is', null)
    .executeTakeFirst()
  // It was taken away meanwhile, or another process has been here.
  if (numUpdatedRows === 0n) return false
  await remember(tx, next, attempt)
  const failures = isFailing ? next.failures + 1 : 0
  const due_on = isFailing ? later(pauseAfter(failures)) : now()
  await tx.updateTable('webhooks').set({ failures, due_on }).where('uuid', '=', next.hook).execute()
  return !isFailing
}

async function remember(tx: Db, { id }: Pick<Delivery, 'id'>, attempt: Attempt): Promise<void> {
  const text = (headers: Attempt['requestHeaders']) => headers && JSON.stringify(headers)
  const row = {
    ...{ delivery_id: id, number: attempt.number, started_on: attempt.startedOn, duration: attempt.duration },
    ...{ status: attempt.status, error: attempt.error, request_headers: text(attempt.requestHeaders) },
    ...{ response_headers: text(attempt.responseHeaders), response_body: attempt.responseBody },
  }
  await tx
    .insertInto('webhook_attempts')
    .values(row)
    .onConflict(c => c.columns(['delivery_id', 'number']).doNothing())
    .execute()
}

/** Keeps a hook for some time longer. */
export async function hold(tx: Db, { hook }: Line, seconds: number): Promise<void> {
  await tx
    .updateTable('webhooks')
    .set({ locked_until: later(seconds) })
    .where('uuid', '=', hook)
    .execute()
}

/** Gives a hook back; it is due no more once nothing waits. */
export async function release(tx: Db, { hook }: Line): Promise<void> {
  const waits = await tx
    .selectFrom('webhook_deliveries')
    .where('webhook_uuid', '=', hook)
    .where('outcome', 'is', null)
    .select('id')
    .limit(1)
    .executeTakeFirst()
  await tx
    .updateTable('webhooks')
    .set({ locked_until: null, ...(!waits && { due_on: null }) })
    .where('uuid', '=', hook)
    .execute()
}
