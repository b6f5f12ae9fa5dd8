import { grantOperations } from '../../projects/permissions/operations.ts'
import { repository } from '../target.ts'
import { onRepositories } from './view.ts'

export const routes = grantOperations({
  ...onRepositories,
  at: '/2.0/repositories/{workspace}/{repo_slug}',
  target: repository('admin'),
  levels: ['read', 'write', 'admin'],
  scopes: {
    read: ['repository:admin', 'read:repository:bitbucket'],
    write: ['repository:admin', 'admin:repository:bitbucket', 'write:permission:bitbucket'],
    delete: ['repository:admin', 'admin:repository:bitbucket', 'delete:permission:bitbucket'],
  },
})
