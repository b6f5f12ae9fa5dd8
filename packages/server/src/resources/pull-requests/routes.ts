import { Type } from 'typebox'
import { created } from '../../kernel/answer.ts'
import { links } from '../../kernel/links.ts'
import { operation } from '../../kernel/operation.ts'
import { fullName } from '../repositories/repository.ts'
import { repository } from '../repositories/target.ts'
import { routes as activity } from './activity/routes.ts'
import { changePullRequest, refuseChange } from './change.ts'
import { declinePullRequest } from './decline.ts'
import { routes as elsewhere } from './elsewhere-routes.ts'
import { pullRequestFields } from './fields.ts'
import { declineInput, pullRequestChange, pullRequestInput } from './input.ts'
import { list } from './listing.ts'
import { makePullRequest } from './make.ts'
import { routes as sides } from './side-routes.ts'
import { pullRequest, reachedRepository, shownPullRequest } from './target.ts'
import { routes as verdicts } from './verdict-routes.ts'
import { pullRequestView } from './view.ts'

const all = '/2.0/repositories/{workspace}/{repo_slug}/pullrequests'
const one = `${all}/{pull_request_id}` as const
const reading = ['pullrequest', 'read:pullrequest:bitbucket']
const writing = ['pullrequest:write', 'read:pullrequest:bitbucket', 'write:pullrequest:bitbucket']

export const routes = [
  operation({
    id: 'pullrequests.list',
    route: `GET ${all}`,
    summary: 'List the pull requests of a repository: those that are open, unless `state` or `q` asks for others',
    scope: reading,
    on: repository('read'),
    query: Type.Object({ state: Type.Optional(Type.Array(Type.String())) }),
    filter: pullRequestFields,
    shows: pullRequestView.list,
    paging: { max: 50 },
    handle: ({ db, actor, on, query: { state: states }, filter, page }) =>
      list(db, on, { actor, states, filter, page }),
  }),
  operation({
    id: 'pullrequests.create',
    route: `POST ${all}`,
    summary: 'Open a pull request, or change the one that is open between the same two branches',
    scope: writing,
    on: reachedRepository,
    body: pullRequestInput,
    shows: pullRequestView,
    atomic: false,
    handle: async ({ forge, user: actor, on: { repository: on, rank }, body, site }) => {
      const made = await makePullRequest({ forge, actor, on, rank }, body)
      return created(made, links.pullRequest(site, fullName(on), made.id))
    },
  }),
  ...activity,
  operation({
    id: 'pullrequests.get',
    route: `GET ${one}`,
    summary: 'Show a pull request',
    scope: reading,
    on: shownPullRequest,
    shows: pullRequestView,
    handle: async ({ on }) => on,
  }),
  operation({
    id: 'pullrequests.update',
    route: `PUT ${one}`,
    summary: 'Change a pull request that is open; what is left out stays',
    scope: writing,
    on: pullRequest('account'),
    body: pullRequestChange,
    shows: pullRequestView,
    atomic: false,
    handle: async ({ forge, user: actor, on, body }) => {
      refuseChange({ actor, rank: on.rank }, on.pullRequest)
      return changePullRequest({ forge, actor }, on.pullRequest, body)
    },
  }),
  operation({
    id: 'pullrequests.decline',
    route: `POST ${one}/decline`,
    summary: 'Close a pull request without the change, perhaps saying why',
    scope: writing,
    on: pullRequest('account'),
    body: declineInput,
    shows: pullRequestView,
    status: 200,
    handle: async ({ db, user: actor, on, body }) => {
      refuseChange({ actor, rank: on.rank }, on.pullRequest)
      return declinePullRequest(db, on.pullRequest, actor, body.message ?? '')
    },
  }),
  ...verdicts,
  ...sides,
  ...elsewhere,
]
