import type { Expression } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { explicitly } from '../repositories/access.ts'
import * as users from '../users/store.ts'

interface Has {
  uuid: string
}

/** Of these accounts the people who can be told of a repository: active ones who may read it now. */
export async function readersAmong(db: Db, repository: Has, uuids: readonly string[]): Promise<string[]> {
  if (uuids.length === 0) return []
  const rows = await db
    .selectFrom('users as told')
    .innerJoin('repositories', join => join.on('repositories.uuid', '=', repository.uuid))
    .where('told.uuid', 'in', uuids)
    .where('told.status', '=', 'active')
    .where('told.kind', '=', 'person')
    .where(eb =>
      eb.or([
        eb('told.is_admin', '=', 1),
        eb('repositories.is_private', '=', 0),
        explicitly(eb.ref('told.uuid') as Expression<string>, 'read'),
      ]),
    )
    .select('told.uuid')
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
