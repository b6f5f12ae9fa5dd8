import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('openid_links')
    .addColumn('issuer', 'text', c => c.notNull())
    .addColumn('subject', 'text', c => c.notNull())
    .addColumn('user_uuid', 'text', c => c.notNull().references('users.uuid').onDelete('cascade'))
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('linked_on', 'text', c => c.notNull())
    .addColumn('last_used_on', 'text')
    .addPrimaryKeyConstraint('openid_links_pk', ['issuer', 'subject'])
    .addUniqueConstraint('openid_links_once', ['user_uuid', 'issuer'])
    .execute()
  await db.schema
    .createTable('openid_questions')
    .addColumn('hash', 'text', c => c.primaryKey())
    .addColumn('user_uuid', 'text', c => c.references('users.uuid').onDelete('cascade'))
    .addColumn('next', 'text', c => c.notNull())
    .addColumn('is_again', 'integer', c => c.notNull())
    .addColumn('expires_on', 'text', c => c.notNull())
    .execute()
}
