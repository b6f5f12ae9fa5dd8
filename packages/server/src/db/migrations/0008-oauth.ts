import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await consumers(db)
  await grants(db)
  await signIn(db)
}

async function consumers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('workspace_accounts')
    .addColumn('workspace_uuid', 'text', c => c.primaryKey().references('workspaces.uuid').onDelete('cascade'))
    .addColumn('user_uuid', 'text', c => c.notNull().unique().references('users.uuid').onDelete('cascade'))
    .execute()
  await db.schema
    .createTable('consumers')
    .addColumn('uuid', 'text', c => c.primaryKey())
    .addColumn('workspace_uuid', 'text', c => c.notNull().references('workspaces.uuid').onDelete('cascade'))
    .addColumn('key', 'text', c => c.notNull().unique())
    .addColumn('secret_hash', 'text', c => c.notNull())
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('description', 'text')
    .addColumn('url', 'text')
    .addColumn('callback_url', 'text')
    .addColumn('is_private', 'integer', c => c.notNull())
    .addColumn('scopes', 'text', c => c.notNull())
    .addColumn('created_on', 'text', c => c.notNull())
    .addUniqueConstraint('consumers_name', ['workspace_uuid', 'name'])
    .execute()
}

async function grants(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('oauth_grants')
    .addColumn('uuid', 'text', c => c.primaryKey())
    .addColumn('consumer_uuid', 'text', c => c.notNull().references('consumers.uuid').onDelete('cascade'))
    .addColumn('user_uuid', 'text', c => c.notNull().references('users.uuid').onDelete('cascade'))
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('scopes', 'text', c => c.notNull())
    .addColumn('created_on', 'text', c => c.notNull())
    .addColumn('code_hash', 'text', c => c.unique())
    .addColumn('code_expires_on', 'text')
    .addColumn('redirect_uri', 'text')
    .addColumn('challenge', 'text')
    .addColumn('is_redeemed', 'integer', c => c.notNull())
    .execute()
  for (const column of ['consumer_uuid', 'user_uuid'])
    await db.schema.createIndex(`oauth_grants_by_${column}`).on('oauth_grants').column(column).execute()
  await db.schema
    .createTable('refresh_tokens')
    .addColumn('hash', 'text', c => c.primaryKey())
    .addColumn('grant_uuid', 'text', c => c.notNull().references('oauth_grants.uuid').onDelete('cascade'))
    .addColumn('parent_hash', 'text')
    .addColumn('is_spent', 'integer', c => c.notNull())
    .addColumn('created_on', 'text', c => c.notNull())
    .addColumn('expires_on', 'text', c => c.notNull())
    .execute()
  await db.schema.createIndex('refresh_tokens_by_grant').on('refresh_tokens').column('grant_uuid').execute()
  await db.schema
    .alterTable('tokens')
    .addColumn('grant_uuid', 'text', c => c.references('oauth_grants.uuid').onDelete('cascade'))
    .execute()
  await db.schema.createIndex('tokens_by_grant').on('tokens').column('grant_uuid').execute()
}

async function signIn(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('passwords')
    .addColumn('user_uuid', 'text', c => c.primaryKey().references('users.uuid').onDelete('cascade'))
    .addColumn('hash', 'text', c => c.notNull())
    .addColumn('changed_on', 'text', c => c.notNull())
    .execute()
  await db.schema
    .createTable('sessions')
    .addColumn('hash', 'text', c => c.primaryKey())
    .addColumn('user_uuid', 'text', c => c.notNull().references('users.uuid').onDelete('cascade'))
    .addColumn('created_on', 'text', c => c.notNull())
    .addColumn('expires_on', 'text', c => c.notNull())
    .execute()
  await db.schema.createIndex('sessions_by_user').on('sessions').column('user_uuid').execute()
  await db.schema
    .createTable('sign_in_attempts')
    .addColumn('subject', 'text', c => c.primaryKey())
    .addColumn('failures', 'integer', c => c.notNull())
    .addColumn('since', 'text', c => c.notNull())
    .execute()
}
