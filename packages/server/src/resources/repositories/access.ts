import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import { neededFor, type Permission } from '../../auth/permissions.ts'
import type { Tables } from '../../db/tables/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import { grantedTo, grantsTo, ownedBy, rankOfGrant, type Who } from '../projects/access.ts'

interface Named extends Tables {
  /** The repositories that others were forked from. */
  parents: Tables['repositories']
  /** Those that pull requests come from. */
  sources: Tables['repositories']
  /** Accounts of which is asked what they may read. */
  readers: Tables['users']
}
/** What the repositories in question are called in the query. */
type Table = 'repositories' | 'parents' | 'sources'

const eb = expressionBuilder<Named, keyof Named>()

/** The best explicit grant that reaches a user on a repository or the project around it, as a rank; null without any. */
export const grantedRank = (user: Who) =>
  grantsTo(user)
    .where(grant =>
      grant.or([
        grant('grants.resource_uuid', '=', eb.ref('repositories.uuid')),
        grant('grants.resource_uuid', '=', eb.ref('repositories.project_uuid')),
      ]),
    )
    .select(({ fn }) => fn.max<number | null>(rankOfGrant).as('rank'))

/** How a user belongs to the workspace of a repository. */
export const membershipIn = (user: Who) =>
  eb
    .selectFrom('memberships')
    .where('memberships.workspace_uuid', '=', eb.ref('repositories.workspace_uuid'))
    .where('memberships.user_uuid', '=', user)
    .select('memberships.permission')

/** For lists: the repositories that the caller may see. */
export function visible(actor: Actor, table: Table = 'repositories'): Expression<SqlBool> {
  if (actor?.isAdmin) return eb.lit(true)
  const isPublic = eb(`${table}.is_private`, '=', 0)
  return actor ? eb.or([isPublic, explicitly(actor.uuid, 'read', table)]) : isPublic
}

/**
 * The same without what is merely public: those where the user holds the level by grant or as an owner. The sets do
 * not depend on the row, so that a database reads each of them once and then only looks rows up in them.
 */
export function explicitly(user: Who, level: Permission | 'owner', table: Table = 'repositories'): Expression<SqlBool> {
  const owns = eb(`${table}.workspace_uuid`, 'in', ownedBy(user))
  if (level === 'owner') return owns
  const granted = grantedTo(user, atLeast(level))
  return eb.or([owns, eb(`${table}.project_uuid`, 'in', granted), eb(`${table}.uuid`, 'in', granted)])
}

/** That an account may read a repository, where a query joins the two as `readers` and `repositories`. */
export const readable = (): Expression<SqlBool> =>
  eb.or([
    eb('repositories.is_private', '=', 0),
    eb('readers.is_admin', '=', 1),
    explicitly(eb.ref('readers.uuid'), 'read'),
  ])

/** What everybody sees in a workspace. */
export const publicIn = (workspace: { uuid: string }) =>
  eb
    .selectFrom('repositories as held')
    .where('held.workspace_uuid', '=', workspace.uuid)
    .where('held.is_private', '=', 0)
    .select('held.uuid')

/** What was granted to a user in a workspace, found from the grants; a repository may come up twice. */
export function grantedIn(workspace: { uuid: string }, user: Who, level: Permission) {
  const granted = grantedTo(user, atLeast(level))
  const projects = eb
    .selectFrom('projects')
    .where('projects.workspace_uuid', '=', workspace.uuid)
    .select('projects.uuid')
  const repositories = eb.selectFrom('repositories as held').select('held.uuid')
  return repositories
    .where('held.project_uuid', 'in', projects.where('projects.uuid', 'in', granted))
    .unionAll(repositories.where('held.uuid', 'in', granted).where('held.project_uuid', 'in', projects))
}

const atLeast = (level: Permission) =>
  (['read', 'write', 'create-repo', 'admin'] as const).filter(one => neededFor(one) >= neededFor(level))
