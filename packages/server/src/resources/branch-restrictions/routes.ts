import { Type } from 'typebox'
import { operation } from '../../kernel/operation.ts'
import { holdingProject, holdingRepository } from '../repositories/holder.ts'
import { repository } from '../repositories/target.ts'
import { listHolding } from './holding.ts'
import { restrictionOperations } from './operations.ts'
import { restrictionView } from './view.ts'

const repositoryAdmin = ['repository:admin', 'admin:repository:bitbucket']

export const routes = [
  ...restrictionOperations({
    group: 'branchRestrictions',
    at: '/2.0/repositories/{workspace}/{repo_slug}',
    on: holdingRepository('admin'),
    scope: repositoryAdmin,
    level: 'repository',
  }),
  ...restrictionOperations({
    group: 'projects.branchRestrictions',
    at: '/pail/1/workspaces/{workspace}/projects/{project_key}',
    on: holdingProject('admin'),
    scope: ['project:admin', 'admin:project:bitbucket'],
    level: 'project',
  }),
  operation({
    id: 'branchRestrictions.effective.list',
    route: 'GET /pail/1/repositories/{workspace}/{repo_slug}/effective-branch-restrictions',
    summary:
      'List the branch restrictions that hold in a repository, those of its project too, or for one branch alone',
    scope: repositoryAdmin,
    on: repository('admin'),
    query: Type.Object({ branch: Type.Optional(Type.String({ minLength: 1 })) }),
    shows: restrictionView.list,
    handle: ({ forge, on, query, page }) => listHolding(forge, on, query.branch, page),
  }),
]
