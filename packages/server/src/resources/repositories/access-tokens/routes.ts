import { accessTokenOperations } from '../../workspaces/access-tokens/operations.ts'
import { repository } from '../target.ts'

export const routes = accessTokenOperations({
  level: 'repository',
  group: 'repositories',
  at: '/pail/1/repositories/{workspace}/{repo_slug}',
  on: repository('admin'),
  scopes: ['repository:admin', 'admin:repository:bitbucket'],
})
