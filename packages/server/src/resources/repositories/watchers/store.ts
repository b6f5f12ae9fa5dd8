import { type PageRequest, paginate } from '@pail/db'
import type { Db } from '../../../db/tables/index.ts'
import { now } from '../../../kernel/clock.ts'
import * as users from '../../users/store.ts'

interface Has {
  uuid: string
}

/** The accounts that watch a repository, those first who watch it longest. */
export function list(db: Db, repository: Has, page: PageRequest) {
  const query = db
    .selectFrom('watchers')
    .innerJoin('users', 'users.uuid', 'watchers.user_uuid')
    .where('watchers.repository_uuid', '=', repository.uuid)
    .selectAll('users')
  return paginate(query.orderBy('watchers.created_on').orderBy('users.uuid'), page, users.fromRow)
}

export async function save(db: Db, repository: Has, user: Has): Promise<void> {
  await db
    .insertInto('watchers')
    .values({ repository_uuid: repository.uuid, user_uuid: user.uuid, created_on: now() })
    .onConflict(c => c.doNothing())
    .execute()
}

export async function remove(db: Db, repository: Has, user: Has): Promise<void> {
  await db
    .deleteFrom('watchers')
    .where('repository_uuid', '=', repository.uuid)
    .where('user_uuid', '=', user.uuid)
    .execute()
}

export async function removeAll(db: Db, repository: Has): Promise<void> {
  await db.deleteFrom('watchers').where('repository_uuid', '=', repository.uuid).execute()
}
