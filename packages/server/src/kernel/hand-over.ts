import type { Db, EventRow } from '../db/tables/index.ts'
import { later, now } from './clock.ts'
import type { Happening, Reaction } from './events.ts'
import type { Forge } from './forge.ts'

const EVENTS_AT_ONCE = 100
/** How long one process may take over what it took, before another does. */
const LEASE_SECONDS = 60
/** After a reaction has failed. */
const RETRY_SECONDS = 30
/** Handled events are kept this long, for whoever looks into what happened. */
const KEEP_SECONDS = 7 * 24 * 3600

/** Hands the oldest events that wait to whoever reacts to them; answers how many it took. */
export async function handOverEvents(
  forge: Forge,
  reactions: ReadonlyMap<string, readonly Reaction[]>,
): Promise<number> {
  // A look costs nothing; a transaction would hold up whoever writes.
  if (!(await waiting(forge.database.reader).select('id').limit(1).executeTakeFirst())) return 0
  const taken = await forge.database.transact(take)
  const done: string[] = []
  const failed: string[] = []
  for (const row of taken) ((await handOver(forge, row, reactions.get(row.key) ?? [])) ? done : failed).push(row.id)
  if (taken.length > 0) await forge.database.transact(tx => settle(tx, done, failed))
  return taken.length
}

async function handOver(forge: Forge, row: EventRow, reactions: readonly Reaction[]): Promise<boolean> {
  const { id, key, payload, created_on: createdOn } = row
  try {
    const happening: Happening = { id, key, payload: JSON.parse(payload), createdOn }
    for (const react of reactions) await react(happening, forge)
    return true
  } catch (err) {
    forge.log.error({ err, key, event: id }, 'reaction failed')
    return false
  }
}

const waiting = (db: Db) =>
  db
    .selectFrom('events')
    .where('handled_on', 'is', null)
    .where(eb => eb.or([eb('locked_until', 'is', null), eb('locked_until', '<=', now())]))

async function take(tx: Db): Promise<EventRow[]> {
  const rows = await waiting(tx).orderBy('id').limit(EVENTS_AT_ONCE).selectAll().execute()
  if (rows.length > 0)
    await lock(
      tx,
      rows.map(({ id }) => id),
      LEASE_SECONDS,
    )
  return rows
}

async function settle(tx: Db, done: string[], failed: string[]): Promise<void> {
  if (done.length > 0) await tx.updateTable('events').set({ handled_on: now() }).where('id', 'in', done).execute()
  // Stays in the outbox and is handed over again, without standing in the way of what comes after it.
  if (failed.length > 0) await lock(tx, failed, RETRY_SECONDS)
  await tx.deleteFrom('events').where('handled_on', '<', later(-KEEP_SECONDS)).execute()
}

const lock = (tx: Db, ids: string[], seconds: number) =>
  tx
    .updateTable('events')
    .set({ locked_until: later(seconds) })
    .where('id', 'in', ids)
    .execute()
