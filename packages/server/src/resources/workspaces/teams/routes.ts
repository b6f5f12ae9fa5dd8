import type { Page, PageRequest } from '@pail/db'
import { Type } from 'typebox'
import type { Db } from '../../../db/tables/index.ts'
import type { Filter } from '../../../kernel/filter.ts'
import { operation } from '../../../kernel/operation.ts'
import { oneself } from '../../../kernel/target.ts'
import type { User } from '../../users/user.ts'
import { profileView } from '../../users/view.ts'
import { listByRole, type Role } from '../access/store.ts'
import { memberFields } from '../members/fields.ts'
import * as members from '../members/store.ts'
import { reading, workspace } from '../target.ts'
import type { Workspace } from '../workspace.ts'
import { teamProfileView } from './view.ts'

const scope = ['account', 'read:workspace:bitbucket']
const ANY: Filter = { query: null, sort: null }
const ROLES: Readonly<Record<string, Role>> = { admin: 'owner', contributor: 'collaborator', member: 'member' }

/** What workspaces were before they had the name; outside the published reference. */
export const routes = [
  operation({
    id: 'teams.list',
    route: 'GET /2.0/teams',
    summary: 'List the teams of the caller',
    scope,
    on: oneself,
    query: Type.Object({ role: Type.Optional(Type.String({ enum: Object.keys(ROLES) })) }),
    shows: teamProfileView.list,
    deprecated: true,
    handle: ({ db, user, query, page }) => listByRole(db, user, { ...ANY, page, role: ROLES[query.role ?? 'member'] }),
  }),
  operation({
    id: 'teams.get',
    route: 'GET /2.0/teams/{username}',
    summary: 'Show a team',
    scope: ['read:workspace:bitbucket'],
    on: workspace('read'),
    shows: teamProfileView,
    deprecated: true,
    handle: async ({ on }) => on,
  }),
  operation({
    id: 'teams.members.list',
    route: 'GET /2.0/teams/{username}/members',
    summary: 'List the members of a team, for those who are members',
    scope,
    on: reading,
    paging: { pagelen: 50 },
    shows: profileView.list,
    deprecated: true,
    handle: ({ db, on, page }) => (on.membership === null ? nobody(page) : people(db, on.workspace, page)),
  }),
]

/** Quirk: outsiders are not refused but shown members with a public profile, which here nobody has. */
const nobody = async (page: PageRequest): Promise<Page<User>> => ({ ...page, values: [], size: 0 })

async function people(db: Db, workspace: Workspace, page: PageRequest): Promise<Page<User>> {
  const found = await members.list(db, workspace, { ...ANY, page, fields: memberFields })
  return { ...found, values: found.values.map(member => member.user) }
}
