import { Type } from 'typebox'
import type { Db } from '../../../db/tables/index.ts'
import { operation } from '../../../kernel/operation.ts'
import { byPerson, oneself } from '../../../kernel/target.ts'
import * as users from '../../users/store.ts'
import { membershipFields } from '../members/fields.ts'
import type { Member } from '../members/member.ts'
import * as members from '../members/store.ts'
import { permissionView } from '../members/view.ts'
import { belonging } from '../target.ts'
import { workspaceView } from '../view.ts'
import type { Workspace } from '../workspace.ts'
import * as store from './store.ts'
import { accessView } from './view.ts'

const reading = ['account', 'read:workspace:bitbucket']

/** Where the caller belongs. */
export const routes = [
  operation({
    id: 'workspaces.access.list',
    route: 'GET /2.0/user/workspaces',
    summary: 'List the workspaces that the caller belongs to',
    scope: reading,
    on: oneself,
    query: Type.Object({ administrator: Type.Optional(Type.Boolean()) }),
    filter: store.accessFields,
    paging: { pagelen: 50 },
    shows: accessView.list,
    handle: ({ db, user, query, filter, page }) =>
      store.listAccess(db, user, { ...filter, page, administrator: query.administrator }),
  }),
  operation({
    id: 'workspaces.access.get',
    route: 'GET /2.0/user/workspaces/{workspace}/permission',
    summary: 'Show what the caller may do in a workspace',
    scope: reading,
    on: byPerson(belonging),
    shows: permissionView,
    handle: ({ db, user, on }) => permissionOf(db, user.uuid, on.workspace),
  }),
  operation({
    id: 'workspaces.access.listPermissions',
    route: 'GET /2.0/user/permissions/workspaces',
    summary: 'List what the caller may do in each workspace they belong to',
    scope: ['account', 'read:workspace:bitbucket', 'read:user:bitbucket'],
    on: oneself,
    filter: membershipFields,
    shows: permissionView.list,
    deprecated: true,
    removed: 'CHANGE-2770',
    handle: async ({ db, user, filter, page }) =>
      members.listOf(db, await users.find(db, user.uuid), { ...filter, page }),
  }),
  operation({
    id: 'workspaces.list',
    route: 'GET /2.0/workspaces',
    summary: 'List the workspaces that the caller belongs to, at will only those where they have a role',
    scope: ['account', 'read:user:bitbucket', 'read:workspace:bitbucket'],
    on: oneself,
    query: Type.Object({
      role: Type.Optional(Type.Union([Type.Literal('owner'), Type.Literal('collaborator'), Type.Literal('member')])),
    }),
    filter: store.workspaceFields,
    shows: workspaceView.list,
    deprecated: true,
    removed: 'CHANGE-2770',
    handle: ({ db, user, query, filter, page }) => store.listByRole(db, user, { ...filter, page, role: query.role }),
  }),
]

/** Administrators of the installation may do everything where they do not even belong. */
async function permissionOf(db: Db, uuid: string, workspace: Workspace): Promise<Member> {
  const member = await members.seek(db, workspace, uuid)
  if (member) return member
  const user = await users.find(db, uuid)
  return { workspace, user, permission: 'owner', addedOn: null, lastAccessed: null }
}
