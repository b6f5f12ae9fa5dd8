import { randomBytes } from 'node:crypto'
import { hashOf } from '../../../auth/tokens.ts'
import type { Db } from '../../../db/tables/index.ts'
import { later, now } from '../../../kernel/clock.ts'
import { fromRow } from '../store.ts'
import type { User } from '../user.ts'

/** A fortnight, however much it is used. */
export const SESSION_SECONDS = 14 * 86_400

/** Opens a session and answers what its cookie holds; a new one each time, so that nobody else can have chosen it. */
export async function create(db: Db, user: { uuid: string }): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  const row = { hash: hashOf(secret), user_uuid: user.uuid, created_on: now(), expires_on: later(SESSION_SECONDS) }
  await db.insertInto('sessions').values(row).execute()
  return secret
}

/** Whose session it is, as long as that person may come in. */
export async function seek(db: Db, secret: string): Promise<User | undefined> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.uuid', 'sessions.user_uuid')
    .where('sessions.hash', '=', hashOf(secret))
    .where('sessions.expires_on', '>', now())
    .where('users.status', '=', 'active')
    .selectAll('users')
    .executeTakeFirst()
  return row && fromRow(row)
}

export async function remove(db: Db, secret: string): Promise<void> {
  await db.deleteFrom('sessions').where('hash', '=', hashOf(secret)).execute()
}

export async function removeAll(db: Db, user: { uuid: string }): Promise<void> {
  await db.deleteFrom('sessions').where('user_uuid', '=', user.uuid).execute()
}
