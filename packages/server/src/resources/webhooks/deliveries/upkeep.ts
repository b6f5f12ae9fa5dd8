import type { Db } from '../../../db/tables/index.ts'
import { later } from '../../../kernel/clock.ts'
import type { Schedule } from '../../../kernel/schedule.ts'

const KEEP_SECONDS = 30 * 24 * 3600
/** Of what is over, so many of each hook. */
const KEPT_OF_A_HOOK = 500
/** Written at a time, so that others may write between. */
const AT_ONCE = 500
/** A payload is older than this before anybody asks whether a delivery was written for it. */
const SETTLED_SECONDS = 3600

/** Forgets deliveries that are old or too many, payloads that no delivery needs, and hooks that have had the last word. */
export const forgetOldDeliveries: Schedule = {
  seconds: 1800,
  run: async ({ database }) => {
    const each = (work: (tx: Db) => Promise<number>) => untilNone(() => database.transact(work))
    await each(forgetAged)
    for (const hook of await crowded(database.reader)) await each(tx => forgetBeyond(tx, hook))
    await each(forgetUnneeded)
    await database.transact(endHooks)
  },
}

async function untilNone(work: () => Promise<number>): Promise<void> {
  while ((await work()) === AT_ONCE);
}

async function forgetAged(tx: Db): Promise<number> {
  const rows = await tx
    .selectFrom('webhook_deliveries')
    .where('created_on', '<', later(-KEEP_SECONDS))
    .limit(AT_ONCE)
    .select('id')
    .execute()
  return remove(tx, rows)
}

/** The hooks of which more is kept than should be. */
async function crowded(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('webhook_deliveries')
    .where('outcome', 'is not', null)
    .groupBy('webhook_uuid')
    .having(eb => eb(eb.fn.countAll<number>(), '>', KEPT_OF_A_HOOK))
    .select('webhook_uuid')
    .execute()
  return rows.map(row => row.webhook_uuid)
}

async function forgetBeyond(tx: Db, hook: string): Promise<number> {
  const rows = await tx
    .selectFrom('webhook_deliveries')
    .where('webhook_uuid', '=', hook)
    .where('outcome', 'is not', null)
    .orderBy('id', 'desc')
    .offset(KEPT_OF_A_HOOK)
    .limit(AT_ONCE)
    .select('id')
    .execute()
  return remove(tx, rows)
}

async function remove(tx: Db, rows: readonly { id: string }[]): Promise<number> {
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) await tx.deleteFrom('webhook_deliveries').where('id', 'in', ids).execute()
  return rows.length
}

async function forgetUnneeded(tx: Db): Promise<number> {
  const rows = await tx
    .selectFrom('webhook_payloads')
    .where('created_on', '<', later(-SETTLED_SECONDS))
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('webhook_deliveries')
            .whereRef('webhook_deliveries.payload_uuid', '=', 'webhook_payloads.uuid')
            .select('webhook_deliveries.id'),
        ),
      ),
    )
    .limit(AT_ONCE)
    .select('uuid')
    .execute()
  const uuids = rows.map(({ uuid }) => uuid)
  if (uuids.length > 0) await tx.deleteFrom('webhook_payloads').where('uuid', 'in', uuids).execute()
  return rows.length
}

/** With them goes what is remembered of them, as nobody can ask for it any more. */
async function endHooks(tx: Db): Promise<void> {
  await tx
    .deleteFrom('webhooks')
    .where('ended_on', 'is not', null)
    .where(eb => eb.or([eb('due_on', 'is', null), eb('active', '=', 0)]))
    .execute()
}
