import { operation } from '../../kernel/operation.ts'
import { statusFields } from '../commit-statuses/fields.ts'
import { list as listStatuses } from '../commit-statuses/store.ts'
import { statusView } from '../commit-statuses/view.ts'
import { commitView } from '../commits/view.ts'
import { commitsOf } from './commits.ts'
import { type Comparison, leadTo } from './comparisons.ts'
import { pullRequest, shownPullRequest } from './target.ts'

const one = '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}'
const scope = ['pullrequest', 'read:pullrequest:bitbucket']

const leading = (id: string, part: string, { what, summary }: { what: Comparison; summary: string }) =>
  operation({
    id: `pullrequests.${id}`,
    route: `GET ${one}/${part}`,
    summary,
    scope,
    on: pullRequest('read'),
    status: 302,
    handle: async ({ on, site, request }) => leadTo(what, on.pullRequest, { site, request }),
  })

/** What there is between the two sides of a pull request. */
export const routes = [
  operation({
    id: 'pullrequests.commits.list',
    route: `GET ${one}/commits`,
    summary: 'List the commits that a pull request brings, newest first; none when the branch of an open one is gone',
    scope,
    on: shownPullRequest,
    shows: commitView.list,
    paging: { style: 'iterator' },
    handle: ({ forge, on, page, signal }) => commitsOf(forge, on, { page, signal }),
  }),
  operation({
    id: 'pullrequests.statuses.list',
    route: `GET ${one}/statuses`,
    summary: 'List the statuses of the newest commit of a pull request that count for its branch',
    scope,
    on: pullRequest('read'),
    filter: statusFields,
    shows: statusView.list,
    paging: { pagelen: 30 },
    handle: ({ db, on: { pullRequest, repository }, filter, page }) => {
      const { hash, branch } = pullRequest.source
      return listStatuses(db, { commit: { repository, hash }, refname: branch }, filter, page)
    },
  }),
  leading('diff.get', 'diff', { what: 'diff', summary: 'Lead to what a pull request changes, as a diff' }),
  leading('diffstat.list', 'diffstat', { what: 'diffstat', summary: 'Lead to the files that a pull request changes' }),
  leading('patch.get', 'patch', {
    what: 'patch',
    summary: 'Lead to the commits of a pull request as mails for git am',
  }),
  leading('conflicts.list', 'conflicts', {
    what: 'file-conflicts',
    summary: 'Lead to the files that stand in the way of merging a pull request',
  }),
]
