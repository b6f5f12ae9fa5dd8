import { operation } from '../../../kernel/operation.ts'
import { repository } from '../../repositories/target.ts'
import { holdingModel, ownModel } from './active.ts'
import { effectiveModelView, modelView } from './view.ts'

const at = '/2.0/repositories/{workspace}/{repo_slug}'
const scope = ['repository', 'read:repository:bitbucket']

export const routes = [
  operation({
    id: 'branchingModel.get',
    route: `GET ${at}/branching-model`,
    summary: 'Show the branching model of a repository with the branches that it is about',
    scope,
    on: repository('read'),
    shows: modelView,
    handle: ({ forge, on, signal }) => ownModel(forge, { repository: on, signal }),
  }),
  operation({
    id: 'branchingModel.effective.get',
    route: `GET ${at}/effective-branching-model`,
    summary: 'Show the branching model that holds in a repository, which may be that of its project',
    scope,
    on: repository('read'),
    shows: effectiveModelView,
    handle: ({ forge, on, signal }) => holdingModel(forge, { repository: on, signal }),
  }),
]
