import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await comments(db)
  await tasks(db)
  const index = (name: string, table: string, columns: string[]) =>
    db.schema.createIndex(name).on(table).columns(columns).execute()
  await index('pull_request_comments_of', 'pull_request_comments', ['pull_request_uuid', 'created_on', 'id'])
  await index('pull_request_comments_answers', 'pull_request_comments', ['parent_id'])
  await index('pull_request_tasks_of', 'pull_request_tasks', ['pull_request_uuid', 'created_on', 'id'])
  await index('pull_request_tasks_on', 'pull_request_tasks', ['comment_id'])
}

async function comments(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('pull_request_comments')
    .addColumn('id', 'bigint', c => c.primaryKey())
    .addColumn('repository_uuid', 'text', c => c.notNull().references('repositories.uuid').onDelete('cascade'))
    .addColumn('pull_request_uuid', 'text', c => c.notNull().references('pull_requests.uuid').onDelete('cascade'))
    .addColumn('user_uuid', 'text', c => c.notNull().references('users.uuid'))
    .addColumn('parent_id', 'bigint', c => c.references('pull_request_comments.id').onDelete('cascade'))
    .addColumn('content', 'text', c => c.notNull())
    .addColumn('is_pending', 'integer', c => c.notNull())
    .addColumn('is_deleted', 'integer', c => c.notNull())
    .addColumn('is_gone', 'integer', c => c.notNull())
    .addColumn('path', 'text')
    .addColumn('line_from', 'integer')
    .addColumn('line_to', 'integer')
    .addColumn('start_from', 'integer')
    .addColumn('start_to', 'integer')
    .addColumn('is_outdated', 'integer', c => c.notNull())
    .addColumn('origin', 'text')
    .addColumn('placed_source', 'text')
    .addColumn('placed_base', 'text')
    .addColumn('resolved_by_uuid', 'text', c => c.references('users.uuid'))
    .addColumn('resolved_on', 'text')
    .addColumn('created_on', 'text', c => c.notNull())
    .addColumn('updated_on', 'text', c => c.notNull())
    .execute()
}

async function tasks(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('pull_request_tasks')
    .addColumn('id', 'bigint', c => c.primaryKey())
    .addColumn('repository_uuid', 'text', c => c.notNull().references('repositories.uuid').onDelete('cascade'))
    .addColumn('pull_request_uuid', 'text', c => c.notNull().references('pull_requests.uuid').onDelete('cascade'))
    .addColumn('creator_uuid', 'text', c => c.notNull().references('users.uuid'))
    .addColumn('comment_id', 'bigint', c => c.references('pull_request_comments.id').onDelete('set null'))
    .addColumn('content', 'text', c => c.notNull())
    .addColumn('state', 'text', c => c.notNull())
    .addColumn('is_pending', 'integer', c => c.notNull())
    .addColumn('resolved_by_uuid', 'text', c => c.references('users.uuid'))
    .addColumn('resolved_on', 'text')
    .addColumn('created_on', 'text', c => c.notNull())
    .addColumn('updated_on', 'text', c => c.notNull())
    .execute()
}
