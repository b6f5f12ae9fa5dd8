import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('commit_statuses')
    .addColumn('repository_uuid', 'text', c => c.notNull().references('repositories.uuid').onDelete('cascade'))
    .addColumn('commit_hash', 'text', c => c.notNull())
    .addColumn('key', 'text', c => c.notNull())
    .addColumn('state', 'text', c => c.notNull())
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('description', 'text', c => c.notNull())
    .addColumn('url', 'text', c => c.notNull())
    .addColumn('refname', 'text')
    .addColumn('created_on', 'text', c => c.notNull())
    .addColumn('updated_on', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('commit_statuses_pk', ['repository_uuid', 'commit_hash', 'key'])
    .execute()
  await reports(db)
  await annotations(db)
}

async function reports(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('reports')
    .addColumn('uuid', 'text', c => c.primaryKey())
    .addColumn('repository_uuid', 'text', c => c.notNull().references('repositories.uuid').onDelete('cascade'))
    .addColumn('commit_hash', 'text', c => c.notNull())
    .addColumn('external_id', 'text', c => c.notNull())
    .addColumn('user_uuid', 'text', c => c.notNull().references('users.uuid'))
    .addColumn('report_type', 'text', c => c.notNull())
    .addColumn('title', 'text', c => c.notNull())
    .addColumn('details', 'text', c => c.notNull())
    .addColumn('reporter', 'text')
    .addColumn('result', 'text')
    .addColumn('link', 'text')
    .addColumn('logo_url', 'text')
    .addColumn('remote_link_enabled', 'integer', c => c.notNull())
    .addColumn('data', 'text', c => c.notNull())
    .addColumn('created_on', 'text', c => c.notNull())
    .addColumn('updated_on', 'text', c => c.notNull())
    .addUniqueConstraint('reports_external_id', ['repository_uuid', 'commit_hash', 'external_id'])
    .execute()
}

async function annotations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('report_annotations')
    .addColumn('uuid', 'text', c => c.primaryKey())
    .addColumn('report_uuid', 'text', c => c.notNull().references('reports.uuid').onDelete('cascade'))
    .addColumn('external_id', 'text', c => c.notNull())
    .addColumn('annotation_type', 'text', c => c.notNull())
    .addColumn('summary', 'text', c => c.notNull())
    .addColumn('details', 'text')
    .addColumn('result', 'text')
    .addColumn('severity', 'text')
    .addColumn('path', 'text')
    .addColumn('line', 'integer', c => c.notNull())
    .addColumn('link', 'text')
    .addColumn('created_on', 'text', c => c.notNull())
    .addColumn('updated_on', 'text', c => c.notNull())
    .addUniqueConstraint('report_annotations_external_id', ['report_uuid', 'external_id'])
    .execute()
}
