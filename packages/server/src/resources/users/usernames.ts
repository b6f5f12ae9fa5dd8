import { Conflict } from '@pail/failures'
import type { Db } from '../../db/tables/index.ts'
import { later, now } from '../../kernel/clock.ts'
import type { User } from './user.ts'

/** For so long nobody else may have the name that an account gave up, as addresses with it are still in use. */
const HELD_SECONDS = 90 * 86_400

/** How many names are held for one account before only an administrator gives it another. */
const MOST_HELD = 3

interface Account {
  uuid: string
}

/** The name that the account has now which was once found under this one. */
export async function movedTo(db: Db, username: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('former_usernames')
    .innerJoin('users', 'users.uuid', 'former_usernames.user_uuid')
    .where('former_usernames.username', '=', username.toLowerCase())
    .select('users.username')
    .executeTakeFirst()
  return row?.username
}

/** Lets a name lead to the account that has left it. */
export async function leave(tx: Db, { uuid, username }: Pick<User, 'uuid' | 'username'>): Promise<void> {
  const row = { username, user_uuid: uuid, left_on: now() }
  await tx
    .insertInto('former_usernames')
    .values(row)
    .onConflict(c => c.column('username').doUpdateSet(row))
    .execute()
}

/** A name that is in use again leads nowhere else. */
export const occupy = (tx: Db, username: string) =>
  tx.deleteFrom('former_usernames').where('username', '=', username).execute()

/** Refuses a name that is held for somebody else; `account` is nobody's where one is only being made. */
export async function refuseHeld(db: Db, name: string, account?: Account): Promise<void> {
  const row = await heldOnes(db).where('username', '=', name).select('user_uuid').executeTakeFirst()
  if (row && row.user_uuid !== account?.uuid)
    throw new Conflict('Somebody gave up this name a short while ago; it cannot be had yet.')
}

/** Names are not there to be collected. */
export async function refuseMore(db: Db, { uuid }: Account): Promise<void> {
  const rows = await heldOnes(db).where('user_uuid', '=', uuid).select('username').execute()
  if (rows.length >= MOST_HELD)
    throw new Conflict('This account has had too many names lately; ask an administrator for another one.')
}

const heldOnes = (db: Db) => db.selectFrom('former_usernames').where('left_on', '>', later(-HELD_SECONDS))
