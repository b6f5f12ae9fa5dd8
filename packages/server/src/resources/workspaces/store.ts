import { isTaken, type Param, prepared } from '@pail/db'
import { Conflict } from '@pail/failures'
import type { Membership } from '../../auth/permissions.ts'
import type { Db, WorkspaceRow } from '../../db/tables/index.ts'
import { uuidIn } from '../../kernel/target.ts'
import type { Workspace } from './workspace.ts'

/** A workspace together with how the caller belongs to it. */
export interface Entered {
  workspace: Workspace
  membership: Membership | null
}

/** By slug or uuid, with the membership of one user; `''` stands for nobody in particular. */
export async function enter(db: Db, id: string, userUuid: string): Promise<Entered | undefined> {
  const uuid = uuidIn(id)
  const values = { id: uuid ?? id.toLowerCase(), user: userUuid }
  const row = await (uuid ? byUuid : bySlug).first(db, values)
  return row && { workspace: fromRow(row), membership: row.membership }
}

const entering = (column: 'uuid' | 'slug') =>
  prepared((db: Db, param: Param<{ id: string; user: string }>) =>
    db
      .selectFrom('workspaces')
      .leftJoin('memberships', join =>
        join
          .onRef('memberships.workspace_uuid', '=', 'workspaces.uuid')
          .on(eb => eb('memberships.user_uuid', '=', param('user'))),
      )
      .where(`workspaces.${column}`, '=', param('id'))
      .selectAll('workspaces')
      .select('memberships.permission as membership'),
  )
const byUuid = entering('uuid')
const bySlug = entering('slug')

/** The one that is a person's own. */
export async function seekPersonal(db: Db, userUuid: string): Promise<Workspace | undefined> {
  const row = await db.selectFrom('workspaces').where('personal_of', '=', userUuid).selectAll().executeTakeFirst()
  return row && fromRow(row)
}

/** The slug that a workspace has now which was once found under this one. */
export async function movedTo(db: Db, slug: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('former_slugs')
    .innerJoin('workspaces', 'workspaces.uuid', 'former_slugs.leads_to')
    .where('former_slugs.within', '=', '')
    .where('former_slugs.slug', '=', slug.toLowerCase())
    .select('workspaces.slug')
    .executeTakeFirst()
  return row?.slug
}

export async function create(db: Db, workspace: Workspace): Promise<Workspace> {
  await unlessTaken(() => db.insertInto('workspaces').values(toRow(workspace)).execute())
  await occupy(db, workspace.slug)
  return workspace
}

/** Saves, and lets the slug that it had lead to it. */
export async function save(db: Db, workspace: Workspace, before: Workspace): Promise<Workspace> {
  await unlessTaken(() =>
    db.updateTable('workspaces').set(toRow(workspace)).where('uuid', '=', workspace.uuid).execute(),
  )
  if (workspace.slug === before.slug) return workspace
  const left = { within: '', slug: before.slug, leads_to: workspace.uuid }
  await db
    .insertInto('former_slugs')
    .values(left)
    .onConflict(c => c.columns(['within', 'slug']).doUpdateSet(left))
    .execute()
  await occupy(db, workspace.slug)
  return workspace
}

/** A slug that is in use again leads nowhere else. */
const occupy = (db: Db, slug: string) =>
  db.deleteFrom('former_slugs').where('within', '=', '').where('slug', '=', slug).execute()

async function unlessTaken(write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    throw isTaken(error)
      ? new Conflict('A workspace with this slug already exists', { fields: { slug: ['already taken'] } })
      : error
  }
}

/** Whether a slug names a workspace, or leads to one that had it. */
export async function has(db: Db, slug: string): Promise<boolean> {
  const named = await db.selectFrom('workspaces').where('slug', '=', slug).select('uuid').executeTakeFirst()
  return named !== undefined || (await movedTo(db, slug)) !== undefined
}

export async function holdsRepositories(db: Db, workspace: Workspace): Promise<boolean> {
  const one = await db
    .selectFrom('repositories')
    .where('workspace_uuid', '=', workspace.uuid)
    .select('uuid')
    .limit(1)
    .executeTakeFirst()
  return one !== undefined
}

/** With it go its members, groups and projects, as the schema has it, and here what names it without a reference. */
export async function remove(db: Db, { uuid }: Workspace): Promise<void> {
  await db
    .deleteFrom('grants')
    .where('resource_uuid', 'in', eb => eb.selectFrom('projects').where('workspace_uuid', '=', uuid).select('uuid'))
    .execute()
  await db
    .deleteFrom('former_slugs')
    .where(eb => eb.or([eb('within', '=', uuid), eb('leads_to', '=', uuid)]))
    .execute()
  await db.deleteFrom('workspaces').where('uuid', '=', uuid).execute()
}

export async function join(
  db: Db,
  workspace: Workspace,
  userUuid: string,
  permission: Membership,
  addedOn: string,
): Promise<void> {
  await db
    .insertInto('memberships')
    .values({ workspace_uuid: workspace.uuid, user_uuid: userUuid, permission, added_on: addedOn, last_accessed: null })
    .onConflict(c => c.columns(['workspace_uuid', 'user_uuid']).doUpdateSet({ permission }))
    .execute()
}

export const toRow = (workspace: Workspace): WorkspaceRow => ({
  uuid: workspace.uuid,
  slug: workspace.slug,
  name: workspace.name,
  is_private: workspace.isPrivate ? 1 : 0,
  is_privacy_enforced: workspace.isPrivacyEnforced ? 1 : 0,
  personal_of: workspace.personalOf,
  avatar: workspace.avatar,
  created_on: workspace.createdOn,
  updated_on: workspace.updatedOn,
})

export const fromRow = (row: WorkspaceRow): Workspace => ({
  uuid: row.uuid,
  slug: row.slug,
  name: row.name,
  isPrivate: row.is_private === 1,
  isPrivacyEnforced: row.is_privacy_enforced === 1,
  personalOf: row.personal_of,
  avatar: row.avatar,
  createdOn: row.created_on,
  updatedOn: row.updated_on,
})
