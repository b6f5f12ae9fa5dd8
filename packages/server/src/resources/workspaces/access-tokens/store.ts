import { type PageRequest, paginate } from '@pail/db'
import { NotFound } from '@pail/failures'
import { hashOf } from '../../../auth/tokens.ts'
import type { Db, GrantRow, TokenRow, UserRow } from '../../../db/tables/index.ts'
import { byUuids, create as createUser } from '../../users/store.ts'
import { join } from '../store.ts'
import type { AccessToken, Holder, Level } from './access-token.ts'

type Row = TokenRow & { last_used_on: string | null }
type On = Pick<Holder, 'uuid'>

/** The tokens of a thing, those first that were made first. */
export async function list(db: Db, level: Level, on: On, page: PageRequest) {
  const query = held(db, level, on).orderBy('tokens.created_on').orderBy('tokens.uuid')
  const found = await paginate(query, page, row => row)
  return { ...found, values: await withUsers(db, level, found.values) }
}

export async function find(db: Db, level: Level, on: On, uuid: string): Promise<AccessToken> {
  const row = await held(db, level, on).where('tokens.uuid', '=', uuid).executeTakeFirst()
  const [token] = await withUsers(db, level, row ? [row] : [])
  if (!token) throw new NotFound('There is no such access token', { detail: { uuid } })
  return token
}

/** Saves a token with the account that it acts as, and gives that its place. */
export async function create(
  db: Db,
  { uuid: holder, workspace }: Holder,
  token: AccessToken,
  { secret, email }: { secret: string; email: string },
): Promise<void> {
  const { uuid, level, name, scopes, createdOn, expiresOn, user } = token
  await createUser(db, user, email)
  const none = { repository_uuid: null, project_uuid: null, workspace_uuid: null, grant_uuid: null }
  const row: TokenRow = {
    ...none,
    [`${level}_uuid`]: holder,
    uuid,
    user_uuid: user.uuid,
    kind: `${level}_access_token`,
    name,
    hash: hashOf(secret),
    scopes: JSON.stringify(scopes),
    created_on: createdOn,
    expires_on: expiresOn,
  }
  await db.insertInto('tokens').values(row).execute()
  // It administers what it belongs to, as far as its scopes let it.
  await join(db, workspace, user.uuid, level === 'workspace' ? 'owner' : 'member', createdOn)
  if (level !== 'workspace')
    await db
      .insertInto('grants')
      .values(grantOn(level, holder, user.uuid, createdOn))
      .execute()
}

const grantOn = (level: 'repository' | 'project', holder: string, user: string, at: string): GrantRow => ({
  resource_uuid: holder,
  resource_kind: level,
  grantee_uuid: user,
  grantee_kind: 'token',
  permission: 'admin',
  created_on: at,
})

/** The accounts that the tokens of a thing act as. */
export async function usersOf(db: Db, level: Level, on: On): Promise<string[]> {
  const rows = await db.selectFrom('tokens').where(`${level}_uuid`, '=', on.uuid).select('user_uuid').execute()
  return rows.map(row => row.user_uuid)
}

/** Ends what a token acts as, and keeps its name and address for what it made. */
export async function remove(db: Db, user: string): Promise<void> {
  await db.deleteFrom('tokens').where('user_uuid', '=', user).execute()
  await db
    .updateTable('users')
    .set({ status: 'deleted' satisfies UserRow['status'] })
    .where('uuid', '=', user)
    .execute()
}

const held = (db: Db, level: Level, on: On) =>
  db
    .selectFrom('tokens')
    .leftJoin('token_uses', 'token_uses.token_uuid', 'tokens.uuid')
    .where(`tokens.${level}_uuid`, '=', on.uuid)
    .selectAll('tokens')
    .select('token_uses.last_used_on')

async function withUsers(db: Db, level: Level, rows: readonly Row[]): Promise<AccessToken[]> {
  if (rows.length === 0) return []
  const users = await byUuids(
    db,
    rows.map(row => row.user_uuid),
  )
  return rows.map(row => ({
    uuid: row.uuid,
    level,
    name: row.name,
    scopes: JSON.parse(row.scopes) as string[],
    createdOn: row.created_on,
    expiresOn: row.expires_on,
    lastUsedOn: row.last_used_on,
    user: users.get(row.user_uuid)!,
  }))
}
