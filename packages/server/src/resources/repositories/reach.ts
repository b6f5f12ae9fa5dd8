import { type Param, prepared } from '@pail/db'
import { type Membership, rankIn } from '../../auth/permissions.ts'
import type { Db } from '../../db/tables/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import { uuidIn } from '../../kernel/target.ts'
import * as workspaces from '../workspaces/store.ts'
import { grantedRank, membershipIn } from './access.ts'
import type { Repository } from './repository.ts'
import { columns, type Found, fromFound } from './row.ts'
import { has, joined } from './store.ts'

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
  return { repository: remembered(row), rank }
}

const all = new WeakMap<Reaching, Repository>()

/** A row that is given again unchanged is the repository that it was before. */
function remembered(row: Reaching): Repository {
  const found = all.get(row) ?? fromFound(row)
  all.set(row, found)
  return found
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

/** Where a repository is now that was once found under these slugs: it was renamed, transferred, or its workspace was. */
export async function movedTo(
  db: Db,
  workspace: string,
  slug: string,
): Promise<{ workspace: string; repo_slug: string } | undefined> {
  const present = await workspaces.enter(db, workspace, '')
  const renamed = present ? undefined : await workspaces.movedTo(db, workspace)
  const at = present ?? (renamed === undefined ? undefined : await workspaces.enter(db, renamed, ''))
  if (!at) return undefined
  const written = slug.toLowerCase()
  if (!present && (await has(db, at.workspace, written))) return { workspace: at.workspace.slug, repo_slug: written }
  return db
    .selectFrom('former_slugs')
    .innerJoin('repositories', 'repositories.uuid', 'former_slugs.leads_to')
    .innerJoin('workspaces', 'workspaces.uuid', 'repositories.workspace_uuid')
    .where('former_slugs.within', '=', at.workspace.uuid)
    .where('former_slugs.slug', '=', written)
    .select(['workspaces.slug as workspace', 'repositories.slug as repo_slug'])
    .executeTakeFirst()
}
