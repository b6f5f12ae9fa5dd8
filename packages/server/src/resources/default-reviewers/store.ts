import { type PageRequest, paginate } from '@pail/db'
import type { Db } from '../../db/tables/index.ts'
import { type Holder, type HolderName, heldBy } from '../repositories/holder.ts'
import * as users from '../users/store.ts'
import type { User } from '../users/user.ts'
import type { DefaultReviewer } from './default-reviewer.ts'

/** Those of a repository or project itself, in the order in which they were named. */
export const list = (db: Db, on: Holder, page: PageRequest) => paginate(of(db, on), page, users.fromRow)

/** The same with where it was said. */
export const listNamed = (db: Db, on: Holder, page: PageRequest) =>
  paginate(of(db, on), page, (row): DefaultReviewer => ({ user: users.fromRow(row), from: on.kind }))

/** The same without pages. */
export async function listAll(db: Db, on: HolderName): Promise<User[]> {
  return (await of(db, on).execute()).map(users.fromRow)
}

export async function has(db: Db, { uuid }: Holder, user: User): Promise<boolean> {
  const row = await db
    .selectFrom('default_reviewers')
    .where('holder_uuid', '=', uuid)
    .where('user_uuid', '=', user.uuid)
    .select('user_uuid')
    .executeTakeFirst()
  return row !== undefined
}

/** Once more changes nothing. */
export async function save(tx: Db, on: Holder, user: User, added_on: string): Promise<void> {
  const row = { ...heldBy(on), user_uuid: user.uuid, added_on }
  await tx
    .insertInto('default_reviewers')
    .values(row)
    .onConflict(c => c.doNothing())
    .execute()
}

export async function remove(tx: Db, { uuid }: Holder, user: User): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('default_reviewers')
    .where('holder_uuid', '=', uuid)
    .where('user_uuid', '=', user.uuid)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

const of = (db: Db, { uuid }: HolderName) =>
  db
    .selectFrom('default_reviewers')
    .innerJoin('users', 'users.uuid', 'default_reviewers.user_uuid')
    .where('default_reviewers.holder_uuid', '=', uuid)
    .selectAll('users')
    .orderBy('default_reviewers.added_on')
    .orderBy('users.uuid')
