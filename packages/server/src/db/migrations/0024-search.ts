import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // No foreign key: the row says what the index still holds of a repository that is gone.
  await db.schema
    .createTable('search_indexes')
    .addColumn('repository_uuid', 'text', c => c.primaryKey())
    .addColumn('due_on', 'text')
    .addColumn('locked_until', 'text')
    .addColumn('is_rebuild', 'integer', c => c.notNull())
    .addColumn('attempts', 'integer', c => c.notNull())
    .addColumn('last_error', 'text')
    .addColumn('indexed_on', 'text')
    .addColumn('checked_on', 'text', c => c.notNull())
    .addColumn('has_own_commits', 'integer', c => c.notNull())
    .execute()
  await db.schema.createIndex('search_indexes_due').on('search_indexes').columns(['due_on']).execute()
  await db.schema.createIndex('search_indexes_locked').on('search_indexes').columns(['locked_until']).execute()
  await db.schema.createIndex('search_indexes_checked').on('search_indexes').columns(['checked_on']).execute()
  await db.schema
    .createTable('search_rebuilds')
    .addColumn('name', 'text', c => c.primaryKey())
    .addColumn('started_on', 'text', c => c.notNull())
    .addColumn('repositories', 'integer', c => c.notNull())
    .execute()
}
