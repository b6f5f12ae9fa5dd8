import { isTaken, type PageRequest, type Param, paginate, prepared } from '@pail/db'
import { Invalid } from '@pail/failures'
import { type Membership, rankIn } from '../../auth/permissions.ts'
import type { Db } from '../../db/tables/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import { uuidIn } from '../../kernel/target.ts'
import * as users from '../users/store.ts'
import { grantedRank, membershipIn, visible } from './access.ts'
import type { Repository } from './repository.ts'
import { columns, type Found, fromFound, toRow } from './row.ts'

/** A repository together with the rank of what the caller may do with it; 0 is nothing at all. */
export interface Reached {
  repository: Repository
  rank: number
}

type Asked = { workspace: string; repository: string; user: string }
type Reaching = Found & { granted: number | null; membership: Membership | null }

/** By workspace and repository as a path writes them: slugs or uuids; `{}` for the workspace leaves it to the uuid. */
export async function reach(db: Db, workspace: string, repository: string, actor: Actor): Promise<Reached | undefined> {
  const [inWorkspace, uuid] = [uuidIn(workspace), uuidIn(repository)]
  const asked = {
    workspace: inWorkspace ?? workspace.toLowerCase(),
    repository: uuid ?? repository.toLowerCase(),
    user: actor?.uuid ?? '',
  }
  const query = uuid
    ? workspace === '{}'
      ? byUuid
      : inWorkspace
        ? byBothUuids
        : bySlugAndUuid
    : inWorkspace
      ? byUuidAndSlug
      : bySlugs
  const row = await query.first(db, asked)
  if (!row) return undefined
  const { granted, membership } = row
  const rank = rankIn({
    isAdmin: actor?.isAdmin ?? false,
    membership,
    granted: granted ?? 0,
    isPrivate: row.is_private === 1,
  })
  return { repository: fromFound(row), rank }
}

const reaching = (workspace: 'uuid' | 'slug' | undefined, repository: 'uuid' | 'slug') =>
  prepared((db: Db, param: Param<Asked>) => {
    const query = joined(db)
      .where(`repositories.${repository}`, '=', param('repository'))
      .select(columns)
      .select([grantedRank(param('user')).as('granted'), membershipIn(param('user')).as('membership')])
    return (workspace ? query.where(`workspaces.${workspace}`, '=', param('workspace')) : query).$castTo<Reaching>()
  })
const bySlugs = reaching('slug', 'slug')
const byBothUuids = reaching('uuid', 'uuid')
const byUuidAndSlug = reaching('uuid', 'slug')
const bySlugAndUuid = reaching('slug', 'uuid')
const byUuid = reaching(undefined, 'uuid')

const joined = (db: Db) =>
  db
    .selectFrom('repositories')
    .innerJoin('workspaces', 'workspaces.uuid', 'repositories.workspace_uuid')
    .innerJoin('projects', 'projects.uuid', 'repositories.project_uuid')

/** Where a repository is now that was once found under these slugs. */
export async function movedTo(
  db: Db,
  workspace: string,
  slug: string,
): Promise<{ workspace: string; repo_slug: string } | undefined> {
  const row = await db
    .selectFrom('former_slugs')
    .innerJoin('repositories', 'repositories.uuid', 'former_slugs.leads_to')
    .innerJoin('workspaces', 'workspaces.uuid', 'repositories.workspace_uuid')
    .where('former_slugs.slug', '=', slug.toLowerCase())
    .where('former_slugs.within', 'in', eb =>
      eb
        .selectFrom('workspaces as named')
        .leftJoin('former_slugs as moved', join =>
          join.onRef('moved.leads_to', '=', 'named.uuid').on('moved.within', '=', ''),
        )
        .where(or =>
          or.or([or('named.slug', '=', workspace.toLowerCase()), or('moved.slug', '=', workspace.toLowerCase())]),
        )
        .select('named.uuid'),
    )
    .select(['workspaces.slug as workspace', 'repositories.slug as repo_slug'])
    .executeTakeFirst()
  return row
}

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

export function watchers(db: Db, repository: Repository, page: PageRequest) {
  const query = db
    .selectFrom('watchers')
    .innerJoin('users', 'users.uuid', 'watchers.user_uuid')
    .where('watchers.repository_uuid', '=', repository.uuid)
    .selectAll('users')
  return paginate(query.orderBy('watchers.created_on').orderBy('users.uuid'), page, users.fromRow)
}

export async function create(db: Db, repository: Repository): Promise<Repository> {
  await unlessTaken(() => db.insertInto('repositories').values(toRow(repository)).execute())
  await db
    .deleteFrom('former_slugs')
    .where('within', '=', repository.workspace.uuid)
    .where('slug', '=', repository.slug)
    .execute()
  return repository
}

/** Saves, and lets the address that it had lead to the one it has. */
export async function save(db: Db, repository: Repository, before: Repository): Promise<Repository> {
  await unlessTaken(() =>
    db.updateTable('repositories').set(toRow(repository)).where('uuid', '=', repository.uuid).execute(),
  )
  if (repository.slug === before.slug && repository.workspace.uuid === before.workspace.uuid) return repository
  const left = { within: before.workspace.uuid, slug: before.slug, leads_to: repository.uuid }
  await db
    .insertInto('former_slugs')
    .values(left)
    .onConflict(c => c.columns(['within', 'slug']).doUpdateSet(left))
    .execute()
  await db
    .deleteFrom('former_slugs')
    .where('within', '=', repository.workspace.uuid)
    .where('slug', '=', repository.slug)
    .execute()
  return repository
}

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

export async function remove(db: Db, repository: Pick<Repository, 'uuid'>): Promise<void> {
  await db.deleteFrom('grants').where('resource_uuid', '=', repository.uuid).execute()
  await db.deleteFrom('former_slugs').where('leads_to', '=', repository.uuid).execute()
  await db.deleteFrom('repositories').where('uuid', '=', repository.uuid).execute()
}

async function unlessTaken(write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!isTaken(error)) throw error
    // Quirk: 400 and not 409, in the words that clients look for.
    throw new Invalid('Repository with this Slug and Owner already exists.', {
      fields: { name: ['You already have a repository with this name.'] },
    })
  }
}
