import { Conflict, NotFound } from '@pail/failures'
import type { Db, SecurityKeyRow } from '../../../db/tables/index.ts'
import { now } from '../../../kernel/clock.ts'
import { uuidIn } from '../../../kernel/target.ts'
import { APP_NAME, type SecondFactor } from './second-factor.ts'

interface Owner {
  uuid: string
}

/** A security key, with what its signatures are checked by. */
export interface SecurityKey extends SecondFactor {
  kind: 'security_key'
  userUuid: string
  credentialId: string
  /** COSE, in base64url. */
  publicKey: string
  counter: number
  transports: readonly string[]
  host: string
}

/** What somebody has enrolled and confirmed: the app first, then the keys in the order in which they came. */
export async function list(db: Db, user: Owner): Promise<SecondFactor[]> {
  const app = await db
    .selectFrom('authenticator_apps')
    .where('user_uuid', '=', user.uuid)
    .where('confirmed_on', 'is not', null)
    .selectAll()
    .executeTakeFirst()
  const keys = await listKeys(db, user)
  if (!app) return keys
  const { uuid, confirmed_on, last_used_on } = app
  return [
    { uuid, kind: 'authenticator_app', name: APP_NAME, createdOn: confirmed_on!, lastUsedOn: last_used_on },
    ...keys,
  ]
}

/** Whether signing in takes a second step. */
export async function hasAny(db: Db, user: Owner): Promise<boolean> {
  return (await list(db, user)).length > 0
}

export async function demandAny(db: Db, user: Owner): Promise<void> {
  if (!(await hasAny(db, user))) throw new Conflict('There is no second factor.')
}

export async function find(db: Db, user: Owner, id: string): Promise<SecondFactor> {
  const found = (await list(db, user)).find(({ uuid }) => uuid === uuidIn(id))
  if (!found) throw new NotFound('There is no such second factor.')
  return found
}

/** Removes one; with the last one the recovery codes go too, as there is nothing left to recover. */
export async function remove(tx: Db, user: Owner, { kind, uuid }: SecondFactor): Promise<void> {
  const table = kind === 'security_key' ? 'security_keys' : 'authenticator_apps'
  await tx.deleteFrom(table).where('user_uuid', '=', user.uuid).where('uuid', '=', uuid).execute()
  if (!(await hasAny(tx, user))) await removeAll(tx, user)
}

/** Leaves none, nor anything that belongs to them. */
export async function removeAll(tx: Db, user: Owner): Promise<void> {
  for (const table of ['authenticator_apps', 'security_keys', 'recovery_codes'] as const)
    await tx.deleteFrom(table).where('user_uuid', '=', user.uuid).execute()
}

export async function listKeys(db: Db, user: Owner): Promise<SecurityKey[]> {
  const rows = await db
    .selectFrom('security_keys')
    .where('user_uuid', '=', user.uuid)
    .orderBy('created_on')
    .orderBy('uuid')
    .selectAll()
    .execute()
  return rows.map(fromRow)
}

export async function createKey(tx: Db, key: SecurityKey): Promise<void> {
  await tx.insertInto('security_keys').values(toRow(key)).execute()
}

/** Notes how far a key has counted; false where it has been used meanwhile, or is gone. */
export async function countKey(tx: Db, key: SecurityKey, counter: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('security_keys')
    .set({ counter, last_used_on: now() })
    .where('uuid', '=', key.uuid)
    .where('counter', '=', key.counter)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

const toRow = (key: SecurityKey): SecurityKeyRow => ({
  uuid: key.uuid,
  user_uuid: key.userUuid,
  name: key.name,
  credential_id: key.credentialId,
  public_key: key.publicKey,
  counter: key.counter,
  transports: JSON.stringify(key.transports),
  host: key.host,
  created_on: key.createdOn,
  last_used_on: key.lastUsedOn,
})

const fromRow = (row: SecurityKeyRow): SecurityKey => ({
  kind: 'security_key',
  uuid: row.uuid,
  userUuid: row.user_uuid,
  name: row.name,
  credentialId: row.credential_id,
  publicKey: row.public_key,
  counter: row.counter,
  transports: JSON.parse(row.transports),
  host: row.host,
  createdOn: row.created_on,
  lastUsedOn: row.last_used_on,
})
