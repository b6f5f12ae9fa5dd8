import type { Columns } from '@pail/db'
import { type Expression, expressionBuilder } from 'kysely'
import { neededFor } from '../../../auth/permissions.ts'
import type { Tables } from '../../../db/tables/index.ts'
import type { Known } from '../../../kernel/actor.ts'
import { ownedBy } from '../../projects/access.ts'
import { grantedRank } from '../access.ts'
import { repositoryFields } from '../fields.ts'
import { onRepositories } from './view.ts'

interface Joined extends Tables {
  effective: { user_uuid: string; repository_uuid: string; rank: number }
}
const eb = expressionBuilder<Joined, keyof Joined>()

/** A rank as the level that it stands for on a repository. */
const levelOf = (rank: Expression<unknown>) =>
  eb
    .case()
    .when(eb(rank, '>=', neededFor('admin')))
    .then('admin')
    .when(eb(rank, '>=', neededFor('write')))
    .then('write')
    .else('read')
    .end()

const onRepository = Object.entries(repositoryFields).filter(([path]) => !path.startsWith('parent'))
const permission = (column: Expression<unknown>) => ({ type: 'rank', ranks: onRepositories.levels, column }) as const

/** What lists of effective permissions can be filtered and sorted by. */
export const effectiveFields: Columns = {
  permission: permission(levelOf(eb.ref('effective.rank'))),
  'user.uuid': { type: 'uuid', column: 'users.uuid' },
  'user.account_id': { type: 'text', column: 'users.account_id' },
  'user.nickname': { type: 'text', column: 'users.nickname' },
  'user.display_name': { type: 'text', column: 'users.display_name' },
  ...Object.fromEntries(onRepository.map(([path, field]) => [`repository.${path}`, field])),
}

/** The same for the rights of one person, where the rows are repositories and are called by their own names. */
export const ownFields = (user: Known): Columns => ({
  ...repositoryFields,
  permission: permission(
    eb
      .case()
      .when(eb('repositories.workspace_uuid', 'in', ownedBy(user.uuid)))
      .then('admin')
      .else(levelOf(grantedRank(user.uuid)))
      .end(),
  ),
  'user.uuid': { type: 'uuid', column: eb.val(user.uuid) },
  'user.account_id': { type: 'text', column: eb.val(user.accountId) },
  'user.nickname': { type: 'text', column: eb.val(user.nickname) },
  'user.display_name': { type: 'text', column: eb.val(user.displayName) },
})
