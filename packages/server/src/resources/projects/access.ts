import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import { neededFor } from '../../auth/permissions.ts'
import type { GrantRow, Tables } from '../../db/tables/index.ts'
import type { Actor } from '../../kernel/actor.ts'

const eb = expressionBuilder<Tables, keyof Tables>()

/** Somebody as a query names them: a value, or a parameter of a prepared one. */
export type Who = Expression<string> | string

/** Whom a user is granted things as: by name, and as one of a group. */
export const granteesOf = (user: Who) =>
  eb
    .selectFrom('users')
    .where('users.uuid', '=', user)
    .select('users.uuid')
    .unionAll(
      eb
        .selectFrom('group_members')
        .where('group_members.user_uuid', '=', user)
        .select('group_members.group_uuid as uuid'),
    )

/** What was granted to a user, by name or through a group. */
export const grantsTo = (user: Who) => eb.selectFrom('grants').where('grants.grantee_uuid', 'in', granteesOf(user))

/** The projects and repositories on which a user was granted one of these levels. */
export const grantedTo = (user: Who, levels: readonly GrantRow['permission'][]) =>
  grantsTo(user).where('grants.permission', 'in', levels).select('grants.resource_uuid')

/** A granted level as its rank. */
export const rankOfGrant = eb
  .case()
  .when('grants.permission', '=', 'admin')
  .then(eb.lit(neededFor('admin')))
  .when('grants.permission', '=', 'create-repo')
  .then(eb.lit(neededFor('create-repo')))
  .when('grants.permission', '=', 'write')
  .then(eb.lit(neededFor('write')))
  .else(eb.lit(neededFor('read')))
  .end()

/** The workspaces that a user owns. */
export const ownedBy = (user: Who) =>
  eb
    .selectFrom('memberships')
    .where('memberships.user_uuid', '=', user)
    .where('memberships.permission', '=', 'owner')
    .select('memberships.workspace_uuid')

/** For lists: the projects that the caller may see, which are also those around a repository that they were granted. */
export function visible(actor: Actor): Expression<SqlBool> {
  if (actor?.isAdmin) return eb.lit(true)
  const isPublic = eb('projects.is_private', '=', 0)
  if (!actor) return isPublic
  const granted = grantsTo(actor.uuid).select('grants.resource_uuid')
  const around = eb
    .selectFrom('repositories')
    .where('repositories.uuid', 'in', granted)
    .select('repositories.project_uuid')
  return eb.or([
    isPublic,
    eb('projects.workspace_uuid', 'in', ownedBy(actor.uuid)),
    eb('projects.uuid', 'in', granted),
    eb('projects.uuid', 'in', around),
  ])
}
