import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await factors(db)
  await signIn(db)
}

async function factors(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('authenticator_apps')
    .addColumn('uuid', 'text', c => c.primaryKey())
    .addColumn('user_uuid', 'text', c => c.notNull().unique().references('users.uuid').onDelete('cascade'))
    .addColumn('secret', 'text', c => c.notNull())
    .addColumn('created_on', 'text', c => c.notNull())
    .addColumn('confirmed_on', 'text')
    .addColumn('last_step', 'integer')
    .addColumn('last_used_on', 'text')
    .execute()
  await db.schema
    .createTable('security_keys')
    .addColumn('uuid', 'text', c => c.primaryKey())
    .addColumn('user_uuid', 'text', c => c.notNull().references('users.uuid').onDelete('cascade'))
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('credential_id', 'text', c => c.notNull().unique())
    .addColumn('public_key', 'text', c => c.notNull())
    .addColumn('counter', 'bigint', c => c.notNull())
    .addColumn('transports', 'text', c => c.notNull())
    .addColumn('host', 'text', c => c.notNull())
    .addColumn('created_on', 'text', c => c.notNull())
    .addColumn('last_used_on', 'text')
    .execute()
  await db.schema.createIndex('security_keys_by_user').on('security_keys').column('user_uuid').execute()
  await db.schema
    .createTable('recovery_codes')
    .addColumn('hash', 'text', c => c.primaryKey())
    .addColumn('user_uuid', 'text', c => c.notNull().references('users.uuid').onDelete('cascade'))
    .addColumn('created_on', 'text', c => c.notNull())
    .execute()
  await db.schema.createIndex('recovery_codes_by_user').on('recovery_codes').column('user_uuid').execute()
}

async function signIn(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('pending_sign_ins')
    .addColumn('hash', 'text', c => c.primaryKey())
    .addColumn('user_uuid', 'text', c => c.notNull().references('users.uuid').onDelete('cascade'))
    .addColumn('method', 'text', c => c.notNull())
    .addColumn('failures', 'integer', c => c.notNull())
    .addColumn('created_on', 'text', c => c.notNull())
    .addColumn('expires_on', 'text', c => c.notNull())
    .execute()
  await db.schema.createIndex('pending_sign_ins_by_user').on('pending_sign_ins').column('user_uuid').execute()
  await db.schema
    .createTable('key_challenges')
    .addColumn('challenge', 'text', c => c.primaryKey())
    .addColumn('bound_to', 'text', c => c.notNull())
    .addColumn('purpose', 'text', c => c.notNull())
    .addColumn('expires_on', 'text', c => c.notNull())
    .execute()
  for (const column of ['method', 'address', 'user_agent'])
    await db.schema.alterTable('sessions').addColumn(column, 'text').execute()
  await db.schema.createIndex('audit_of_subject').on('audit_records').columns(['subject_uuid', 'created_on']).execute()
}
