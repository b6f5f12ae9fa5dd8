import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('users')
    .addColumn('uuid', 'text', c => c.primaryKey())
    .addColumn('account_id', 'text', c => c.notNull().unique())
    .addColumn('username', 'text', c => c.notNull().unique())
    .addColumn('nickname', 'text', c => c.notNull())
    .addColumn('display_name', 'text', c => c.notNull())
    .addColumn('is_admin', 'integer', c => c.notNull())
    .addColumn('status', 'text', c => c.notNull())
    .addColumn('location', 'text')
    .addColumn('avatar', 'text')
    .addColumn('created_on', 'text', c => c.notNull())
    .execute()
  await db.schema
    .createTable('emails')
    .addColumn('email', 'text', c => c.primaryKey())
    .addColumn('user_uuid', 'text', c => c.notNull().references('users.uuid').onDelete('cascade'))
    .addColumn('is_primary', 'integer', c => c.notNull())
    .addColumn('is_confirmed', 'integer', c => c.notNull())
    .execute()
  await db.schema.createIndex('emails_by_user').on('emails').column('user_uuid').execute()
  await db.schema
    .createTable('tokens')
    .addColumn('uuid', 'text', c => c.primaryKey())
    .addColumn('user_uuid', 'text', c => c.notNull().references('users.uuid').onDelete('cascade'))
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('hash', 'text', c => c.notNull().unique())
    .addColumn('scopes', 'text', c => c.notNull())
    .addColumn('created_on', 'text', c => c.notNull())
    .execute()
  await db.schema.createIndex('tokens_by_user').on('tokens').columns(['user_uuid', 'created_on']).execute()
  await workspaces(db)
  await groups(db)
}

async function workspaces(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('workspaces')
    .addColumn('uuid', 'text', c => c.primaryKey())
    .addColumn('slug', 'text', c => c.notNull().unique())
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('is_private', 'integer', c => c.notNull())
    .addColumn('is_privacy_enforced', 'integer', c => c.notNull())
    .addColumn('personal_of', 'text', c => c.unique().references('users.uuid').onDelete('set null'))
    .addColumn('avatar', 'text')
    .addColumn('created_on', 'text', c => c.notNull())
    .addColumn('updated_on', 'text', c => c.notNull())
    .execute()
  await db.schema
    .createTable('memberships')
    .addColumn('workspace_uuid', 'text', c => c.notNull().references('workspaces.uuid').onDelete('cascade'))
    .addColumn('user_uuid', 'text', c => c.notNull().references('users.uuid').onDelete('cascade'))
    .addColumn('permission', 'text', c => c.notNull())
    .addColumn('added_on', 'text', c => c.notNull())
    .addColumn('last_accessed', 'text')
    .addPrimaryKeyConstraint('memberships_pk', ['workspace_uuid', 'user_uuid'])
    .execute()
  await db.schema.createIndex('memberships_by_user').on('memberships').column('user_uuid').execute()
}

async function groups(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('groups')
    .addColumn('uuid', 'text', c => c.primaryKey())
    .addColumn('workspace_uuid', 'text', c => c.notNull().references('workspaces.uuid').onDelete('cascade'))
    .addColumn('slug', 'text', c => c.notNull())
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('permission', 'text')
    .addColumn('auto_add', 'integer', c => c.notNull())
    .addColumn('email_forwarding_disabled', 'integer', c => c.notNull().defaultTo(0))
    .addColumn('created_on', 'text', c => c.notNull())
    .addUniqueConstraint('groups_slug', ['workspace_uuid', 'slug'])
    .execute()
  await db.schema
    .createTable('group_members')
    .addColumn('group_uuid', 'text', c => c.notNull().references('groups.uuid').onDelete('cascade'))
    .addColumn('user_uuid', 'text', c => c.notNull().references('users.uuid').onDelete('cascade'))
    .addPrimaryKeyConstraint('group_members_pk', ['group_uuid', 'user_uuid'])
    .execute()
  await db.schema.createIndex('group_members_by_user').on('group_members').column('user_uuid').execute()
}
