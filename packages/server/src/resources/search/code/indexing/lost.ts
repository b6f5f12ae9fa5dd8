import type { Db } from '../../../../db/tables/index.ts'
import { now } from '../../../../kernel/clock.ts'

/** Repositories of which nothing is known here, though they are there. */
export async function unknown(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('repositories')
    .leftJoin('search_indexes', 'search_indexes.repository_uuid', 'repositories.uuid')
    .where('search_indexes.repository_uuid', 'is', null)
    .select('repositories.uuid')
    .orderBy('repositories.uuid')
    .limit(limit)
    .execute()
  return rows.map(({ uuid }) => uuid)
}

/** Those that are known here and are gone. */
export async function gone(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('search_indexes')
    .leftJoin('repositories', 'repositories.uuid', 'search_indexes.repository_uuid')
    .where('repositories.uuid', 'is', null)
    .where('search_indexes.due_on', 'is', null)
    .where('search_indexes.locked_until', 'is', null)
    .select('search_indexes.repository_uuid')
    .orderBy('search_indexes.repository_uuid')
    .limit(limit)
    .execute()
  return rows.map(({ repository_uuid }) => repository_uuid)
}

/** Those that seem to be as they should, the ones first that were not looked at for longest before a moment. */
export async function unchecked(db: Db, before: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('search_indexes')
    .where('due_on', 'is', null)
    .where('locked_until', 'is', null)
    .where('checked_on', '<', before)
    .orderBy('checked_on')
    .orderBy('repository_uuid')
    .select('repository_uuid')
    .limit(limit)
    .execute()
  return rows.map(({ repository_uuid }) => repository_uuid)
}

export async function noteChecked(tx: Db, repositories: readonly string[]): Promise<void> {
  await tx
    .updateTable('search_indexes')
    .set({ checked_on: now() })
    .where('repository_uuid', 'in', repositories)
    .execute()
}
