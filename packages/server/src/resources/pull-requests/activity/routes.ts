import { operation } from '../../../kernel/operation.ts'
import { repository } from '../../repositories/target.ts'
import { pullRequest } from '../target.ts'
import * as store from './store.ts'
import { activityView } from './view.ts'

const all = '/2.0/repositories/{workspace}/{repo_slug}/pullrequests'
const scope = ['pullrequest', 'read:pullrequest:bitbucket']
const paging = { pagelen: 20, max: 50, style: 'iterator' } as const

export const routes = [
  operation({
    id: 'pullrequests.activity.listAll',
    route: `GET ${all}/activity`,
    summary: 'List what was done about the pull requests of a repository',
    scope,
    on: repository('read'),
    shows: activityView.list,
    paging,
    handle: ({ db, on, page }) => store.listAll(db, on, page),
  }),
  operation({
    id: 'pullrequests.activity.list',
    route: `GET ${all}/{pull_request_id}/activity`,
    summary: 'List what was done about a pull request: comments, updates, approvals, requests for changes',
    scope,
    on: pullRequest('read'),
    shows: activityView.list,
    paging,
    handle: ({ db, on, page }) => store.list(db, on.pullRequest, page),
  }),
]
