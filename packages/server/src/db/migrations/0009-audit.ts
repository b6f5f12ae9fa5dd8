import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit_records')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('created_on', 'text', c => c.notNull())
    .addColumn('operation', 'text', c => c.notNull())
    // No references: what is told here outlives what it tells of.
    .addColumn('actor_uuid', 'text')
    .addColumn('actor_name', 'text')
    .addColumn('credential_uuid', 'text')
    .addColumn('credential_kind', 'text')
    .addColumn('workspace_uuid', 'text')
    .addColumn('subject_uuid', 'text')
    .addColumn('made_uuid', 'text')
    .addColumn('path', 'text', c => c.notNull())
    .addColumn('details', 'text', c => c.notNull())
    .addColumn('address', 'text')
    .addColumn('user_agent', 'text')
    .execute()
  await db.schema.createIndex('audit_by_time').on('audit_records').columns(['created_on', 'id']).execute()
  await db.schema
    .createIndex('audit_in_workspace')
    .on('audit_records')
    .columns(['workspace_uuid', 'created_on', 'id'])
    .execute()
  await keepAsWritten(db)
}

/** The database itself refuses to change or remove what was written. */
async function keepAsWritten(db: Kysely<unknown>): Promise<void> {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  if (isPostgres)
    await sql`create function audit_is_append_only() returns trigger language plpgsql as
      $$ begin raise exception 'audit records are only ever added'; end $$`.execute(db)
  for (const verb of ['update', 'delete']) {
    const [name, act] = [sql.raw(`audit_keeps_from_${verb}`), sql.raw(verb)]
    await (isPostgres
      ? sql`create trigger ${name} before ${act} on audit_records
          for each row execute function audit_is_append_only()`
      : sql`create trigger ${name} before ${act} on audit_records
          begin select raise(abort, 'audit records are only ever added'); end`
    ).execute(db)
  }
}
