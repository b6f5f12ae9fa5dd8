import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('events')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('key', 'text', c => c.notNull())
    .addColumn('payload', 'text', c => c.notNull())
    .addColumn('created_on', 'text', c => c.notNull())
    .addColumn('locked_until', 'text')
    .addColumn('handled_on', 'text')
    .execute()
  await db.schema.createIndex('events_waiting').on('events').columns(['handled_on', 'id']).execute()
  await db.schema
    .createTable('jobs')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('unique_key', 'text')
    .addColumn('payload', 'text', c => c.notNull())
    .addColumn('run_after', 'text', c => c.notNull())
    .addColumn('attempts', 'integer', c => c.notNull())
    .addColumn('locked_until', 'text')
    .addColumn('last_error', 'text')
    .addColumn('created_on', 'text', c => c.notNull())
    .addUniqueConstraint('jobs_unique', ['kind', 'unique_key'])
    .execute()
  await db.schema.createIndex('jobs_due').on('jobs').columns(['run_after', 'id']).execute()
  await db.schema
    .createTable('ref_intents')
    .addColumn('uuid', 'text', c => c.primaryKey())
    .addColumn('repository_uuid', 'text', c => c.notNull())
    .addColumn('actor_uuid', 'text', c => c.notNull())
    .addColumn('updates', 'text', c => c.notNull())
    .addColumn('created_on', 'text', c => c.notNull())
    .execute()
  await db.schema.createIndex('ref_intents_of').on('ref_intents').column('repository_uuid').execute()
  await db.schema
    .createTable('settings')
    .addColumn('name', 'text', c => c.primaryKey())
    .addColumn('value', 'text', c => c.notNull())
    .execute()
}
