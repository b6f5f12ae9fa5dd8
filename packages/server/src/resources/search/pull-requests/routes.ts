import { Type } from 'typebox'
import { operation } from '../../../kernel/operation.ts'
import { anybody } from '../../../kernel/target.ts'
import { queryInput } from '../asked.ts'
import { search } from './store.ts'
import { foundPullRequestView } from './view.ts'
import { wantedBy } from './wanted.ts'

const text = Type.Optional(Type.String())

export const routes = [
  operation({
    id: 'search.pullrequests',
    route: 'GET /pail/1/search/pullrequests',
    summary:
      'Find pull requests by title, number, branch, author or description, those first that fit best; 200 at most',
    scope: ['pullrequest', 'read:pullrequest:bitbucket'],
    on: anybody,
    query: Type.Object({
      query: queryInput,
      workspace: text,
      project: text,
      repository: text,
      state: Type.Optional(Type.Array(Type.String())),
      author: text,
      reviewer: text,
      source: text,
      destination: text,
    }),
    shows: foundPullRequestView.list,
    paging: { max: 50 },
    handle: async ({ db, actor, query, page }) => search(db, actor, await wantedBy(db, actor, query), page),
  }),
]
