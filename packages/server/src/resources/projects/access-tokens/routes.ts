import { accessTokenOperations } from '../../workspaces/access-tokens/operations.ts'
import { project } from '../target.ts'

export const routes = accessTokenOperations({
  level: 'project',
  group: 'projects',
  at: '/pail/1/workspaces/{workspace}/projects/{project_key}',
  on: project('admin'),
  scopes: ['project:admin', 'admin:project:bitbucket'],
})
