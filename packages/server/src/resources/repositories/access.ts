import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import { neededFor, type Permission } from '../../auth/permissions.ts'
import type { Tables } from '../../db/tables/index.ts'
import type { Actor } from '../../kernel/actor.ts'

type Eb = ExpressionBuilder<Tables, 'repositories'>
type User = Expression<string> | string

/** The best explicit grant that reaches a user on a repository or the project around it, as a rank; null without any. */
export function grantedRank(eb: Eb, user: User) {
  return grantsFor(eb, user).select(({ fn, case: when }) =>
    fn
      .max<number | null>(
        when()
          .when('grants.permission', '=', 'admin')
          .then(neededFor('admin'))
          .when('grants.permission', '=', 'create-repo')
          .then(neededFor('create-repo'))
          .when('grants.permission', '=', 'write')
          .then(neededFor('write'))
          .else(neededFor('read'))
          .end(),
      )
      .as('rank'),
  )
}

const grantsFor = (eb: Eb, user: User) =>
  eb
    .selectFrom('grants')
    .where(inner =>
      inner.or([
        inner('grants.resource_uuid', '=', inner.ref('repositories.uuid')),
        inner('grants.resource_uuid', '=', inner.ref('repositories.project_uuid')),
      ]),
    )
    .where(inner =>
      inner.or([
        inner('grants.grantee_uuid', '=', user),
        inner(
          'grants.grantee_uuid',
          'in',
          inner
            .selectFrom('group_members')
            .where('group_members.user_uuid', '=', user)
            .select('group_members.group_uuid'),
        ),
      ]),
    )

/** How a user belongs to the workspace of a repository. */
export const membershipIn = (eb: Eb, user: User) =>
  eb
    .selectFrom('memberships')
    .whereRef('memberships.workspace_uuid', '=', 'repositories.workspace_uuid')
    .where('memberships.user_uuid', '=', user)
    .select('memberships.permission')

/** For lists: the repositories that the caller may see. */
export function visible(eb: Eb, actor: Actor): Expression<SqlBool> {
  if (actor?.isAdmin) return eb.lit(true)
  const isPublic = eb('repositories.is_private', '=', 0)
  return actor ? eb.or([isPublic, explicitly(eb, actor.uuid, 'read')]) : isPublic
}

/** The same without what is merely public: those where the user holds the level by grant or as an owner. */
export function explicitly(eb: Eb, user: string, level: Permission | 'owner'): Expression<SqlBool> {
  const owns = eb(
    'repositories.workspace_uuid',
    'in',
    eb
      .selectFrom('memberships')
      .where('memberships.user_uuid', '=', user)
      .where('memberships.permission', '=', 'owner')
      .select('memberships.workspace_uuid'),
  )
  if (level === 'owner') return owns
  const levels = (['read', 'write', 'create-repo', 'admin'] as const).filter(one => neededFor(one) >= neededFor(level))
  return eb.or([
    owns,
    eb.exists(grantsFor(eb, user).where('grants.permission', 'in', levels).select('grants.permission')),
  ])
}
