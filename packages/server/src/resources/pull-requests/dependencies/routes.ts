import { operation } from '../../../kernel/operation.ts'
import { pullRequest } from '../target.ts'
import * as store from './store.ts'
import { dependenciesInput, dependencyView } from './view.ts'

const all = '/pail/1/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/dependencies'

export const routes = [
  operation({
    id: 'pullrequests.dependencies.list',
    route: `GET ${all}`,
    summary: 'List the pull requests that one stands on, named or stacked below it',
    scope: ['pullrequest', 'read:pullrequest:bitbucket'],
    on: pullRequest('read'),
    shows: dependencyView.array,
    handle: ({ db, on }) => store.list(db, on.pullRequest),
  }),
  operation({
    id: 'pullrequests.dependencies.update',
    route: `PUT ${all}`,
    summary: 'Name the pull requests that one stands on, instead of those that were named before',
    scope: ['pullrequest:write', 'read:pullrequest:bitbucket', 'write:pullrequest:bitbucket'],
    on: pullRequest('write'),
    body: dependenciesInput,
    shows: dependencyView.array,
    handle: async ({ db, on, body }) => {
      await store.replace(
        db,
        on.pullRequest,
        body.dependencies.map(({ id }) => id),
      )
      return store.list(db, on.pullRequest)
    },
  }),
]
