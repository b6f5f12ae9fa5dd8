import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('addons')
    .addColumn('uuid', 'text', c => c.primaryKey())
    .addColumn('workspace_uuid', 'text', c => c.notNull().references('workspaces.uuid').onDelete('cascade'))
    .addColumn('user_uuid', 'text', c => c.notNull().references('users.uuid').onDelete('cascade'))
    .addColumn('key', 'text', c => c.notNull())
    .addColumn('client_key', 'text', c => c.notNull().unique())
    .addColumn('descriptor', 'text', c => c.notNull())
    .addColumn('descriptor_url', 'text')
    .addColumn('scopes', 'text', c => c.notNull())
    .addColumn('shared_secret', 'text', c => c.notNull())
    .addColumn('created_on', 'text', c => c.notNull())
    .addColumn('updated_on', 'text', c => c.notNull())
    .addUniqueConstraint('addons_once', ['workspace_uuid', 'key'])
    .execute()
  await db.schema.createIndex('addons_by_user').on('addons').column('user_uuid').execute()
  await db.schema
    .createTable('linker_values')
    .addColumn('id', 'integer', c => c.primaryKey())
    .addColumn('addon_uuid', 'text', c => c.notNull().references('addons.uuid').onDelete('cascade'))
    .addColumn('linker_key', 'text', c => c.notNull())
    .addColumn('value', 'text', c => c.notNull())
    .addUniqueConstraint('linker_values_once', ['addon_uuid', 'linker_key', 'value'])
    .execute()
}
