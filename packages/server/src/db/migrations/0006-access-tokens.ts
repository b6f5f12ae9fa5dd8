import type { Kysely } from 'kysely'

const HOLDERS = { repository_uuid: 'repositories', project_uuid: 'projects', workspace_uuid: 'workspaces' } as const

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('users')
    .addColumn('kind', 'text', c => c.notNull().defaultTo('person'))
    .execute()
  await db.schema.alterTable('tokens').addColumn('expires_on', 'text').execute()
  for (const [column, table] of Object.entries(HOLDERS)) {
    await db.schema
      .alterTable('tokens')
      .addColumn(column, 'text', c => c.references(`${table}.uuid`).onDelete('cascade'))
      .execute()
    await db.schema.createIndex(`tokens_by_${table}`).on('tokens').columns([column, 'created_on']).execute()
  }
  // Apart from the tokens, as it is written often and they are read with every request.
  await db.schema
    .createTable('token_uses')
    .addColumn('token_uuid', 'text', c => c.primaryKey().references('tokens.uuid').onDelete('cascade'))
    .addColumn('last_used_on', 'text', c => c.notNull())
    .execute()
}
