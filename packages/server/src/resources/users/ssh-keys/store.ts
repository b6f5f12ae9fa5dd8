import { type PageRequest, type Param, paginate, prepared } from '@pail/db'
import { NotFound } from '@pail/failures'
import type { Db, SshKeyRow, UserRow } from '../../../db/tables/index.ts'
import { later, now } from '../../../kernel/clock.ts'
import { uuidIn } from '../../../kernel/target.ts'
import { fromRow as userFromRow } from '../store.ts'
import type { User } from '../user.ts'
import { hasExpired, type SshKey } from './ssh-key.ts'

interface Owner {
  uuid: string
}

export const list = (db: Db, owner: Owner, page: PageRequest) =>
  paginate(held(db, owner).orderBy('created_on').orderBy('uuid'), page, fromRow)

/** Of one account, those first that were added last. */
export const newest = async (db: Db, owner: Owner): Promise<SshKey[]> =>
  (await held(db, owner).orderBy('created_on', 'desc').orderBy('uuid').execute()).map(fromRow)

export async function count(db: Db, owner: Owner): Promise<number> {
  const { size } = await db
    .selectFrom('ssh_keys')
    .where('user_uuid', '=', owner.uuid)
    .select(eb => eb.fn.countAll().as('size'))
    .executeTakeFirstOrThrow()
  return Number(size)
}

export async function find(db: Db, owner: Owner, id: string): Promise<SshKey> {
  const row = await held(db, owner)
    .where('uuid', '=', uuidIn(id) ?? '')
    .executeTakeFirst()
  if (!row) throw new NotFound('There is no such SSH key.')
  return fromRow(row)
}

/** A key that opens, with the account that it opens for; none that has expired or whose account may not come in. */
export async function seek(db: Db, fingerprint: string): Promise<{ key: SshKey; user: User } | undefined> {
  const row = await byFingerprint.first(db, { fingerprint })
  if (!row) return undefined
  const { key, user } = fromFound(row)
  return user.status !== 'active' || hasExpired(key, now()) ? undefined : { key, user }
}

/** The same for several, also for those that open no more; for telling who signed something. */
export async function byFingerprints(
  db: Db,
  fingerprints: readonly string[],
): Promise<Map<string, { key: SshKey; user: User }>> {
  const rows = await joined(db).where('ssh_keys.fingerprint', 'in', fingerprints).execute()
  return new Map(rows.map(row => [row.fingerprint, fromFound(row)]))
}

/** Whether anybody has this key: an account, be it open or not, or something that it was deployed to. */
export async function isRegistered(db: Db, fingerprint: string): Promise<boolean> {
  if ((await byFingerprint.first(db, { fingerprint })) !== undefined) return true
  const deployed = db.selectFrom('deploy_keys').where('fingerprint', '=', fingerprint).select('id').limit(1)
  return (await deployed.executeTakeFirst()) !== undefined
}

/** Whether some account has this key, be it open or not. */
export async function has(db: Db, fingerprint: string): Promise<boolean> {
  return (await byFingerprint.first(db, { fingerprint })) !== undefined
}

type Found = UserRow & Omit<SshKeyRow, 'uuid' | 'created_on'> & { key_uuid: string; key_created_on: string }

const fromFound = (row: Found) => ({
  key: fromRow({ ...row, uuid: row.key_uuid, created_on: row.key_created_on }),
  user: userFromRow(row),
})

const joined = (db: Db) =>
  db
    .selectFrom('ssh_keys')
    .innerJoin('users', 'users.uuid', 'ssh_keys.user_uuid')
    .selectAll('users')
    .select([
      'ssh_keys.uuid as key_uuid',
      'ssh_keys.created_on as key_created_on',
      'ssh_keys.user_uuid',
      'ssh_keys.fingerprint',
      'ssh_keys.key',
      'ssh_keys.comment',
      'ssh_keys.label',
      'ssh_keys.expires_on',
      'ssh_keys.last_used',
    ])
    .$castTo<Found>()

const byFingerprint = prepared((db: Db, param: Param<{ fingerprint: string }>) =>
  joined(db).where('ssh_keys.fingerprint', '=', param('fingerprint')),
)

export async function create(tx: Db, key: SshKey): Promise<SshKey> {
  await tx.insertInto('ssh_keys').values(toRow(key)).execute()
  return key
}

export async function save(tx: Db, key: SshKey): Promise<SshKey> {
  await tx.updateTable('ssh_keys').set({ label: key.label }).where('uuid', '=', key.uuid).execute()
  return key
}

export async function remove(tx: Db, { uuid }: SshKey): Promise<void> {
  await tx.deleteFrom('ssh_keys').where('uuid', '=', uuid).execute()
}

const REMEMBERED_FOR_SECONDS = 60

/** Remembers that a key has let somebody in, to the minute, so that who comes often does not write each time. */
export async function markUsed(db: Db, { uuid, lastUsed }: SshKey): Promise<void> {
  if (lastUsed !== null && lastUsed > later(-REMEMBERED_FOR_SECONDS)) return
  await db.updateTable('ssh_keys').set({ last_used: now() }).where('uuid', '=', uuid).execute()
}

const held = (db: Db, { uuid }: Owner) => db.selectFrom('ssh_keys').where('user_uuid', '=', uuid).selectAll()

const toRow = (key: SshKey): SshKeyRow => ({
  uuid: key.uuid,
  user_uuid: key.userUuid,
  fingerprint: key.fingerprint,
  key: key.key,
  comment: key.comment,
  label: key.label,
  created_on: key.createdOn,
  expires_on: key.expiresOn,
  last_used: key.lastUsed,
})

const fromRow = (row: SshKeyRow): SshKey => ({
  uuid: row.uuid,
  userUuid: row.user_uuid,
  fingerprint: row.fingerprint,
  key: row.key,
  comment: row.comment,
  label: row.label,
  createdOn: row.created_on,
  expiresOn: row.expires_on,
  lastUsed: row.last_used,
})
