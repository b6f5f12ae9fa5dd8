import { isTaken } from '@pail/db'
import { Invalid } from '@pail/failures'
import type { Db, RepositoryRow } from '../../db/tables/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import { visible } from './access.ts'
import type { Repository } from './repository.ts'
import { columns, type Found, fromFound, toRow } from './row.ts'

/** Repositories with what `fromFound` reads beside them. */
export const joined = (db: Db) =>
  db
    .selectFrom('repositories')
    .innerJoin('workspaces', 'workspaces.uuid', 'repositories.workspace_uuid')
    .innerJoin('projects', 'projects.uuid', 'repositories.project_uuid')

/** Those of the uuids that exist. */
export async function byUuids(db: Db, uuids: readonly string[]): Promise<Map<string, Repository>> {
  return uuids.length === 0 ? new Map() : read(joined(db).where('repositories.uuid', 'in', uuids))
}

/** Those that the caller may see as well; for embedding. */
export const visibleByUuids = (db: Db, uuids: readonly string[], actor: Actor): Promise<Map<string, Repository>> =>
  read(joined(db).where('repositories.uuid', 'in', uuids).where(visible(actor)))

async function read(query: ReturnType<typeof joined>): Promise<Map<string, Repository>> {
  const rows = await query.select(columns).$castTo<Found>().execute()
  return new Map(rows.map(row => [row.uuid, fromFound(row)]))
}

export async function create(db: Db, repository: Repository): Promise<Repository> {
  await unlessTaken(() => db.insertInto('repositories').values(toRow(repository)).execute())
  await occupy(db, repository)
  return repository
}

export async function has(db: Db, workspace: { uuid: string }, slug: string): Promise<boolean> {
  const row = await db
    .selectFrom('repositories')
    .where('workspace_uuid', '=', workspace.uuid)
    .where('slug', '=', slug)
    .select('uuid')
    .executeTakeFirst()
  return row !== undefined
}

/** Saves what differs, as pushes change the row meanwhile, and lets the address that it had lead to the one it has. */
export async function save(db: Db, repository: Repository, before: Repository): Promise<Repository> {
  const change = difference(toRow(before), toRow(repository))
  if (Object.keys(change).length > 0)
    await unlessTaken(() => db.updateTable('repositories').set(change).where('uuid', '=', repository.uuid).execute())
  if (repository.slug === before.slug && repository.workspace.uuid === before.workspace.uuid) return repository
  const left = { within: before.workspace.uuid, slug: before.slug, leads_to: repository.uuid }
  await db
    .insertInto('former_slugs')
    .values(left)
    .onConflict(c => c.columns(['within', 'slug']).doUpdateSet(left))
    .execute()
  await occupy(db, repository)
  return repository
}

const difference = (before: RepositoryRow, after: RepositoryRow): Partial<RepositoryRow> =>
  Object.fromEntries(Object.entries(after).filter(([column, value]) => value !== before[column as keyof RepositoryRow]))

/** What once led elsewhere from this address no longer does. */
const occupy = (db: Db, { workspace, slug }: Repository) =>
  db.deleteFrom('former_slugs').where('within', '=', workspace.uuid).where('slug', '=', slug).execute()

/** Groups that are to have a level on every new repository get it now. */
export async function grantDefaults(db: Db, repository: Repository): Promise<void> {
  const groups = await db
    .selectFrom('groups')
    .where('workspace_uuid', '=', repository.workspace.uuid)
    .where('permission', 'is not', null)
    .select(['uuid', 'permission'])
    .execute()
  for (const { uuid, permission } of groups) {
    const grant = {
      resource_uuid: repository.uuid,
      resource_kind: 'repository',
      grantee_uuid: uuid,
      grantee_kind: 'group',
      permission: permission!,
      created_on: repository.createdOn,
    } as const
    await db.insertInto('grants').values(grant).execute()
  }
}

export async function forgetGrants(db: Db, repository: Pick<Repository, 'uuid'>): Promise<void> {
  await db.deleteFrom('grants').where('resource_uuid', '=', repository.uuid).execute()
}

/** Forks of it stay, and have no parent then. */
export async function remove(db: Db, repository: Pick<Repository, 'uuid'>): Promise<void> {
  await forgetGrants(db, repository)
  await db.deleteFrom('former_slugs').where('leads_to', '=', repository.uuid).execute()
  await db.deleteFrom('repositories').where('uuid', '=', repository.uuid).execute()
}

async function unlessTaken(write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    throw isTaken(error) ? taken() : error
  }
}

/** Quirk: 400 and not 409, in the words that clients look for. */
export const taken = () =>
  new Invalid('Repository with this Slug and Owner already exists.', {
    fields: { name: ['You already have a repository with this name.'] },
  })
