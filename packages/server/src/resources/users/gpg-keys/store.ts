import { isTaken, type PageRequest, paginate } from '@pail/db'
import { Invalid, NotFound } from '@pail/failures'
import type { Db, GpgKeyRow, GpgSubkeyRow } from '../../../db/tables/index.ts'
import type { AnyGpgKey, GpgKey, GpgPart, GpgPartOf, GpgSubkey } from './gpg-key.ts'

interface Owner {
  uuid: string
}

export const list = (db: Db, owner: Owner, page: PageRequest) =>
  paginate(held(db, owner).orderBy('added_on').orderBy('fingerprint'), page, fromRow)

export async function hasAny(db: Db, owner: Owner): Promise<boolean> {
  return (await held(db, owner).limit(1).executeTakeFirst()) !== undefined
}

/** Of one account, those first that were added last. */
export const newest = async (db: Db, owner: Owner): Promise<GpgKey[]> =>
  (await held(db, owner).orderBy('added_on', 'desc').orderBy('fingerprint').execute()).map(fromRow)

export async function count(db: Db, owner: Owner): Promise<number> {
  const { size } = await db
    .selectFrom('gpg_keys')
    .where('user_uuid', '=', owner.uuid)
    .select(eb => eb.fn.countAll().as('size'))
    .executeTakeFirstOrThrow()
  return Number(size)
}

/** By the fingerprint of the key or of one of its subkeys. */
export async function find(db: Db, owner: Owner, text: string): Promise<AnyGpgKey> {
  const fingerprint = text.toLowerCase()
  const row = await held(db, owner).where('fingerprint', '=', fingerprint).executeTakeFirst()
  if (row) return fromRow(row)
  const subkey = await db
    .selectFrom('gpg_subkeys')
    .innerJoin('gpg_keys', 'gpg_keys.fingerprint', 'gpg_subkeys.parent_fingerprint')
    .where('gpg_keys.user_uuid', '=', owner.uuid)
    .where('gpg_subkeys.fingerprint', '=', fingerprint)
    .selectAll('gpg_subkeys')
    .executeTakeFirst()
  if (!subkey) throw new NotFound('There is no such GPG key.')
  const parent = await held(db, owner).where('fingerprint', '=', subkey.parent_fingerprint).executeTakeFirstOrThrow()
  return { ...fromSubkeyRow(subkey), parent: fromRow(parent) }
}

export async function create(tx: Db, key: GpgKey & { subkeys: readonly GpgPartOf[] }): Promise<void> {
  try {
    await tx.insertInto('gpg_keys').values(toRow(key)).execute()
  } catch (error) {
    if (!isTaken(error)) throw error
    const reason = 'Someone has already registered that GPG key.'
    throw new Invalid(reason, { fields: { key: [reason] } })
  }
  for (const subkey of key.subkeys) await tx.insertInto('gpg_subkeys').values(toSubkeyRow(key, subkey)).execute()
}

export async function remove(tx: Db, { fingerprint }: GpgKey): Promise<void> {
  await tx.deleteFrom('gpg_keys').where('fingerprint', '=', fingerprint).execute()
}

/** Remembers that a key has signed something that was pushed at this moment. */
export async function markUsed(tx: Db, { fingerprint }: GpgKey, moment: string): Promise<void> {
  await tx.updateTable('gpg_keys').set({ last_used: moment }).where('fingerprint', '=', fingerprint).execute()
}

/** The subkeys of several keys; for embedding. */
export async function subkeysOf(db: Db, fingerprints: readonly string[]): Promise<Map<string, GpgPart[]>> {
  const rows = await db
    .selectFrom('gpg_subkeys')
    .where('parent_fingerprint', 'in', fingerprints)
    .orderBy('fingerprint')
    .selectAll()
    .execute()
  return Map.groupBy(rows.map(fromSubkeyRow), (_, at) => rows[at]!.parent_fingerprint)
}

/** The keys that signatures of each of these ids may be of. */
export async function byKeyIds(db: Db, ids: readonly string[]): Promise<Map<string, GpgKey[]>> {
  const subkeys = await db
    .selectFrom('gpg_subkeys')
    .where('key_id', 'in', ids)
    .where('signs', '=', 1)
    .select(['key_id', 'parent_fingerprint'])
    .execute()
  const parents = subkeys.map(row => row.parent_fingerprint)
  const rows = await db
    .selectFrom('gpg_keys')
    .where(eb => eb.or([eb('key_id', 'in', ids), ...(parents.length > 0 ? [eb('fingerprint', 'in', parents)] : [])]))
    .orderBy('fingerprint')
    .selectAll()
    .execute()
  const isOf = (id: string) => (row: GpgKeyRow) =>
    row.key_id === id || subkeys.some(one => one.key_id === id && one.parent_fingerprint === row.fingerprint)
  return new Map(ids.map(id => [id, rows.filter(isOf(id)).map(fromRow)]))
}

const held = (db: Db, { uuid }: Owner) => db.selectFrom('gpg_keys').where('user_uuid', '=', uuid).selectAll()

const toRow = (key: GpgKey): GpgKeyRow => ({
  fingerprint: key.fingerprint,
  user_uuid: key.userUuid,
  key_id: key.keyId,
  key: key.key,
  name: key.name,
  comment: key.comment,
  created_on: key.createdOn,
  expires_on: key.expiresOn,
  added_on: key.addedOn,
  last_used: key.lastUsed,
})

const toSubkeyRow = ({ fingerprint }: GpgKey, part: GpgPartOf): GpgSubkeyRow => ({
  signs: part.signs ? 1 : 0,
  fingerprint: part.fingerprint,
  parent_fingerprint: fingerprint,
  key_id: part.keyId,
  created_on: part.createdOn,
  expires_on: part.expiresOn,
})

const fromSubkeyRow = (row: Omit<GpgSubkeyRow, 'signs' | 'parent_fingerprint'>): Omit<GpgSubkey, 'parent'> => ({
  fingerprint: row.fingerprint,
  keyId: row.key_id,
  createdOn: row.created_on,
  expiresOn: row.expires_on,
})

const fromRow = (row: GpgKeyRow): GpgKey => ({
  ...fromSubkeyRow(row),
  userUuid: row.user_uuid,
  key: row.key,
  name: row.name,
  comment: row.comment,
  addedOn: row.added_on,
  lastUsed: row.last_used,
})
