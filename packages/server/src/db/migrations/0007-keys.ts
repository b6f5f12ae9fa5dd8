import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('ssh_keys')
    .addColumn('uuid', 'text', c => c.primaryKey())
    .addColumn('user_uuid', 'text', c => c.notNull().references('users.uuid').onDelete('cascade'))
    .addColumn('fingerprint', 'text', c => c.notNull().unique())
    .addColumn('key', 'text', c => c.notNull())
    .addColumn('comment', 'text', c => c.notNull())
    .addColumn('label', 'text', c => c.notNull())
    .addColumn('created_on', 'text', c => c.notNull())
    .addColumn('expires_on', 'text')
    .addColumn('last_used', 'text')
    .execute()
  await db.schema.createIndex('ssh_keys_by_user').on('ssh_keys').columns(['user_uuid', 'created_on', 'uuid']).execute()
  await deployKeys(db)
}

async function deployKeys(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('deploy_keys')
    .addColumn('id', 'bigint', c => c.primaryKey())
    .addColumn('repository_uuid', 'text', c => c.references('repositories.uuid').onDelete('cascade'))
    .addColumn('project_uuid', 'text', c => c.references('projects.uuid').onDelete('cascade'))
    .addColumn('fingerprint', 'text', c => c.notNull())
    .addColumn('key', 'text', c => c.notNull())
    .addColumn('comment', 'text', c => c.notNull())
    .addColumn('label', 'text', c => c.notNull())
    .addColumn('user_uuid', 'text', c => c.notNull().references('users.uuid'))
    .addColumn('added_on', 'text', c => c.notNull())
    .addColumn('last_used', 'text')
    .addUniqueConstraint('deploy_keys_of_repository', ['repository_uuid', 'fingerprint'])
    .addUniqueConstraint('deploy_keys_of_project', ['project_uuid', 'fingerprint'])
    .execute()
  await db.schema.createIndex('deploy_keys_by_fingerprint').on('deploy_keys').column('fingerprint').execute()
}
