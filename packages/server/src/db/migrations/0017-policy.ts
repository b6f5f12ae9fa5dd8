import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await held(db, 'branching_models')
    .addColumn('development_name', 'text')
    .addColumn('development_uses_main', 'integer', c => c.notNull())
    .addColumn('production_enabled', 'integer', c => c.notNull())
    .addColumn('production_name', 'text')
    .addColumn('production_uses_main', 'integer', c => c.notNull())
    .addColumn('branch_types', 'text', c => c.notNull())
    .addColumn('deletes_branches', 'integer', c => c.notNull())
    .addPrimaryKeyConstraint('branching_models_pk', ['holder_uuid'])
    .execute()
  await restrictions(db)
  await held(db, 'default_reviewers')
    .addColumn('user_uuid', 'text', c => c.notNull().references('users.uuid').onDelete('cascade'))
    .addColumn('added_on', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('default_reviewers_pk', ['holder_uuid', 'user_uuid'])
    .execute()
  await db.schema.createIndex('default_reviewers_by_user').on('default_reviewers').column('user_uuid').execute()
  // What a holder takes along when it goes is found by these.
  for (const table of ['branching_models', 'branch_restrictions', 'default_reviewers'])
    for (const holder of ['repository', 'project'])
      await db.schema.createIndex(`${table}_of_${holder}`).on(table).column(`${holder}_uuid`).execute()
}

async function restrictions(db: Kysely<unknown>): Promise<void> {
  await held(db, 'branch_restrictions')
    .addColumn('id', 'bigint', c => c.primaryKey())
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('branch_match_kind', 'text', c => c.notNull())
    .addColumn('matched', 'text', c => c.notNull())
    .addColumn('value', 'integer')
    .addColumn('created_on', 'text', c => c.notNull())
    .addUniqueConstraint('branch_restrictions_once', ['holder_uuid', 'kind', 'branch_match_kind', 'matched'])
    .execute()
  await exempt(db, 'user', 'users.uuid')
  await exempt(db, 'group', 'groups.uuid')
}

async function exempt(db: Kysely<unknown>, who: 'user' | 'group', to: string): Promise<void> {
  const table = `branch_restriction_${who}s`
  await db.schema
    .createTable(table)
    .addColumn('restriction_id', 'bigint', c => c.notNull().references('branch_restrictions.id').onDelete('cascade'))
    .addColumn(`${who}_uuid`, 'text', c => c.notNull().references(to).onDelete('cascade'))
    .addPrimaryKeyConstraint(`${table}_pk`, ['restriction_id', `${who}_uuid`])
    .execute()
  await db.schema.createIndex(`${table}_by_${who}`).on(table).column(`${who}_uuid`).execute()
}

const held = (db: Kysely<unknown>, table: string) =>
  db.schema
    .createTable(table)
    .addColumn('holder_uuid', 'text', c => c.notNull())
    .addColumn('repository_uuid', 'text', c => c.references('repositories.uuid').onDelete('cascade'))
    .addColumn('project_uuid', 'text', c => c.references('projects.uuid').onDelete('cascade'))
