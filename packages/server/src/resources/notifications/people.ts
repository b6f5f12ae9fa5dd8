import type { Db } from '../../db/tables/index.ts'
import { readable } from '../repositories/access.ts'
import * as users from '../users/store.ts'

interface Has {
  uuid: string
}

/** Of these accounts the people who can be told of a repository: active ones who may read it now. */
export async function readersAmong(db: Db, repository: Has, uuids: readonly string[]): Promise<string[]> {
  if (uuids.length === 0) return []
  const rows = await db
    .selectFrom('users as readers')
    .innerJoin('repositories', join => join.on('repositories.uuid', '=', repository.uuid))
    .where('readers.uuid', 'in', uuids)
    .where('readers.status', '=', 'active')
    .where('readers.kind', '=', 'person')
    .where(readable())
    .select('readers.uuid')
    .execute()
  return rows.map(row => row.uuid)
}

/** The accounts that a text means, by any of their names; what names nobody is left out. */
export async function named(db: Db, names: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const name of names) {
    const user = await users.seek(db, name)
    if (user) found.push(user.uuid)
  }
  return found
}

export async function watchersOf(db: Db, { uuid }: Has): Promise<string[]> {
  const rows = await db.selectFrom('watchers').where('repository_uuid', '=', uuid).select('user_uuid').execute()
  return rows.map(row => row.user_uuid)
}
