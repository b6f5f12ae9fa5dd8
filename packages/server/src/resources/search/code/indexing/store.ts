import type { Db, SearchIndexRow } from '../../../../db/tables/index.ts'
import { now } from '../../../../kernel/clock.ts'

const NEW = {
  locked_until: null,
  is_rebuild: 0,
  attempts: 0,
  last_error: null,
  indexed_on: null,
  checked_on: '',
  has_own_commits: 1,
} as const

/** Has indexes looked after as soon as possible; those that wait already keep their place. */
export async function want(tx: Db, repositories: readonly string[]): Promise<void> {
  if (repositories.length === 0) return
  const due_on = now()
  const rows: SearchIndexRow[] = repositories.map(repository_uuid => ({ ...NEW, repository_uuid, due_on }))
  await tx
    .insertInto('search_indexes')
    .values(rows)
    .onConflict(c =>
      c
        .column('repository_uuid')
        .doUpdateSet({ due_on: eb => eb.fn.coalesce('search_indexes.due_on', eb.val(due_on)) }),
    )
    .execute()
}

/** Has indexes built anew, whatever they hold; of all repositories when none are named. */
export async function wantAnew(tx: Db, repositories?: readonly string[]): Promise<void> {
  if (repositories) await want(tx, repositories)
  const due = { due_on: now(), is_rebuild: 1, attempts: 0, last_error: null } as const
  const update = tx.updateTable('search_indexes').set(due)
  await (repositories ? update.where('repository_uuid', 'in', repositories) : update).execute()
}
