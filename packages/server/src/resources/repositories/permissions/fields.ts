import type { Columns } from '@pail/db'
import { expressionBuilder } from 'kysely'
import { neededFor } from '../../../auth/permissions.ts'
import { repositoryFields } from '../fields.ts'
import { onRepositories } from './view.ts'

const eb = expressionBuilder<{ effective: { rank: number } }, 'effective'>()

const permission = eb
  .case()
  .when('effective.rank', '>=', neededFor('admin'))
  .then('admin')
  .when('effective.rank', '>=', neededFor('write'))
  .then('write')
  .else('read')
  .end()

const onRepository = Object.entries(repositoryFields).filter(([path]) => !path.startsWith('parent'))

/** What lists of effective permissions can be filtered and sorted by. */
export const effectiveFields: Columns = {
  permission: { type: 'rank', ranks: onRepositories.levels, column: permission },
  'user.uuid': { type: 'uuid', column: 'users.uuid' },
  'user.account_id': { type: 'text', column: 'users.account_id' },
  'user.nickname': { type: 'text', column: 'users.nickname' },
  'user.display_name': { type: 'text', column: 'users.display_name' },
  ...Object.fromEntries(onRepository.map(([path, field]) => [`repository.${path}`, field])),
}
