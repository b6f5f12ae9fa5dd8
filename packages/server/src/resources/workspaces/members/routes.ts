import type { Page } from '@pail/db'
import { Forbidden } from '@pail/failures'
import { mentions } from '@pail/query-language'
import type { Membership } from '../../../auth/permissions.ts'
import type { Db } from '../../../db/tables/index.ts'
import { Answer } from '../../../kernel/answer.ts'
import { links } from '../../../kernel/links.ts'
import { operation } from '../../../kernel/operation.ts'
import { byPerson } from '../../../kernel/target.ts'
import { belonging, workspace } from '../target.ts'
import type { Workspace } from '../workspace.ts'
import { setMember } from './change.ts'
import { memberFields, permissionFields } from './fields.ts'
import { leave } from './leave.ts'
import { byAddress, type Member } from './member.ts'
import * as store from './store.ts'
import { ownMember } from './target.ts'
import { memberInput, memberView, permissionView } from './view.ts'

const reading = ['account', 'read:workspace:bitbucket']
const administering = ['account:write', 'admin:workspace:bitbucket']
const one = '/pail/1/workspaces/{workspace}/members/{member}'

export const routes = [
  operation({
    id: 'workspaces.members.list',
    route: 'GET /2.0/workspaces/{workspace}/members',
    summary: 'List the people of a workspace; owners may filter by whole e-mail addresses',
    scope: reading,
    on: belonging,
    filter: memberFields,
    paging: { pagelen: 50 },
    shows: memberView.list,
    handle: ({ db, on, filter, page }) => listMembers(db, on, { ...filter, page }),
  }),
  operation({
    id: 'workspaces.members.get',
    route: 'GET /2.0/workspaces/{workspace}/members/{member}',
    summary: 'Show that a person belongs to a workspace',
    scope: reading,
    on: belonging,
    shows: memberView,
    handle: ({ db, on, params }) => store.find(db, on.workspace, params.member),
  }),
  operation({
    id: 'workspaces.members.put',
    route: `PUT ${one}`,
    summary: 'Let a person into a workspace, or change how they belong to it',
    scope: administering,
    on: workspace('admin'),
    body: memberInput,
    shows: permissionView,
    status: [200, 201],
    handle: async ({ db, on, params, body, site }) => {
      const { member, isNew } = await setMember(db, on, { id: params.member, permission: body.permission })
      if (!isNew) return member
      const location = links.member(site, on.slug, member.user.uuid)
      return new Answer(member, { status: 201, headers: { location } })
    },
  }),
  operation({
    id: 'workspaces.members.delete',
    route: `DELETE ${one}`,
    summary: 'Take a person out of a workspace with all their rights there, or leave it oneself',
    scope: administering,
    on: ownMember,
    handle: ({ db, on }) => leave(db, on),
  }),
  operation({
    id: 'workspaces.permissions.list',
    route: 'GET /2.0/workspaces/{workspace}/permissions',
    summary: 'List what each member may do in a workspace',
    scope: reading,
    on: byPerson(workspace('admin')),
    filter: permissionFields,
    shows: permissionView.list,
    handle: ({ db, on, filter, page }) => store.list(db, on, { ...filter, page, fields: permissionFields }),
  }),
]

async function listMembers(
  db: Db,
  { workspace, membership }: { workspace: Workspace; membership: Membership },
  wanted: store.Wanted,
): Promise<Page<Member>> {
  if (membership !== 'owner' && mentions(wanted.query, 'user.email'))
    throw new Forbidden('Forbidden', { detail: 'Only an owner of the workspace may filter by e-mail address.' })
  const { query, emails } = byAddress(wanted.query)
  const found = await store.list(db, workspace, { ...wanted, query, fields: memberFields })
  const known = await store.emailsAmong(
    db,
    found.values.map(member => member.user),
    emails,
  )
  const values = found.values.map(member => {
    const email = known.get(member.user.uuid)
    return email === undefined ? member : { ...member, user: { ...member.user, email } }
  })
  return { ...found, values }
}
