import { isTaken } from '@pail/db'
import { Conflict, NotFound } from '@pail/failures'
import type { Db, EmailRow, UserRow } from '../../db/tables/index.ts'
import { uuidIn } from '../../kernel/target.ts'
import type { Email, User } from './user.ts'

/** By uuid, account id or username. */
export async function seek(db: Db, id: string): Promise<User | undefined> {
  const uuid = uuidIn(id)
  const column = uuid ? 'uuid' : id.includes(':') ? 'account_id' : 'username'
  const row = await db
    .selectFrom('users')
    .where(column, '=', uuid ?? id.toLowerCase())
    .selectAll()
    .executeTakeFirst()
  return row && fromRow(row)
}

export async function find(db: Db, id: string): Promise<User> {
  const user = await seek(db, id)
  if (!user) throw new NotFound(`${id} is not a user.`)
  return user
}

/** Those of the given uuids that exist; for embedding. */
export async function byUuids(db: Db, uuids: readonly string[]): Promise<Map<string, User>> {
  const rows = await db.selectFrom('users').where('uuid', 'in', uuids).selectAll().execute()
  return new Map(rows.map(row => [row.uuid, fromRow(row)]))
}

export async function create(db: Db, user: User, email: string): Promise<User> {
  try {
    await db.insertInto('users').values(toRow(user)).execute()
    await db.insertInto('emails').values({ email, user_uuid: user.uuid, is_primary: 1, is_confirmed: 1 }).execute()
  } catch (error) {
    throw isTaken(error) ? new Conflict('An account with this username or e-mail address already exists') : error
  }
  return user
}

export async function save(db: Db, user: User): Promise<User> {
  await db.updateTable('users').set(toRow(user)).where('uuid', '=', user.uuid).execute()
  return user
}

export async function emailsOf(db: Db, user: { uuid: string }): Promise<Email[]> {
  const rows = await db.selectFrom('emails').where('user_uuid', '=', user.uuid).orderBy('email').selectAll().execute()
  return rows.map(fromEmailRow)
}

const fromEmailRow = (row: EmailRow): Email => ({
  email: row.email,
  isPrimary: row.is_primary === 1,
  isConfirmed: row.is_confirmed === 1,
})

export const toRow = (user: User): UserRow => ({
  uuid: user.uuid,
  account_id: user.accountId,
  username: user.username,
  nickname: user.nickname,
  display_name: user.displayName,
  is_admin: user.isAdmin ? 1 : 0,
  status: user.status,
  location: user.location,
  avatar: user.avatar,
  created_on: user.createdOn,
})

export const fromRow = (row: UserRow): User => ({
  uuid: row.uuid,
  accountId: row.account_id,
  username: row.username,
  nickname: row.nickname,
  displayName: row.display_name,
  isAdmin: row.is_admin === 1,
  status: row.status,
  location: row.location,
  avatar: row.avatar,
  createdOn: row.created_on,
})
