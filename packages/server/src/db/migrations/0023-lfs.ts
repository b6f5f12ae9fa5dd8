import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('lfs_objects')
    .addColumn('repository_uuid', 'text', c => c.notNull().references('repositories.uuid').onDelete('cascade'))
    .addColumn('oid', 'text', c => c.notNull())
    .addColumn('size', 'bigint', c => c.notNull())
    .addColumn('user_uuid', 'text', c => c.references('users.uuid').onDelete('set null'))
    .addColumn('created_on', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('lfs_objects_key', ['repository_uuid', 'oid'])
    .execute()
  await db.schema.createIndex('lfs_objects_by_oid').on('lfs_objects').columns(['oid']).execute()
  await db.schema.createIndex('lfs_objects_by_user').on('lfs_objects').columns(['user_uuid']).execute()
  await db.schema
    .createTable('lfs_locks')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('repository_uuid', 'text', c => c.notNull().references('repositories.uuid').onDelete('cascade'))
    .addColumn('path', 'text', c => c.notNull())
    .addColumn('user_uuid', 'text', c => c.notNull().references('users.uuid').onDelete('cascade'))
    .addColumn('locked_on', 'text', c => c.notNull())
    .addUniqueConstraint('lfs_locks_once', ['repository_uuid', 'path'])
    .execute()
  await db.schema.createIndex('lfs_locks_in_order').on('lfs_locks').columns(['repository_uuid', 'id']).execute()
  await db.schema.createIndex('lfs_locks_by_user').on('lfs_locks').columns(['user_uuid']).execute()
}
