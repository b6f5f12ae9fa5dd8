import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('notifications')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('user_uuid', 'text', c => c.notNull().references('users.uuid'))
    .addColumn('event_id', 'text', c => c.notNull())
    .addColumn('reason', 'text', c => c.notNull())
    .addColumn('actor_uuid', 'text', c => c.notNull().references('users.uuid'))
    .addColumn('repository_uuid', 'text', c => c.notNull().references('repositories.uuid').onDelete('cascade'))
    .addColumn('pull_request_uuid', 'text', c => c.notNull().references('pull_requests.uuid').onDelete('cascade'))
    .addColumn('comment_id', 'bigint')
    .addColumn('in_inbox', 'integer', c => c.notNull())
    .addColumn('is_read', 'integer', c => c.notNull())
    .addColumn('mail', 'text', c => c.notNull())
    .addColumn('created_on', 'text', c => c.notNull())
    .addUniqueConstraint('notifications_of_event', ['user_uuid', 'event_id'])
    .execute()
  const index = (name: string, columns: string[]) =>
    db.schema.createIndex(name).on('notifications').columns(columns).execute()
  await index('notifications_inbox', ['user_uuid', 'in_inbox', 'id'])
  await index('notifications_by_age', ['created_on'])
  await index('notifications_in_repository', ['repository_uuid'])
  await index('notifications_about', ['pull_request_uuid'])
  await db.schema
    .createTable('notification_settings')
    .addColumn('user_uuid', 'text', c => c.primaryKey().references('users.uuid'))
    .addColumn('choices', 'text', c => c.notNull())
    .execute()
}
