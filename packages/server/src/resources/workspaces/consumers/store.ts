import { isTaken, type PageRequest, paginate } from '@pail/db'
import { Conflict, NotFound } from '@pail/failures'
import { hashOf } from '../../../auth/tokens.ts'
import type { ConsumerRow, Db } from '../../../db/tables/index.ts'
import type { Workspace } from '../workspace.ts'
import type { Consumer } from './consumer.ts'

type Owner = Pick<Workspace, 'uuid'>

/** The consumers of a workspace, by name. */
export const list = (db: Db, { uuid }: Owner, page: PageRequest) =>
  paginate(
    db.selectFrom('consumers').where('workspace_uuid', '=', uuid).orderBy('name').orderBy('uuid').selectAll(),
    page,
    fromRow,
  )

export async function find(db: Db, { uuid }: Owner, key: string): Promise<Consumer> {
  const consumer = await seek(db, key)
  if (consumer?.workspaceUuid !== uuid) throw new NotFound('There is no such consumer', { detail: { key } })
  return consumer
}

export async function seek(db: Db, key: string): Promise<Consumer | undefined> {
  const row = await db.selectFrom('consumers').where('key', '=', key).selectAll().executeTakeFirst()
  return row && fromRow(row)
}

/** The one that has this key and this secret. */
export async function seekWithSecret(db: Db, key: string, secret: string): Promise<Consumer | undefined> {
  const found = db.selectFrom('consumers').where('key', '=', key).where('secret_hash', '=', hashOf(secret)).selectAll()
  const row = await found.executeTakeFirst()
  return row && fromRow(row)
}

/** Those of the given uuids that exist. */
export async function byUuids(db: Db, uuids: readonly string[]): Promise<Map<string, Consumer>> {
  if (uuids.length === 0) return new Map()
  const rows = await db.selectFrom('consumers').where('uuid', 'in', uuids).selectAll().execute()
  return new Map(rows.map(row => [row.uuid, fromRow(row)]))
}

export async function create(db: Db, consumer: Consumer, secret: string): Promise<void> {
  const row = { ...toRow(consumer), secret_hash: hashOf(secret) }
  await unlessTaken(() => db.insertInto('consumers').values(row).execute())
}

export async function save(db: Db, consumer: Consumer): Promise<void> {
  await unlessTaken(() => db.updateTable('consumers').set(toRow(consumer)).where('uuid', '=', consumer.uuid).execute())
}

export async function saveSecret(db: Db, { uuid }: Consumer, secret: string): Promise<void> {
  await db
    .updateTable('consumers')
    .set({ secret_hash: hashOf(secret) })
    .where('uuid', '=', uuid)
    .execute()
}

/** With it go all grants and tokens that it was given. */
export async function remove(db: Db, { uuid }: Consumer): Promise<void> {
  await db.deleteFrom('consumers').where('uuid', '=', uuid).execute()
}

/** Ends the access tokens that it holds now; it may ask for new ones with what it may do from now on. */
export async function endTokens(db: Db, { uuid }: Consumer): Promise<void> {
  await db
    .deleteFrom('tokens')
    .where('grant_uuid', 'in', eb => eb.selectFrom('oauth_grants').where('consumer_uuid', '=', uuid).select('uuid'))
    .execute()
}

async function unlessTaken(write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    throw isTaken(error)
      ? new Conflict('A consumer with this name already exists', { fields: { name: ['already taken'] } })
      : error
  }
}

const toRow = (consumer: Consumer): Omit<ConsumerRow, 'secret_hash'> => ({
  uuid: consumer.uuid,
  workspace_uuid: consumer.workspaceUuid,
  key: consumer.key,
  name: consumer.name,
  description: consumer.description,
  url: consumer.url,
  callback_url: consumer.callbackUrl,
  is_private: consumer.isPrivate ? 1 : 0,
  scopes: JSON.stringify(consumer.scopes),
  created_on: consumer.createdOn,
})

const fromRow = (row: Omit<ConsumerRow, 'secret_hash'>): Consumer => ({
  uuid: row.uuid,
  workspaceUuid: row.workspace_uuid,
  key: row.key,
  name: row.name,
  description: row.description,
  url: row.url,
  callbackUrl: row.callback_url,
  isPrivate: row.is_private === 1,
  scopes: JSON.parse(row.scopes) as string[],
  createdOn: row.created_on,
})
