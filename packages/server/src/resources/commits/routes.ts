import { Lasting } from '../../kernel/answer.ts'
import { operation } from '../../kernel/operation.ts'
import { repository } from '../repositories/target.ts'
import { routes as approvals } from './approvals/routes.ts'
import { routes as comments } from './comments/routes.ts'
import { log, logInput, logQuery } from './log.ts'
import { findCommit } from './revision.ts'
import { commitView } from './view.ts'

const all = '/2.0/repositories/{workspace}/{repo_slug}/commits'
const list = {
  scope: ['repository', 'read:repository:bitbucket'],
  on: repository('read'),
  query: logQuery,
  shows: commitView.list,
  paging: { pagelen: 30, style: 'iterator' },
} as const

export const routes = [
  operation({
    ...list,
    id: 'commits.list',
    route: `GET ${all}`,
    summary: 'List the commits of a repository, or those that some of its branches have and others lack',
    handle: call => log(call),
  }),
  // Quirk: for names too long for an address there is a POST, which changes nothing.
  operation({
    ...list,
    id: 'commits.select',
    route: `POST ${all}`,
    summary: 'List commits as GET does, with the names in a form',
    body: logInput,
    safe: true,
    status: 200,
    handle: call => log(call, { body: call.body }),
  }),
  operation({
    ...list,
    id: 'commits.listFrom',
    route: `GET ${all}/{revision+}`,
    summary: 'List the commits that a branch, a tag or a commit has behind it',
    handle: call => log(call, { revision: call.params.revision }),
  }),
  operation({
    ...list,
    id: 'commits.selectFrom',
    route: `POST ${all}/{revision+}`,
    summary: 'List the commits behind a revision as GET does, with further names in a form',
    body: logInput,
    safe: true,
    status: 200,
    handle: call => log(call, { revision: call.params.revision, body: call.body }),
  }),
  operation({
    id: 'commits.get',
    route: 'GET /2.0/repositories/{workspace}/{repo_slug}/commit/{commit}',
    summary: 'Show a commit by its hash, the beginning of it, or a branch or tag',
    scope: list.scope,
    on: list.on,
    shows: commitView,
    handle: async ({ forge, on, params, signal }) => {
      const commit = await findCommit(forge, on, params.commit, signal)
      return new Lasting(commit, commit.object)
    },
  }),
  ...approvals,
  ...comments,
]
