import { whole } from '../read/whole.ts'
import { isObject } from '../state/state.ts'
import { account, workspace } from './parts.ts'
import { links, moment, schema, text, truth } from './schema.ts'
import type { Stream } from './stream.ts'

export const workspaceUsers: Stream = {
  name: 'workspace_users',
  of: 'workspace',
  primaryKey: [['uuid']],
  scopes: ['account', 'read:workspace:bitbucket'],
  schema: schema({ uuid: { type: 'string' }, type: text, user: account, workspace, links: links('self') }),
  read: whole({
    path: ({ root }) => `/2.0/workspaces/${root}/members`,
    keyOf: ({ user }) => String(isObject(user) && user.uuid),
    // A membership has no name of its own.
    shape: member => ({ uuid: isObject(member.user) ? member.user.uuid : undefined, ...member }),
  }),
}

export const projects: Stream = {
  name: 'projects',
  of: 'workspace',
  primaryKey: [['uuid']],
  scopes: ['project', 'read:project:bitbucket'],
  schema: schema({
    type: text,
    uuid: { type: 'string' },
    key: text,
    name: text,
    description: text,
    is_private: truth,
    has_publicly_visible_repos: truth,
    owner: account,
    workspace,
    created_on: moment,
    updated_on: moment,
    links: links('self', 'html', 'avatar', 'repositories'),
  }),
  read: whole({ path: ({ root }) => `/2.0/workspaces/${root}/projects`, keyOf: ({ uuid }) => String(uuid) }),
}
