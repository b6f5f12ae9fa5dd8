import { isTaken } from '@pail/db'
import { NotFound } from '@pail/failures'
import type { Db, LfsLockRow, PailDatabase } from '../../db/tables/index.ts'
import { type Lock, Locked } from './lock.ts'

/** Which locks of a repository are looked for. */
export interface Search {
  path?: string | undefined
  id?: string | undefined
  /** The last that was told before. */
  after?: string | undefined
  limit: number
}

/** In the order in which they were made, and one more than was asked for where there are more. */
export async function list(db: Db, repository: string, { path, id, after, limit }: Search): Promise<Lock[]> {
  let query = inRepository(db, repository)
  if (path !== undefined) query = query.where('lfs_locks.path', '=', path)
  if (id !== undefined) query = query.where('lfs_locks.id', '=', id)
  if (after !== undefined) query = query.where('lfs_locks.id', '>', after)
  const rows = await query
    .orderBy('lfs_locks.id')
    .limit(limit + 1)
    .execute()
  return rows.map(fromRow)
}

export async function find(db: Db, repository: string, id: string): Promise<Lock> {
  const row = await inRepository(db, repository).where('lfs_locks.id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound('There is no such lock.')
  return fromRow(row)
}

/** Locks a path that nobody has locked yet; not within a transaction, as that would be over with the refusal. */
export async function save(database: PailDatabase, repository: string, lock: Lock): Promise<void> {
  const { id, path, userUuid, lockedOn } = lock
  const row: LfsLockRow = { id, repository_uuid: repository, path, user_uuid: userUuid, locked_on: lockedOn }
  await database
    .transact(async tx => void (await tx.insertInto('lfs_locks').values(row).execute()))
    .catch(async error => {
      const there = isTaken(error) ? await list(database.reader, repository, { path, limit: 1 }) : []
      throw there[0] ? new Locked(there[0]) : error
    })
}

export async function remove(tx: Db, { id }: Lock): Promise<void> {
  await tx.deleteFrom('lfs_locks').where('id', '=', id).execute()
}

const inRepository = (db: Db, repository: string) =>
  db
    .selectFrom('lfs_locks')
    .innerJoin('users', 'users.uuid', 'lfs_locks.user_uuid')
    .where('lfs_locks.repository_uuid', '=', repository)
    .select([
      'lfs_locks.id',
      'lfs_locks.path',
      'lfs_locks.user_uuid',
      'lfs_locks.locked_on',
      'users.display_name as owner',
    ])

type Found = Omit<LfsLockRow, 'repository_uuid'> & { owner: string }

const fromRow = ({ id, path, user_uuid, locked_on, owner }: Found): Lock => ({
  id,
  path,
  owner,
  userUuid: user_uuid,
  lockedOn: locked_on,
})
