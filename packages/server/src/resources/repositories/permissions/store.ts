import { inOrder, matching, type PageRequest, paginate } from '@pail/db'
import { onRepository, permissionOf } from '../../../auth/permissions.ts'
import type { Db, UserRow } from '../../../db/tables/index.ts'
import type { Filter } from '../../../kernel/filter.ts'
import * as users from '../../users/store.ts'
import type { User } from '../../users/user.ts'
import type { Repository } from '../repository.ts'
import { required } from '../required.ts'
import { columns, type Found, fromFound } from '../row.ts'
import { effective, type Within } from './effective.ts'
import { effectiveFields } from './fields.ts'

/** All that somebody may do with a repository, wherever the rights come from. */
export interface Effective {
  user: User
  repository: Repository
  permission: 'read' | 'write' | 'admin' | 'none'
}

const OLDEST_FIRST = { path: 'repository.created_on', descending: false } as const

/** One query a page, however many people and repositories are on it. */
export function list(db: Db, within: Within, { query, sort }: Filter, page: PageRequest) {
  const slug = required(query, 'repository.full_name')?.split('/')[1] ?? required(query, 'repository.slug')
  const wanted = db
    .selectFrom(effective({ ...within, slug }).as('effective'))
    .innerJoin('repositories', 'repositories.uuid', 'effective.repository_uuid')
    .innerJoin('workspaces', 'workspaces.uuid', 'repositories.workspace_uuid')
    .innerJoin('projects', 'projects.uuid', 'repositories.project_uuid')
    .innerJoin('users', 'users.uuid', 'effective.user_uuid')
    .where(matching(query, effectiveFields))
    .select(columns)
    .select(USER.map(name => `users.${name} as u_${name}` as const))
    .select('effective.rank')
    .$call(inOrder(sort ?? OLDEST_FIRST, effectiveFields, 'repositories.uuid'))
    .orderBy('users.uuid')
    .$castTo<Row>()
  return paginate(wanted, page, fromRow)
}

type Row = Found & { rank: number } & { [K in keyof UserRow & string as `u_${K}`]: UserRow[K] }

const USER = [
  'uuid',
  'account_id',
  'username',
  'nickname',
  'display_name',
  'is_admin',
  'status',
  'location',
  'avatar',
  'created_on',
] as const satisfies (keyof UserRow)[]

const fromRow = (row: Row): Effective => ({
  user: users.fromRow(Object.fromEntries(USER.map(name => [name, row[`u_${name}`]])) as unknown as UserRow),
  repository: fromFound(row),
  permission: onRepository(permissionOf(row.rank)),
})
