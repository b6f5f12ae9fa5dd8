import { type Columns, inOrder, matching, paginate } from '@pail/db'
import { expressionBuilder } from 'kysely'
import type { Membership } from '../../../auth/permissions.ts'
import type { Db, Tables, WorkspaceRow } from '../../../db/tables/index.ts'
import { joinedBy, type Wanted } from '../members/store.ts'
import { fromRow } from '../store.ts'
import type { Workspace } from '../workspace.ts'

/** A workspace that somebody can work in. */
export interface Access {
  workspace: Workspace
  isAdministrator: boolean
}

export type Role = 'owner' | 'collaborator' | 'member'

/** What the workspaces of the caller can be filtered and sorted by. */
export const accessFields: Columns = { slug: { type: 'text', column: 'workspaces.slug' } }

/** The same for the list that upstream has removed. */
export const workspaceFields: Columns = {
  ...accessFields,
  uuid: { type: 'uuid', column: 'workspaces.uuid' },
  name: { type: 'text', column: 'workspaces.name' },
  is_private: { type: 'flag', column: 'workspaces.is_private' },
  created_on: { type: 'time', column: 'workspaces.created_on' },
  updated_on: { type: 'time', column: 'workspaces.updated_on' },
}

const BY_SLUG = { path: 'slug', descending: false } as const

/** Those that the person belongs to; all, or those that they administer or do not. */
export function listAccess(
  db: Db,
  user: { uuid: string },
  { query, sort, page, administrator }: Wanted & { administrator: boolean | undefined },
) {
  const all = joinedBy(db, user).selectAll('workspaces').select('memberships.permission as membership')
  const wanted =
    administrator === undefined ? all : all.where('memberships.permission', administrator ? '=' : '!=', 'owner')
  const ordered = wanted
    .where(matching(query, accessFields))
    .$call(inOrder(sort ?? BY_SLUG, accessFields, 'workspaces.uuid'))
  return paginate(ordered, page, (row: WorkspaceRow & { membership: Membership }) => ({
    workspace: fromRow(row),
    isAdministrator: row.membership === 'owner',
  }))
}

/** Those that the person belongs to in this role or a higher one. */
export function listByRole(
  db: Db,
  user: { uuid: string },
  { query, sort, page, role }: Wanted & { role: Role | undefined },
) {
  const all = joinedBy(db, user).selectAll('workspaces').where(matching(query, workspaceFields))
  const wanted =
    role === 'owner'
      ? all.where('memberships.permission', '=', 'owner')
      : role === 'collaborator'
        ? all.where(writesIn(user.uuid))
        : all
  return paginate(wanted.$call(inOrder(sort ?? BY_SLUG, workspaceFields, 'workspaces.uuid')), page, fromRow)
}

const eb = expressionBuilder<Tables, 'workspaces' | 'memberships'>()

/** Whether the member may write to something in the workspace. */
function writesIn(user: string) {
  const groups = eb.selectFrom('group_members').where('user_uuid', '=', user).select('group_uuid')
  const granted = eb
    .selectFrom('grants')
    .where('grants.permission', 'in', ['write', 'create-repo', 'admin'])
    .where(one => one.or([one('grants.grantee_uuid', '=', user), one('grants.grantee_uuid', 'in', groups)]))
    .where(one =>
      one.or(
        (['projects', 'repositories'] as const).map(table =>
          one(
            'grants.resource_uuid',
            'in',
            one.selectFrom(table).whereRef(`${table}.workspace_uuid`, '=', 'workspaces.uuid').select(`${table}.uuid`),
          ),
        ),
      ),
    )
    .select('grants.permission')
  return eb.or([eb('memberships.permission', 'in', ['owner', 'collaborator']), eb.exists(granted)])
}
