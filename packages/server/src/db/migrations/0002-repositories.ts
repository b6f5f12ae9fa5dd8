import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await projects(db)
  await repositories(db)
  await db.schema
    .createTable('grants')
    .addColumn('resource_uuid', 'text', c => c.notNull())
    .addColumn('resource_kind', 'text', c => c.notNull())
    .addColumn('grantee_uuid', 'text', c => c.notNull())
    .addColumn('grantee_kind', 'text', c => c.notNull())
    .addColumn('permission', 'text', c => c.notNull())
    .addColumn('created_on', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('grants_pk', ['resource_uuid', 'grantee_uuid'])
    .execute()
  await db.schema.createIndex('grants_by_grantee').on('grants').columns(['grantee_uuid', 'resource_uuid']).execute()
  await db.schema
    .createTable('former_slugs')
    .addColumn('within', 'text', c => c.notNull())
    .addColumn('slug', 'text', c => c.notNull())
    .addColumn('leads_to', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('former_slugs_pk', ['within', 'slug'])
    .execute()
  await db.schema
    .createTable('watchers')
    .addColumn('repository_uuid', 'text', c => c.notNull().references('repositories.uuid').onDelete('cascade'))
    .addColumn('user_uuid', 'text', c => c.notNull().references('users.uuid').onDelete('cascade'))
    .addColumn('created_on', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('watchers_pk', ['repository_uuid', 'user_uuid'])
    .execute()
}

async function projects(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('projects')
    .addColumn('uuid', 'text', c => c.primaryKey())
    .addColumn('workspace_uuid', 'text', c => c.notNull().references('workspaces.uuid').onDelete('cascade'))
    .addColumn('key', 'text', c => c.notNull())
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('description', 'text')
    .addColumn('is_private', 'integer', c => c.notNull())
    .addColumn('avatar', 'text')
    .addColumn('created_on', 'text', c => c.notNull())
    .addColumn('updated_on', 'text', c => c.notNull())
    .addUniqueConstraint('projects_key', ['workspace_uuid', 'key'])
    .execute()
}

async function repositories(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('repositories')
    .addColumn('uuid', 'text', c => c.primaryKey())
    .addColumn('workspace_uuid', 'text', c => c.notNull().references('workspaces.uuid').onDelete('cascade'))
    .addColumn('project_uuid', 'text', c => c.notNull().references('projects.uuid'))
    .addColumn('slug', 'text', c => c.notNull())
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('description', 'text', c => c.notNull())
    .addColumn('is_private', 'integer', c => c.notNull())
    .addColumn('fork_policy', 'text', c => c.notNull())
    .addColumn('language', 'text', c => c.notNull())
    .addColumn('website', 'text')
    .addColumn('has_issues', 'integer', c => c.notNull())
    .addColumn('has_wiki', 'integer', c => c.notNull())
    .addColumn('main_branch', 'text')
    .addColumn('parent_uuid', 'text', c => c.references('repositories.uuid').onDelete('set null'))
    .addColumn('size', 'bigint', c => c.notNull())
    .addColumn('overrides_branching_model', 'integer', c => c.notNull())
    .addColumn('overrides_merge_strategy', 'integer', c => c.notNull())
    .addColumn('overrides_branch_restrictions', 'integer', c => c.notNull())
    .addColumn('overrides_default_reviewers', 'integer', c => c.notNull())
    .addColumn('created_on', 'text', c => c.notNull())
    .addColumn('updated_on', 'text', c => c.notNull())
    .addUniqueConstraint('repositories_slug', ['workspace_uuid', 'slug'])
    .execute()
  const index = (name: string, columns: string[]) =>
    db.schema.createIndex(name).on('repositories').columns(columns).execute()
  // The longer ones hold what a permission filter asks, so that rows that are not shown are not read.
  await index('repositories_created', ['workspace_uuid', 'created_on', 'uuid', 'is_private', 'project_uuid'])
  await index('repositories_updated', ['workspace_uuid', 'updated_on', 'uuid', 'is_private', 'project_uuid'])
  await index('repositories_named', ['workspace_uuid', 'name', 'uuid'])
  await index('repositories_shown', ['workspace_uuid', 'is_private', 'uuid'])
  await index('repositories_everywhere', ['created_on', 'uuid', 'is_private'])
  await index('repositories_created_in_project', ['project_uuid', 'created_on', 'uuid', 'is_private'])
  await index('repositories_updated_in_project', ['project_uuid', 'updated_on', 'uuid', 'is_private'])
  await index('repositories_shown_in_project', ['project_uuid', 'is_private', 'uuid'])
  await index('repositories_forked', ['parent_uuid', 'created_on', 'uuid'])
}
