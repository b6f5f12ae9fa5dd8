import type { Db } from '../../../db/tables/index.ts'
import { now } from '../../../kernel/clock.ts'

/** What is kept of somebody's password, if they have one. */
export async function seek(db: Db, user: { uuid: string }): Promise<string | undefined> {
  const row = await db.selectFrom('passwords').where('user_uuid', '=', user.uuid).select('hash').executeTakeFirst()
  return row?.hash
}

export async function save(db: Db, user: { uuid: string }, hash: string): Promise<void> {
  const row = { user_uuid: user.uuid, hash, changed_on: now() }
  await db
    .insertInto('passwords')
    .values(row)
    .onConflict(c => c.column('user_uuid').doUpdateSet(row))
    .execute()
}
