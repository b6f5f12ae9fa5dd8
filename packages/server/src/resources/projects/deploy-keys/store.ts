import { type PageRequest, type Param, paginate, prepared } from '@pail/db'
import { NotFound } from '@pail/failures'
import type { Db, DeployKeyRow } from '../../../db/tables/index.ts'
import { later, now } from '../../../kernel/clock.ts'
import type { DeployKey, Opened } from './deploy-key.ts'

export const list = <To extends Opened>(db: Db, to: To, page: PageRequest) =>
  paginate(held(db, to).orderBy('id'), page, row => fromRow(row, to))

/** By what a path says, which may be anything. */
export async function find<To extends Opened>(db: Db, to: To, text: string): Promise<DeployKey<To>> {
  const id = /^\d{1,15}$/.test(text) ? Number(text) : 0
  const row = await held(db, to).where('id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound('There is no such deploy key.')
  return fromRow(row, to)
}

/** Whether a key opens this itself, whatever else it opens. */
export async function opens(db: Db, to: Opened, fingerprint: string): Promise<boolean> {
  const row = await held(db, to).where('fingerprint', '=', fingerprint).executeTakeFirst()
  return row !== undefined
}

/** Whether a key opens anything at all. */
export async function has(db: Db, fingerprint: string): Promise<boolean> {
  return (await byFingerprint.first(db, { fingerprint })) !== undefined
}

const byFingerprint = prepared((db: Db, param: Param<{ fingerprint: string }>) =>
  db.selectFrom('deploy_keys').where('fingerprint', '=', param('fingerprint')).select('id').limit(1),
)

export async function create<Key extends DeployKey>(tx: Db, key: Key): Promise<Key> {
  await tx.insertInto('deploy_keys').values(toRow(key)).execute()
  return key
}

export async function save<Key extends DeployKey>(tx: Db, key: Key): Promise<Key> {
  const { label, comment } = key
  await tx.updateTable('deploy_keys').set({ label, comment }).where('id', '=', key.id).execute()
  return key
}

export async function remove(tx: Db, { id }: DeployKey): Promise<void> {
  await tx.deleteFrom('deploy_keys').where('id', '=', id).execute()
}

const REMEMBERED_FOR_SECONDS = 60

/** Remembers that a key has let somebody in, to the minute. */
export async function markUsed(db: Db, { id, lastUsed }: DeployKey): Promise<void> {
  if (lastUsed !== null && lastUsed > later(-REMEMBERED_FOR_SECONDS)) return
  await db.updateTable('deploy_keys').set({ last_used: now() }).where('id', '=', id).execute()
}

const held = (db: Db, { kind, uuid }: Opened) =>
  db.selectFrom('deploy_keys').where(`${kind}_uuid`, '=', uuid).selectAll()

const toRow = ({ to: { kind, uuid }, ...key }: DeployKey): DeployKeyRow => ({
  id: key.id,
  repository_uuid: kind === 'repository' ? uuid : null,
  project_uuid: kind === 'project' ? uuid : null,
  fingerprint: key.fingerprint,
  key: key.key,
  comment: key.comment,
  label: key.label,
  user_uuid: key.userUuid,
  added_on: key.addedOn,
  last_used: key.lastUsed,
})

export const fromRow = <To extends Opened>(row: DeployKeyRow, to: To): DeployKey<To> => ({
  id: row.id,
  to,
  fingerprint: row.fingerprint,
  key: row.key,
  comment: row.comment,
  label: row.label,
  userUuid: row.user_uuid,
  addedOn: row.added_on,
  lastUsed: row.last_used,
})
