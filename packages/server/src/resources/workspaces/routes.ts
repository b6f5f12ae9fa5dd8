import { Answer } from '../../kernel/answer.ts'
import { links } from '../../kernel/links.ts'
import { operation } from '../../kernel/operation.ts'
import { routes as access } from './access/routes.ts'
import { routes as accessTokens } from './access-tokens/routes.ts'
import { routes as addons } from './addons/routes.ts'
import { changeWorkspace, removeWorkspace } from './change.ts'
import { routes as consumers } from './consumers/routes.ts'
import { routes as groups } from './groups/routes.ts'
import { routes as members } from './members/routes.ts'
import { routes as settings } from './settings/routes.ts'
import { workspace } from './target.ts'
import { routes as teams } from './teams/routes.ts'
import { workspaceInput, workspaceView } from './view.ts'

const administering = ['account:write', 'admin:workspace:bitbucket']

export const routes = [
  ...access,
  ...accessTokens,
  ...consumers,
  ...addons,
  ...settings,
  operation({
    id: 'workspaces.get',
    route: 'GET /2.0/workspaces/{workspace}',
    summary: 'Show a workspace',
    scope: ['read:workspace:bitbucket'],
    on: workspace('read'),
    shows: workspaceView,
    handle: async ({ on }) => on,
  }),
  operation({
    id: 'workspaces.update',
    route: 'PUT /pail/1/workspaces/{workspace}',
    summary: 'Change name, slug, privacy or picture of a workspace',
    scope: administering,
    on: workspace('admin'),
    body: workspaceInput,
    shows: workspaceView,
    handle: async ({ db, on, body, site }) => {
      const done = await changeWorkspace(db, on, body)
      const headers = done.slug === on.slug ? {} : { location: links.workspace(site, done.slug) }
      return new Answer(done, { headers })
    },
  }),
  operation({
    id: 'workspaces.delete',
    route: 'DELETE /pail/1/workspaces/{workspace}',
    summary: 'Delete a workspace that holds no repositories',
    scope: administering,
    on: workspace('admin'),
    handle: ({ db, on }) => removeWorkspace(db, on),
  }),
  ...members,
  ...groups,
  ...teams,
]
