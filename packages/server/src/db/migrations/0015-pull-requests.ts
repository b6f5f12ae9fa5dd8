import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await pullRequests(db)
  await participants(db)
  await activity(db)
  await db.schema
    .createTable('pull_request_commits')
    .addColumn('repository_uuid', 'text', c => c.notNull().references('repositories.uuid').onDelete('cascade'))
    .addColumn('commit_hash', 'text', c => c.notNull())
    .addColumn('pull_request_uuid', 'text', c => c.notNull().references('pull_requests.uuid').onDelete('cascade'))
    .addPrimaryKeyConstraint('pull_request_commits_pk', ['repository_uuid', 'commit_hash', 'pull_request_uuid'])
    .execute()
  await db.schema
    .createIndex('pull_request_commits_held')
    .on('pull_request_commits')
    .columns(['pull_request_uuid'])
    .execute()
}

async function pullRequests(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('pull_requests')
    .addColumn('uuid', 'text', c => c.primaryKey())
    .addColumn('repository_uuid', 'text', c => c.notNull().references('repositories.uuid').onDelete('cascade'))
    .addColumn('id', 'integer', c => c.notNull())
    .addColumn('title', 'text', c => c.notNull())
    .addColumn('description', 'text', c => c.notNull())
    .addColumn('state', 'text', c => c.notNull())
    .addColumn('is_draft', 'integer', c => c.notNull())
    .addColumn('is_queued', 'integer', c => c.notNull())
    .addColumn('author_uuid', 'text', c => c.notNull().references('users.uuid'))
    .addColumn('closed_by_uuid', 'text', c => c.references('users.uuid'))
    .addColumn('closed_on', 'text')
    .addColumn('reason', 'text', c => c.notNull())
    .addColumn('closes_source_branch', 'integer', c => c.notNull())
    .addColumn('source_repository_uuid', 'text', c => c.references('repositories.uuid').onDelete('set null'))
    .addColumn('source_branch', 'text', c => c.notNull())
    .addColumn('source_hash', 'text', c => c.notNull())
    .addColumn('destination_branch', 'text', c => c.notNull())
    .addColumn('destination_hash', 'text', c => c.notNull())
    .addColumn('merge_hash', 'text')
    .addColumn('comment_count', 'integer', c => c.notNull())
    .addColumn('task_count', 'integer', c => c.notNull())
    .addColumn('created_on', 'text', c => c.notNull())
    .addColumn('updated_on', 'text', c => c.notNull())
    .addColumn('open_key', 'text')
    .addColumn('linked_hash', 'text')
    .addUniqueConstraint('pull_requests_id', ['repository_uuid', 'id'])
    .addUniqueConstraint('pull_requests_open', ['repository_uuid', 'open_key'])
    .execute()
  const index = (name: string, columns: string[]) =>
    db.schema.createIndex(name).on('pull_requests').columns(columns).execute()
  await index('pull_requests_in_state', ['repository_uuid', 'state', 'id'])
  await index('pull_requests_updated', ['repository_uuid', 'state', 'updated_on', 'id'])
  await index('pull_requests_authored', ['author_uuid', 'state', 'updated_on', 'uuid'])
  await index('pull_requests_from', ['source_repository_uuid', 'state', 'source_branch'])
  await index('pull_requests_into', ['repository_uuid', 'state', 'destination_branch'])
}

async function participants(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('pull_request_participants')
    .addColumn('pull_request_uuid', 'text', c => c.notNull().references('pull_requests.uuid').onDelete('cascade'))
    .addColumn('user_uuid', 'text', c => c.notNull().references('users.uuid'))
    .addColumn('is_reviewer', 'integer', c => c.notNull())
    .addColumn('state', 'text')
    .addColumn('participated_on', 'text')
    .addColumn('added_on', 'text', c => c.notNull())
    .addColumn('place', 'integer', c => c.notNull())
    .addPrimaryKeyConstraint('pull_request_participants_pk', ['pull_request_uuid', 'user_uuid'])
    .execute()
  await db.schema
    .createIndex('pull_request_participants_reviewing')
    .on('pull_request_participants')
    .columns(['user_uuid', 'is_reviewer', 'pull_request_uuid'])
    .execute()
}

async function activity(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('pull_request_activity')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('pull_request_uuid', 'text', c => c.notNull().references('pull_requests.uuid').onDelete('cascade'))
    .addColumn('repository_uuid', 'text', c => c.notNull().references('repositories.uuid').onDelete('cascade'))
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('actor_uuid', 'text', c => c.notNull().references('users.uuid'))
    .addColumn('comment_id', 'bigint')
    .addColumn('data', 'text', c => c.notNull())
    .addColumn('created_on', 'text', c => c.notNull())
    .execute()
  const index = (name: string, columns: string[]) =>
    db.schema.createIndex(name).on('pull_request_activity').columns(columns).execute()
  await index('pull_request_activity_of', ['pull_request_uuid', 'id'])
  await index('pull_request_activity_in', ['repository_uuid', 'id'])
}
