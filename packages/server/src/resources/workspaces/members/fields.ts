import type { Columns } from '@pail/db'
import { MEMBERSHIPS } from './member.ts'

const text = (column: string) => ({ type: 'text', column }) as const
const user: Columns = {
  'user.uuid': { type: 'uuid', column: 'users.uuid' },
  'user.account_id': text('users.account_id'),
  'user.nickname': text('users.nickname'),
  'user.display_name': text('users.display_name'),
}
const permission: Columns = { permission: { type: 'rank', ranks: MEMBERSHIPS, column: 'memberships.permission' } }

/** What the list of members can be filtered by. */
export const memberFields: Columns = {
  ...user,
  'user.email': {
    type: 'text',
    any: (eb, matches) =>
      eb.exists(
        eb
          .selectFrom('emails')
          .whereRef('emails.user_uuid', '=', 'users.uuid')
          .where(matches('emails.email'))
          .select('emails.email'),
      ),
  },
}

/** The same for the list of permissions. */
export const permissionFields: Columns = { ...permission, ...user }

/** The same for the workspaces that one belongs to. */
export const membershipFields: Columns = {
  ...permission,
  'workspace.uuid': { type: 'uuid', column: 'workspaces.uuid' },
  'workspace.slug': text('workspaces.slug'),
  'workspace.name': text('workspaces.name'),
}
