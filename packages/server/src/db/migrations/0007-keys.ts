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
  await gpgKeys(db)
}

async function gpgKeys(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('gpg_keys')
    .addColumn('fingerprint', 'text', c => c.primaryKey())
    .addColumn('user_uuid', 'text', c => c.notNull().references('users.uuid').onDelete('cascade'))
    .addColumn('key_id', 'text', c => c.notNull())
    .addColumn('key', 'text', c => c.notNull())
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('comment', 'text', c => c.notNull())
    .addColumn('created_on', 'text', c => c.notNull())
    .addColumn('expires_on', 'text')
    .addColumn('added_on', 'text', c => c.notNull())
    .addColumn('last_used', 'text')
    .execute()
  await db.schema.createIndex('gpg_keys_by_user').on('gpg_keys').columns(['user_uuid', 'added_on']).execute()
  await db.schema.createIndex('gpg_keys_by_id').on('gpg_keys').column('key_id').execute()
  await db.schema
    .createTable('gpg_subkeys')
    .addColumn('parent_fingerprint', 'text', c => c.notNull().references('gpg_keys.fingerprint').onDelete('cascade'))
    .addColumn('fingerprint', 'text', c => c.notNull())
    .addColumn('key_id', 'text', c => c.notNull())
    .addColumn('signs', 'integer', c => c.notNull())
    .addColumn('created_on', 'text', c => c.notNull())
    .addColumn('expires_on', 'text')
    .addPrimaryKeyConstraint('gpg_subkeys_pk', ['parent_fingerprint', 'fingerprint'])
    .execute()
  await db.schema.createIndex('gpg_subkeys_by_id').on('gpg_subkeys').column('key_id').execute()
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
