import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('downloads')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('repository_uuid', 'text', c => c.notNull().references('repositories.uuid').onDelete('cascade'))
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('blob', 'text', c => c.notNull())
    .addColumn('size', 'bigint', c => c.notNull())
    .addColumn('user_uuid', 'text', c => c.references('users.uuid').onDelete('set null'))
    .addColumn('downloads', 'integer', c => c.notNull())
    .addColumn('created_on', 'text', c => c.notNull())
    .addUniqueConstraint('downloads_named', ['repository_uuid', 'name'])
    .execute()
  await db.schema.createIndex('downloads_in_order').on('downloads').columns(['repository_uuid', 'id']).execute()
  await db.schema.createIndex('downloads_by_blob').on('downloads').columns(['blob']).execute()
  await db.schema.createIndex('downloads_by_user').on('downloads').columns(['user_uuid']).execute()
}
