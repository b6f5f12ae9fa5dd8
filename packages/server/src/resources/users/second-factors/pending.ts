import { randomBytes } from 'node:crypto'
import { hashOf } from '../../../auth/tokens.ts'
import type { Db, PailDatabase } from '../../../db/tables/index.ts'
import { later, now } from '../../../kernel/clock.ts'
import { fromRow } from '../store.ts'
import type { User } from '../user.ts'

/** Somebody who has shown who they are once; no session, so that it opens nothing. */
export interface Pending {
  user: User
  /** How they have shown it. */
  method: string
  /** What the cookie holds, and what is kept of it. */
  secret: string
  hash: string
}

export const PENDING_SECONDS = 600
/** Wrong proofs after which it starts from the beginning. */
const MOST_FAILURES = 5

/** Answers what the cookie is to hold; a new one each time, so that nobody else can have chosen it. */
export async function create(db: Db, user: { uuid: string }, method: string): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  const times = { created_on: now(), expires_on: later(PENDING_SECONDS) }
  await db
    .insertInto('pending_sign_ins')
    .values({ hash: hashOf(secret), user_uuid: user.uuid, method, failures: 0, ...times })
    .execute()
  return secret
}

/** Whose it is, as long as that person may come in. */
export async function seek(db: Db, secret: string): Promise<Pending | undefined> {
  const hash = hashOf(secret)
  const row = await db
    .selectFrom('pending_sign_ins')
    .innerJoin('users', 'users.uuid', 'pending_sign_ins.user_uuid')
    .where('pending_sign_ins.hash', '=', hash)
    .where('pending_sign_ins.expires_on', '>', now())
    .where('pending_sign_ins.failures', '<', MOST_FAILURES)
    .where('users.status', '=', 'active')
    .selectAll('users')
    .select('pending_sign_ins.method')
    .executeTakeFirst()
  return row && { user: fromRow(row), method: row.method, secret, hash }
}

/** Counts one more try, before it is looked at; false once there were too many. */
export async function mayTry({ writer }: PailDatabase, { hash }: Pending): Promise<boolean> {
  const { numUpdatedRows } = await writer
    .updateTable('pending_sign_ins')
    .set(eb => ({ failures: eb('failures', '+', 1) }))
    .where('hash', '=', hash)
    .where('failures', '<', MOST_FAILURES)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Ends it, and tells whether it was still there: a session comes of it once. */
export async function take(tx: Db, { hash }: Pending): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('pending_sign_ins').where('hash', '=', hash).executeTakeFirst()
  return numDeletedRows === 1n
}
