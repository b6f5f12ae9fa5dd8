import { operation } from '../../kernel/operation.ts'
import { workspace } from './target.ts'
import { workspaceView } from './view.ts'

export const routes = [
  operation({
    id: 'workspaces.get',
    route: 'GET /2.0/workspaces/{workspace}',
    summary: 'Show a workspace',
    scope: ['read:workspace:bitbucket'],
    on: workspace('read'),
    shows: workspaceView,
    handle: async ({ on }) => on,
  }),
]
