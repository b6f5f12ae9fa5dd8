import type { Db } from '../../../../db/tables/index.ts'
import { later, now } from '../../../../kernel/clock.ts'

/** A repository whose index one process has taken to look after. */
export interface Piece {
  repository: string
  isRebuild: boolean
  attempts: number
  /** The end of the lease, by which its holder is known. */
  until: string
}

/** Longer than a process that is alive goes without renewing. */
const LEASE_SECONDS = 20
const LONGEST_DELAY_SECONDS = 3600

/** Due, or left behind by a process that is no more. */
const isFree = (db: Db) =>
  db
    .selectFrom('search_indexes')
    .where(eb =>
      eb.or([eb('locked_until', '<', now()), eb.and([eb('locked_until', 'is', null), eb('due_on', '<=', now())])]),
    )

/** Takes what has waited for longest; `known` leaves out what is built from nothing, which takes long. */
export async function take(tx: Db, known: boolean): Promise<Piece | undefined> {
  const free = isFree(tx).$if(known, all => all.where('indexed_on', 'is not', null).where('is_rebuild', '=', 0))
  const row = await free.orderBy('due_on').orderBy('repository_uuid').limit(1).selectAll().executeTakeFirst()
  if (!row) return undefined
  const until = later(LEASE_SECONDS)
  // What happens from now on makes it due again.
  const held = { locked_until: until, due_on: null }
  await tx.updateTable('search_indexes').set(held).where('repository_uuid', '=', row.repository_uuid).execute()
  return { repository: row.repository_uuid, isRebuild: row.is_rebuild === 1, attempts: row.attempts, until }
}

export async function isSomethingDue(db: Db): Promise<boolean> {
  return (await isFree(db).select('repository_uuid').limit(1).executeTakeFirst()) !== undefined
}

const held = ({ repository, until }: Piece) => ({ repository_uuid: repository, locked_until: until }) as const

/** Keeps the piece for longer; nothing when another process has it by now. */
export async function renew(tx: Db, piece: Piece): Promise<Piece | undefined> {
  const until = later(LEASE_SECONDS)
  const { numUpdatedRows } = await tx
    .updateTable('search_indexes')
    .set({ locked_until: until })
    .where(eb => eb.and(held(piece)))
    .executeTakeFirst()
  return numUpdatedRows > 0n ? { ...piece, until } : undefined
}

/** All of its branches are as they are in the repository. */
export async function finish(tx: Db, piece: Piece, hasOwnCommits: boolean): Promise<void> {
  const time = now()
  await tx
    .updateTable('search_indexes')
    .set({
      ...{ locked_until: null, is_rebuild: 0, attempts: 0, last_error: null },
      ...{ indexed_on: time, checked_on: time, has_own_commits: hasOwnCommits ? 1 : 0 },
    })
    .where(eb => eb.and(held(piece)))
    .execute()
}

/** The index holds nothing of it any more. */
export async function drop(tx: Db, piece: Piece): Promise<void> {
  await tx
    .deleteFrom('search_indexes')
    .where(eb => eb.and(held(piece)))
    .execute()
}

/** Puts it back, to be tried again after a while: twice as long after each failure. */
export async function postpone(tx: Db, piece: Piece, error: unknown): Promise<void> {
  const due_on = later(Math.min(2 ** piece.attempts * 5, LONGEST_DELAY_SECONDS))
  const last_error = String(error).slice(0, 1000)
  await tx
    .updateTable('search_indexes')
    .set({ due_on, locked_until: null, attempts: piece.attempts + 1, last_error })
    .where(eb => eb.and(held(piece)))
    .execute()
}

/** Puts it back as it was. */
export async function giveBack(tx: Db, piece: Piece): Promise<void> {
  await tx
    .updateTable('search_indexes')
    .set({ due_on: now(), locked_until: null })
    .where(eb => eb.and(held(piece)))
    .execute()
}

/** Ends every lease. */
export async function freeAll(tx: Db): Promise<void> {
  await tx
    .updateTable('search_indexes')
    .set({ due_on: now(), locked_until: null })
    .where('locked_until', 'is not', null)
    .execute()
}
