import { Type } from 'typebox'
import { Answer } from '../../kernel/answer.ts'
import { operation } from '../../kernel/operation.ts'
import { anybody } from '../../kernel/target.ts'
import { findName } from '../commits/revision.ts'
import { repository } from '../repositories/target.ts'
import { find as findUser } from '../users/store.ts'
import { workspace } from '../workspaces/target.ts'
import { pullRequestFields } from './fields.ts'
import { isLinking } from './indexing.ts'
import { listByAuthor, listByCommit } from './listing.ts'
import { pullRequestView } from './view.ts'

const scope = ['pullrequest', 'read:pullrequest:bitbucket']
const byAuthor = {
  scope,
  query: Type.Object({ state: Type.Optional(Type.Array(Type.String())) }),
  filter: pullRequestFields,
  shows: pullRequestView.list,
  paging: { max: 50 },
} as const

/** Pull requests found from their author, or from a commit. */
export const routes = [
  operation({
    ...byAuthor,
    id: 'workspaces.pullrequests.list',
    route: 'GET /2.0/workspaces/{workspace}/pullrequests/{selected_user}',
    summary: 'List the pull requests that somebody opened in a workspace',
    on: workspace('read'),
    handle: async ({ db, actor, on, params, query: { state: states }, filter, page }) => {
      const author = await findUser(db, params.selected_user)
      return listByAuthor(db, author, { workspace: on, actor, states, filter, page })
    },
  }),
  operation({
    ...byAuthor,
    id: 'pullrequests.listByAuthor',
    route: 'GET /2.0/pullrequests/{selected_user}',
    summary: 'List the pull requests that somebody opened anywhere',
    on: anybody,
    deprecated: true,
    removed: 'CHANGE-2770',
    handle: async ({ db, actor, params, query: { state: states }, filter, page }) => {
      const author = await findUser(db, params.selected_user)
      return listByAuthor(db, author, { actor, states, filter, page })
    },
  }),
  operation({
    id: 'commits.pullrequests.list',
    route: 'GET /2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/pullrequests',
    summary: 'List the pull requests that bring or brought a commit; 202 while some are not looked through',
    scope,
    on: repository('read'),
    shows: pullRequestView.list,
    status: [200, 202],
    paging: { pagelen: 30 },
    handle: async ({ db, forge, on, params, page, signal }) => {
      const commit = await findName(forge, on, params.commit, signal)
      const found = await listByCommit(db, commit, page)
      return new Answer(found, { status: (await isLinking(db, on)) ? 202 : 200 })
    },
  }),
]
