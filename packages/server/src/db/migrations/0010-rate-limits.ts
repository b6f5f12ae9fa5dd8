import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('rate_windows')
    .addColumn('name', 'text', c => c.primaryKey())
    .addColumn('start', 'bigint', c => c.notNull())
    .addColumn('taken', 'integer', c => c.notNull())
    .addColumn('before', 'integer', c => c.notNull())
    .execute()
  await db.schema.createIndex('rate_windows_by_start').on('rate_windows').column('start').execute()
}
