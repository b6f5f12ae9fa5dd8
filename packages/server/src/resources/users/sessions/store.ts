import { randomBytes } from 'node:crypto'
import { hashOf } from '../../../auth/tokens.ts'
import type { Db, SessionRow } from '../../../db/tables/index.ts'
import { later, now } from '../../../kernel/clock.ts'
import { fromRow } from '../store.ts'
import type { User } from '../user.ts'

/** A fortnight, however much it is used. */
export const SESSION_SECONDS = 14 * 86_400

/** How a session came to be. */
export interface Opening {
  method: string
  address: string
  userAgent: string | null
}

/** A browser in which somebody has signed in. */
export interface Session extends Opening {
  /** What is kept of its secret. */
  hash: string
  createdOn: string
}

/** Opens a session and answers what its cookie holds; a new one each time, so that nobody else can have chosen it. */
export async function create(db: Db, user: { uuid: string }, opening: Opening): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  const row = {
    hash: hashOf(secret),
    user_uuid: user.uuid,
    created_on: now(),
    expires_on: later(SESSION_SECONDS),
    method: opening.method,
    address: opening.address || null,
    user_agent: opening.userAgent?.slice(0, 250) ?? null,
  }
  await db.insertInto('sessions').values(row).execute()
  return secret
}

/** Whose session it is and since when, as long as that person may come in. */
export async function seek(db: Db, secret: string): Promise<{ user: User; since: string } | undefined> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.uuid', 'sessions.user_uuid')
    .where('sessions.hash', '=', hashOf(secret))
    .where('sessions.expires_on', '>', now())
    .where('users.status', '=', 'active')
    .selectAll('users')
    .select('sessions.created_on as since')
    .executeTakeFirst()
  return row && { user: fromRow(row), since: row.since }
}

/** Somebody's sessions that are not over, the newest first. */
export async function list(db: Db, user: { uuid: string }): Promise<Session[]> {
  const rows = await db
    .selectFrom('sessions')
    .where('user_uuid', '=', user.uuid)
    .where('expires_on', '>', now())
    .orderBy('created_on', 'desc')
    .orderBy('hash')
    .selectAll()
    .execute()
  return rows.map(sessionFromRow)
}

/** When and from where somebody has signed in, the last time first; also of sessions that are over. */
export async function lastOpened(
  db: Db,
  user: { uuid: string },
  most: number,
): Promise<{ on: string; address: string | null }[]> {
  const rows = await db
    .selectFrom('audit_records')
    .where('subject_uuid', '=', user.uuid)
    .where('operation', '=', 'users.sessions.open')
    .orderBy('created_on', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .select(['created_on', 'address'])
    .execute()
  return rows.map(row => ({ on: row.created_on, address: row.address }))
}

export async function remove(db: Db, secret: string): Promise<void> {
  await db.deleteFrom('sessions').where('hash', '=', hashOf(secret)).execute()
}

/** Ends all of them, and what would have become one. */
export async function removeAll(db: Db, user: { uuid: string }): Promise<void> {
  await db.deleteFrom('sessions').where('user_uuid', '=', user.uuid).execute()
  await db.deleteFrom('pending_sign_ins').where('user_uuid', '=', user.uuid).execute()
}

/** Ends all but the one that somebody is using. */
export async function removeOthers(db: Db, user: { uuid: string }, secret: string): Promise<void> {
  await db.deleteFrom('sessions').where('user_uuid', '=', user.uuid).where('hash', '!=', hashOf(secret)).execute()
  await db.deleteFrom('pending_sign_ins').where('user_uuid', '=', user.uuid).execute()
}

/** Ends one of somebody's, by what is kept of it. */
export async function removeOne(db: Db, user: { uuid: string }, hash: string): Promise<void> {
  await db.deleteFrom('sessions').where('user_uuid', '=', user.uuid).where('hash', '=', hash).execute()
}

const sessionFromRow = (row: SessionRow): Session => ({
  hash: row.hash,
  createdOn: row.created_on,
  method: row.method ?? 'password',
  address: row.address ?? '',
  userAgent: row.user_agent,
})
