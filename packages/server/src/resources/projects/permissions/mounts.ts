import type { Page, PageRequest } from '@pail/db'
import { NotFound } from '@pail/failures'
import type { Permission } from '../../../auth/permissions.ts'
import type { Db, GrantRow } from '../../../db/tables/index.ts'
import type { Ask, Target } from '../../../kernel/target.ts'
import type { View } from '../../../kernel/view.ts'
import * as users from '../../users/store.ts'
import type { User } from '../../users/user.ts'
import type { Group } from '../../workspaces/groups/group.ts'
import * as groups from '../../workspaces/groups/store.ts'
import * as members from '../../workspaces/members/store.ts'
import { type Grant, type Granting, refuseGrantee } from './grant.ts'
import * as store from './store.ts'
import { groupGrantView, type Shown, userGrantView } from './view.ts'

/** A kind of thing that rights are granted on, and the scopes that this needs. */
export interface Placed<On> extends Shown<On> {
  at: string
  target: Target<On>
  levels: readonly Permission[]
  scopes: Record<'read' | 'write' | 'delete', readonly string[]>
}

/** The same for one kind of grantee. */
export interface Mount<On, To> extends Placed<On> {
  grantees: 'users' | 'groups'
  kinds: Pick<GrantRow, 'resource_kind' | 'grantee_kind'>
  all: string
  one: string
  shows: View<Grant<On, To>>
  list(db: Db, on: On, page: PageRequest): Promise<Page<Grant<On, To>>>
  /** Who is named in the path. */
  named(ask: Ask, on: On): Promise<To>
  /** Refuses whom nothing can be granted to. */
  admit(db: Db, on: On, to: To): Promise<void>
}

export const toUsers = <On extends Granting>(placed: Placed<On>): Mount<On, User> => ({
  ...placed,
  grantees: 'users',
  kinds: { resource_kind: placed.kind, grantee_kind: 'user' },
  all: `${placed.at}/permissions-config/users`,
  one: `${placed.at}/permissions-config/users/{selected_user_id}`,
  shows: userGrantView(placed),
  list: store.listUsers,
  named: ({ db, params }) => users.find(db, params.selected_user_id ?? ''),
  admit: async (db, on, to) => refuseGrantee(await members.seek(db, on.workspace, to.uuid)),
})

export const toGroups = <On extends Granting>(placed: Placed<On>): Mount<On, Group> => ({
  ...placed,
  grantees: 'groups',
  kinds: { resource_kind: placed.kind, grantee_kind: 'group' },
  all: `${placed.at}/permissions-config/groups`,
  one: `${placed.at}/permissions-config/groups/{group_slug}`,
  shows: groupGrantView(placed),
  list: store.listGroups,
  async named({ db, params }, on) {
    const found = await groups.seek(db, on.workspace, params.group_slug ?? '')
    if (!found) throw new NotFound(`There is no group ${params.group_slug} in this workspace.`)
    return found
  },
  admit: async () => {},
})
