import { inOrder, matching, type Page, type PageRequest, paginate } from '@pail/db'
import { mentions, type Query } from '@pail/query-language'
import { onRepository, permissionOf, rankIn } from '../../../auth/permissions.ts'
import type { Db } from '../../../db/tables/index.ts'
import type { Known } from '../../../kernel/actor.ts'
import type { Filter } from '../../../kernel/filter.ts'
import * as users from '../../users/store.ts'
import type { User } from '../../users/user.ts'
import type { Workspace } from '../../workspaces/workspace.ts'
import { grantedRank, membershipIn } from '../access.ts'
import * as repositories from '../listing.ts'
import type { Repository } from '../repository.ts'
import { required } from '../required.ts'
import { byUuids } from '../store.ts'
import { effective, type Within } from './effective.ts'
import { effectiveFields, ownFields } from './fields.ts'

/** All that somebody may do with a repository, wherever the rights come from. */
export interface Effective {
  user: User
  repository: Repository
  permission: 'read' | 'write' | 'admin' | 'none'
}

const OLDEST_FIRST = { path: 'repository.created_on', descending: false } as const

/** Everybody's rights: found with as few tables as the question names, and read whole for the page alone. */
export async function list(
  db: Db,
  within: Within,
  { query, sort }: Filter,
  page: PageRequest,
): Promise<Page<Effective>> {
  const wanted = finding(db, within, { query, sort })
    .where(matching(query, effectiveFields))
    .$call(inOrder(sort ?? OLDEST_FIRST, effectiveFields, 'effective.repository_uuid'))
    .orderBy('effective.user_uuid')
  const found = await paginate(wanted, page, row => row)
  if (found.values.length === 0) return { ...found, values: [] }
  const [on, people] = [
    await byUuids(db, [...new Set(found.values.map(row => row.repository_uuid))]),
    await users.byUuids(db, [...new Set(found.values.map(row => row.user_uuid))]),
  ]
  const values = found.values.flatMap(row => {
    const [user, repository] = [people.get(row.user_uuid), on.get(row.repository_uuid)]
    return user && repository ? [{ user, repository, permission: onRepository(permissionOf(row.rank)) }] : []
  })
  return { ...found, values }
}

function finding(db: Db, within: Within, { query, sort }: Filter) {
  const slug = required(query, 'repository.full_name')?.split('/')[1] ?? required(query, 'repository.slug')
  const names = (paths: RegExp) =>
    Object.keys(effectiveFields).some(path => paths.test(path) && (mentions(query, path) || sort?.path === path))
  return db
    .selectFrom(effective({ ...within, slug }).as('effective'))
    .innerJoin('repositories', 'repositories.uuid', 'effective.repository_uuid')
    .$if(names(/^user\./), q => q.innerJoin('users', 'users.uuid', 'effective.user_uuid').$castTo<object>())
    .$if(names(/^repository\.project\./), q =>
      q.innerJoin('projects', 'projects.uuid', 'repositories.project_uuid').$castTo<object>(),
    )
    .$if(names(/^repository\.(full_name$|workspace\.|owner\.)/), q =>
      q.innerJoin('workspaces', 'workspaces.uuid', 'repositories.workspace_uuid').$castTo<object>(),
    )
    .select(['effective.user_uuid', 'effective.repository_uuid', 'effective.rank'])
}

/** One person's rights: the repositories are found as in other lists, the rights read for those on the page. */
export async function listOwn(
  db: Db,
  user: Known,
  workspace: Workspace | undefined,
  { filter, page }: { filter: Filter; page: PageRequest },
): Promise<Page<Effective>> {
  const wanted = { role: 'member', ...(workspace && { workspace }) }
  const asked = { query: unprefixed(filter.query), sort: filter.sort && plain(filter.sort), fields: ownFields(user) }
  const found = await repositories.list(db, user, wanted, { filter: asked, page })
  const ranks = await ranksOn(db, user, found.values)
  const person = await users.find(db, user.uuid)
  const values = found.values.map(repository => ({
    user: person,
    repository,
    permission: onRepository(permissionOf(ranks.get(repository.uuid) ?? 0)),
  }))
  return { ...found, values }
}

const plain = <T extends { path: string }>(asked: T): T => ({ ...asked, path: asked.path.replace(/^repository\./, '') })

function unprefixed(query: Query | null): Query | null {
  if (!query || query.kind === 'term') return query && plain(query)
  return { ...query, of: query.of.map(part => unprefixed(part)!) }
}

async function ranksOn(db: Db, user: Known, on: readonly Repository[]): Promise<Map<string, number>> {
  if (on.length === 0) return new Map()
  const uuids = on.map(repository => repository.uuid)
  const rows = await db
    .selectFrom('repositories')
    .where('repositories.uuid', 'in', uuids)
    .select('repositories.uuid')
    .select([grantedRank(user.uuid).as('granted'), membershipIn(user.uuid).as('membership')])
    .execute()
  return new Map(
    rows.map(({ uuid, granted, membership }) => [
      uuid,
      rankIn({ isAdmin: false, membership, granted: granted ?? 0, isPrivate: true }),
    ]),
  )
}
