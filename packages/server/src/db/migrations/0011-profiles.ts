import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('email_claims')
    .addColumn('uuid', 'text', c => c.primaryKey())
    .addColumn('user_uuid', 'text', c => c.notNull().references('users.uuid').onDelete('cascade'))
    .addColumn('email', 'text', c => c.notNull())
    .addColumn('created_on', 'text', c => c.notNull())
    .addColumn('code_hash', 'text')
    .addColumn('code_expires_on', 'text')
    .addUniqueConstraint('email_claims_once', ['user_uuid', 'email'])
    .execute()
  await db.schema.createIndex('email_claims_by_email').on('email_claims').column('email').execute()
  await db.schema
    .createTable('former_usernames')
    .addColumn('username', 'text', c => c.primaryKey())
    .addColumn('user_uuid', 'text', c => c.notNull().references('users.uuid').onDelete('cascade'))
    .addColumn('left_on', 'text', c => c.notNull())
    .execute()
  await db.schema.createIndex('former_usernames_by_user').on('former_usernames').column('user_uuid').execute()
}
