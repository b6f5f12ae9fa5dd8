import { Answer } from '../../../kernel/answer.ts'
import { links } from '../../../kernel/links.ts'
import { operation } from '../../../kernel/operation.ts'
import { fullName } from '../../repositories/repository.ts'
import { waitForBuilds } from '../queue/auto.ts'
import { pullRequest } from '../target.ts'
import { pullRequestView } from '../view.ts'
import { checksOf } from './checks.ts'
import { asked, merged, taskOf } from './outcome.ts'
import { checksView, mergeInput, mergeQuery, taskView } from './view.ts'

const one = '/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}'

export const routes = [
  operation({
    id: 'pullrequests.merge',
    route: `POST /2.0${one}/merge`,
    summary: 'Merge a pull request, at once or while the caller does something else',
    scope: ['pullrequest:write', 'read:pullrequest:bitbucket', 'write:pullrequest:bitbucket'],
    on: pullRequest('write'),
    query: mergeQuery,
    body: mergeInput,
    shows: pullRequestView,
    status: [200, 202],
    atomic: false,
    handle: async ({ forge, site, on, user, body, query }) => {
      const wish = { actor: user, asked: asked(body, on.pullRequest) }
      const waiting = await waitForBuilds(forge, on.pullRequest, wish)
      const outcome = waiting ? { task: waiting } : await merged(forge, on, { ...wish, isAsync: query.async ?? false })
      if ('pullRequest' in outcome) return outcome.pullRequest
      const location = links.mergeTask(site, fullName(on.repository), on.pullRequest.id, outcome.task)
      return new Answer(undefined, { status: 202, headers: { location } })
    },
  }),
  operation({
    id: 'pullrequests.mergeTasks.get',
    route: `GET /2.0${one}/merge/task-status/{task_id}`,
    summary: 'Show how far a merge is; where nothing came of it, the answer is what the merge would have said',
    scope: ['pullrequest', 'read:pullrequest:bitbucket'],
    on: pullRequest('read'),
    shows: taskView,
    handle: ({ db, on, params }) => taskOf(db, on, params.task_id),
  }),
  operation({
    id: 'pullrequests.checks.get',
    route: `GET /pail/1${one}/merge-checks`,
    summary: 'Show whether a pull request can be merged now, and what stands in the way',
    scope: ['pullrequest', 'read:pullrequest:bitbucket'],
    on: pullRequest('read'),
    shows: checksView,
    handle: ({ forge, on, actor, signal }) => checksOf(forge, on.pullRequest, { actor, signal }),
  }),
]
