import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('counters')
    .addColumn('name', 'text', c => c.primaryKey())
    .addColumn('value', 'bigint', c => c.notNull())
    .execute()
  await db.schema
    .createTable('commit_approvals')
    .addColumn('repository_uuid', 'text', c => c.notNull().references('repositories.uuid').onDelete('cascade'))
    .addColumn('commit_hash', 'text', c => c.notNull())
    .addColumn('user_uuid', 'text', c => c.notNull().references('users.uuid'))
    .addColumn('approved_on', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('commit_approvals_pk', ['repository_uuid', 'commit_hash', 'user_uuid'])
    .execute()
  await comments(db)
}

async function comments(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('commit_comments')
    .addColumn('id', 'bigint', c => c.primaryKey())
    .addColumn('repository_uuid', 'text', c => c.notNull().references('repositories.uuid').onDelete('cascade'))
    .addColumn('commit_hash', 'text', c => c.notNull())
    .addColumn('user_uuid', 'text', c => c.notNull().references('users.uuid'))
    .addColumn('parent_id', 'bigint', c => c.references('commit_comments.id'))
    .addColumn('content', 'text', c => c.notNull())
    .addColumn('path', 'text')
    .addColumn('line_from', 'integer')
    .addColumn('line_to', 'integer')
    .addColumn('start_from', 'integer')
    .addColumn('start_to', 'integer')
    .addColumn('is_deleted', 'integer', c => c.notNull())
    .addColumn('created_on', 'text', c => c.notNull())
    .addColumn('updated_on', 'text', c => c.notNull())
    .execute()
  await db.schema
    .createIndex('commit_comments_on_commit')
    .on('commit_comments')
    .columns(['repository_uuid', 'commit_hash', 'id'])
    .execute()
  await db.schema.createIndex('commit_comments_answers').on('commit_comments').columns(['parent_id']).execute()
}
