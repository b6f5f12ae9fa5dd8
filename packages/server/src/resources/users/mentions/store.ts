import type { Db } from '../../../db/tables/index.ts'
import { byUuids } from '../store.ts'
import type { User } from '../user.ts'

/** The people who go by these names, account ids and uuids, each as it was asked for. */
export async function byNames(db: Db, names: readonly string[]): Promise<Map<string, User>> {
  const written = names.map(name => name.toLowerCase())
  const rows = await db
    .selectFrom('users')
    .where('kind', '=', 'person')
    .where('status', '!=', 'deleted')
    .where(eb => eb.or([eb('username', 'in', written), eb('account_id', 'in', written), eb('uuid', 'in', written)]))
    .select('uuid')
    .execute()
  if (rows.length === 0) return new Map()
  const users = await byUuids(
    db,
    rows.map(row => row.uuid),
  )
  const all = [...users.values()].flatMap(user =>
    [user.username, user.accountId, user.uuid].map(id => [id, user] as const),
  )
  const known = new Map(all)
  return new Map(
    names.flatMap(name => {
      const user = known.get(name.toLowerCase())
      return user ? [[name, user] as const] : []
    }),
  )
}
