import { project } from '../target.ts'
import { grantOperations } from './operations.ts'
import { onProjects } from './view.ts'

export const routes = grantOperations({
  ...onProjects,
  at: '/2.0/workspaces/{workspace}/projects/{project_key}',
  target: project('admin'),
  levels: ['read', 'write', 'create-repo', 'admin'],
  scopes: {
    read: ['project:admin', 'read:project:bitbucket'],
    write: ['project:admin', 'admin:project:bitbucket', 'write:permission:bitbucket'],
    delete: ['project:admin', 'admin:project:bitbucket', 'delete:permission:bitbucket'],
  },
})
