import { type Expression, expressionBuilder, type SelectQueryBuilder, type SqlBool } from 'kysely'
import { neededFor } from '../../../auth/permissions.ts'
import type { GrantRow, Tables } from '../../../db/tables/index.ts'
import { rankOfGrant } from '../../projects/access.ts'

const eb = expressionBuilder<Tables, keyof Tables>()

/** On what rights are meant: on all of a workspace, or on one repository. */
export interface Within {
  workspace?: { uuid: string }
  repository?: { uuid: string }
  /** Only repositories that have this slug. */
  slug?: string | undefined
}

/** A person with rights on a repository, and the rank of one of them. */
interface Right {
  user_uuid: string
  repository_uuid: string
  rank: number
}

type Where = Expression<SqlBool>
type Rights = SelectQueryBuilder<Tables, never, Right>

/** Each person who has rights on a repository other than everybody's, with the rank of the best of them. */
export function effective(within: Within) {
  const all = [
    owned(within),
    granted(within, 'user', 'repository'),
    granted(within, 'group', 'repository'),
    granted(within, 'user', 'project'),
    granted(within, 'group', 'project'),
  ].reduce((rights, more) => rights.unionAll(more))
  return eb
    .selectFrom(all.as('rights'))
    .groupBy(['rights.user_uuid', 'rights.repository_uuid'])
    .select(['rights.user_uuid', 'rights.repository_uuid'])
    .select(({ fn }) => fn.max<number>('rights.rank').as('rank'))
}

/** Owners of a workspace administer what is in it. */
const owned = (within: Within) =>
  eb
    .selectFrom('memberships')
    .innerJoin('repositories', 'repositories.workspace_uuid', 'memberships.workspace_uuid')
    .innerJoin('users', 'users.uuid', 'memberships.user_uuid')
    .where('users.kind', '=', 'person')
    .where('memberships.permission', '=', 'owner')
    .where(eb.and(onlyOn(within)))
    .select(['memberships.user_uuid as user_uuid', 'repositories.uuid as repository_uuid'])
    .select(eb.lit(neededFor('admin')).as('rank')) as unknown as Rights

function granted(within: Within, to: GrantRow['grantee_kind'], on: GrantRow['resource_kind']): Rights {
  const who = to === 'user' ? 'grants.grantee_uuid' : 'group_members.user_uuid'
  return eb
    .selectFrom('grants')
    .innerJoin(
      'repositories',
      on === 'project' ? 'repositories.project_uuid' : 'repositories.uuid',
      'grants.resource_uuid',
    )
    .$if(to === 'group', q => q.innerJoin('group_members', 'group_members.group_uuid', 'grants.grantee_uuid'))
    .where('grants.grantee_kind', '=', to)
    .where('grants.resource_kind', '=', on)
    .where(eb.and(onlyOn(within)))
    .select([`${who} as user_uuid`, 'repositories.uuid as repository_uuid'])
    .select(rankOfGrant.as('rank')) as unknown as Rights
}

const onlyOn = ({ workspace, repository, slug }: Within): Where[] => [
  ...(workspace ? [eb('repositories.workspace_uuid', '=', workspace.uuid)] : []),
  ...(repository ? [eb('repositories.uuid', '=', repository.uuid)] : []),
  ...(slug === undefined ? [] : [eb('repositories.slug', '=', slug)]),
]
