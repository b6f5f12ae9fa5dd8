import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('environments')
    .addColumn('uuid', 'text', c => c.primaryKey())
    .addColumn('repository_uuid', 'text', c => c.notNull().references('repositories.uuid').onDelete('cascade'))
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('slug', 'text', c => c.notNull())
    .addColumn('environment_type', 'text', c => c.notNull())
    .addColumn('rank', 'integer', c => c.notNull())
    .addColumn('hidden', 'integer', c => c.notNull())
    .addColumn('admin_only', 'integer', c => c.notNull())
    .addColumn('created_on', 'text', c => c.notNull())
    .addUniqueConstraint('environments_slug', ['repository_uuid', 'slug'])
    .execute()
  await db.schema
    .createTable('pipeline_variables')
    .addColumn('uuid', 'text', c => c.primaryKey())
    .addColumn('user_uuid', 'text', c => c.references('users.uuid').onDelete('cascade'))
    .addColumn('workspace_uuid', 'text', c => c.references('workspaces.uuid').onDelete('cascade'))
    .addColumn('repository_uuid', 'text', c => c.references('repositories.uuid').onDelete('cascade'))
    .addColumn('environment_uuid', 'text', c => c.references('environments.uuid').onDelete('cascade'))
    .addColumn('key', 'text', c => c.notNull())
    .addColumn('value', 'text', c => c.notNull())
    .addColumn('secured', 'integer', c => c.notNull())
    .addUniqueConstraint('pipeline_variables_of_user', ['user_uuid', 'key'])
    .addUniqueConstraint('pipeline_variables_of_workspace', ['workspace_uuid', 'key'])
    .addUniqueConstraint('pipeline_variables_of_repository', ['repository_uuid', 'key'])
    .addUniqueConstraint('pipeline_variables_of_environment', ['environment_uuid', 'key'])
    .execute()
}
