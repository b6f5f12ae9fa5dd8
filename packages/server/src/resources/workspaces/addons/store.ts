import { isTaken, type PageRequest, paginate } from '@pail/db'
import { Conflict, NotFound } from '@pail/failures'
import { placeOfSecret } from '../../../auth/apps.ts'
import type { AddonRow, Db } from '../../../db/tables/index.ts'
import type { KeyRing, SealedRows } from '../../../kernel/secrets.ts'
import type { Workspace } from '../workspace.ts'
import type { Addon } from './addon.ts'
import type { Descriptor } from './descriptor.ts'

type Owner = Pick<Workspace, 'uuid'>

/** The apps of a workspace, by key. */
export const list = (db: Db, owner: Owner, page: PageRequest) =>
  paginate(held(db, owner).orderBy('key').orderBy('uuid'), page, fromRow)

export async function find(db: Db, owner: Owner, key: string): Promise<Addon> {
  const row = await held(db, owner).where('key', '=', key).executeTakeFirst()
  if (!row) throw new NotFound('There is no such app', { detail: { key } })
  return fromRow(row)
}

/** All of them; a workspace has few. */
export async function listAll(db: Db, owner: Owner): Promise<Addon[]> {
  return (await held(db, owner).orderBy('key').execute()).map(fromRow)
}

/** The one that acts as this account. */
export async function seekByUser(db: Db, userUuid: string): Promise<Addon | undefined> {
  const row = await db.selectFrom('addons').where('user_uuid', '=', userUuid).selectAll().executeTakeFirst()
  return row && fromRow(row)
}

/** Those with this key in the workspaces that somebody owns. */
export async function listOwned(db: Db, key: string, userUuid: string): Promise<Addon[]> {
  const rows = await db
    .selectFrom('addons')
    .innerJoin('memberships', 'memberships.workspace_uuid', 'addons.workspace_uuid')
    .where('addons.key', '=', key)
    .where('memberships.user_uuid', '=', userUuid)
    .where('memberships.permission', '=', 'owner')
    .orderBy('addons.created_on')
    .orderBy('addons.uuid')
    .selectAll('addons')
    .execute()
  return rows.map(fromRow)
}

export async function create(db: Db, keys: KeyRing, addon: Addon, secret: string): Promise<void> {
  const row = { ...toRow(addon), shared_secret: keys.seal(secret, placeOfSecret(addon.uuid)) }
  try {
    await db.insertInto('addons').values(row).execute()
  } catch (error) {
    throw isTaken(error) ? new Conflict('This app is installed in the workspace already') : error
  }
}

export async function save(db: Db, addon: Addon): Promise<void> {
  await db.updateTable('addons').set(toRow(addon)).where('uuid', '=', addon.uuid).execute()
}

/** Ends the tokens that an app holds now; it swaps a JWT for others with what it may do from now on. */
export async function endTokens(db: Db, { userUuid }: Addon): Promise<void> {
  await db.deleteFrom('tokens').where('user_uuid', '=', userUuid).execute()
}

/** Answers the shared secret, sealed as it was, for the last word to the app. */
export async function remove(db: Db, { uuid }: Addon): Promise<string | undefined> {
  const row = await db.deleteFrom('addons').where('uuid', '=', uuid).returning('shared_secret').executeTakeFirst()
  return row?.shared_secret
}

/** For a change of keys. */
export const sealedRows: SealedRows = {
  async after(db, uuid, limit) {
    const query = db.selectFrom('addons').where('uuid', '>', uuid).orderBy('uuid').limit(limit)
    const rows = await query.select(['uuid', 'shared_secret']).execute()
    return rows.map(row => ({ id: row.uuid, sealed: row.shared_secret, place: placeOfSecret(row.uuid) }))
  },
  async replace(db, uuid, shared_secret) {
    await db.updateTable('addons').set({ shared_secret }).where('uuid', '=', uuid).execute()
  },
}

const held = (db: Db, { uuid }: Owner) => db.selectFrom('addons').where('workspace_uuid', '=', uuid).selectAll()

const toRow = (addon: Addon): Omit<AddonRow, 'shared_secret'> => ({
  uuid: addon.uuid,
  workspace_uuid: addon.workspaceUuid,
  user_uuid: addon.userUuid,
  key: addon.descriptor.key,
  client_key: addon.clientKey,
  descriptor: JSON.stringify(addon.descriptor),
  descriptor_url: addon.descriptorUrl,
  scopes: JSON.stringify(addon.scopes),
  created_on: addon.createdOn,
  updated_on: addon.updatedOn,
})

const fromRow = (row: AddonRow): Addon => ({
  uuid: row.uuid,
  workspaceUuid: row.workspace_uuid,
  userUuid: row.user_uuid,
  clientKey: row.client_key,
  descriptor: JSON.parse(row.descriptor) as Descriptor,
  descriptorUrl: row.descriptor_url,
  scopes: JSON.parse(row.scopes) as string[],
  createdOn: row.created_on,
  updatedOn: row.updated_on,
})
