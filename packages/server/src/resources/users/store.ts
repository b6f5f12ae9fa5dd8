import { type Columns, inOrder, isTaken, matching, type PageRequest, paginate } from '@pail/db'
import { Conflict, NotFound } from '@pail/failures'
import type { Db, UserRow } from '../../db/tables/index.ts'
import type { Filter } from '../../kernel/filter.ts'
import { uuidIn } from '../../kernel/target.ts'
import type { User } from './user.ts'

/** What the list of accounts can be filtered and sorted by. */
export const userFields: Columns = {
  uuid: { type: 'uuid', column: 'users.uuid' },
  account_id: { type: 'text', column: 'users.account_id' },
  username: { type: 'text', column: 'users.username' },
  nickname: { type: 'text', column: 'users.nickname' },
  display_name: { type: 'text', column: 'users.display_name' },
  status: { type: 'text', column: 'users.status' },
  is_admin: { type: 'flag', column: 'users.is_admin' },
  created_on: { type: 'time', column: 'users.created_on' },
}

const OLDEST_FIRST = { path: 'created_on', descending: false } as const

export const list = (db: Db, { query, sort }: Filter, page: PageRequest) =>
  paginate(
    db
      .selectFrom('users')
      .selectAll('users')
      .where('users.kind', '=', 'person')
      .where(matching(query, userFields))
      .$call(inOrder(sort ?? OLDEST_FIRST, userFields, 'users.uuid')),
    page,
    fromRow,
  )

/** A person by uuid, account id or username. */
export async function seek(db: Db, id: string): Promise<User | undefined> {
  const found = await seekAccount(db, id)
  return found?.kind === 'person' ? found : undefined
}

/** The same, be it a person or what a token acts as. */
export async function seekAccount(db: Db, id: string): Promise<User | undefined> {
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
  await unlessTaken(async () => {
    await db.insertInto('users').values(toRow(user)).execute()
    await db.insertInto('emails').values({ email, user_uuid: user.uuid, is_primary: 1, is_confirmed: 1 }).execute()
  })
  return user
}

export async function save(db: Db, user: User): Promise<User> {
  await unlessTaken(() => db.updateTable('users').set(toRow(user)).where('uuid', '=', user.uuid).execute())
  return user
}

async function unlessTaken(write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    throw isTaken(error) ? new Conflict('An account with this username or e-mail address already exists') : error
  }
}

/** Whether somebody else can still administer the installation. */
export async function hasOtherAdministrator(db: Db, user: User): Promise<boolean> {
  const other = await db
    .selectFrom('users')
    .where('is_admin', '=', 1)
    .where('status', '=', 'active')
    .where('uuid', '!=', user.uuid)
    .select('uuid')
    .limit(1)
    .executeTakeFirst()
  return other !== undefined
}

/** What goes with an account: its ways in, what tells who it was, and what only it could use. */
const PRIVATE = [
  'emails',
  'email_claims',
  'former_usernames',
  'tokens',
  'oauth_grants',
  'sessions',
  'passwords',
  'authenticator_apps',
  'security_keys',
  'recovery_codes',
  'pending_sign_ins',
  'openid_links',
  'openid_questions',
  'ssh_keys',
  'gpg_keys',
  'watchers',
  'default_reviewers',
  'branch_restriction_users',
  'pipeline_variables',
  'webhooks',
  'notifications',
  'notification_settings',
] as const

/** Leaves the account without any way in, and without anything that is nobody else's. */
export async function forget(db: Db, user: User): Promise<void> {
  for (const table of PRIVATE) await db.deleteFrom(table).where('user_uuid', '=', user.uuid).execute()
}

/** The primary address of each account that has one; for administrators. */
export async function primaryEmails(db: Db, uuids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('emails')
    .where('user_uuid', 'in', uuids)
    .where('is_primary', '=', 1)
    .select(['user_uuid', 'email'])
    .execute()
  return new Map(rows.map(row => [row.user_uuid, row.email]))
}

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
  kind: user.kind,
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
  kind: row.kind,
})
