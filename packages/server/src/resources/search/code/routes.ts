import { type Operation, operation } from '../../../kernel/operation.ts'
import type { Target } from '../../../kernel/target.ts'
import { PAGING, searchCode } from './find.ts'
import { codeSearchQuery } from './query.ts'
import { inTeam, inWorkspace, ofUser, type Within } from './target.ts'
import { resultPageView } from './view.ts'

export const routes: readonly Operation[] = [
  searching('workspace', '/2.0/workspaces/{workspace}/search/code', inWorkspace),
  searching('team', '/2.0/teams/{username}/search/code', inTeam),
  searching('user', '/2.0/users/{selected_user}/search/code', ofUser),
]

function searching(level: string, path: string, on: Target<Within>): Operation {
  return operation({
    id: `search.code.${level}`,
    route: `GET ${path}`,
    summary: `Search the code in the repositories of a ${level}`,
    scope: ['repository', 'read:repository:bitbucket'],
    on,
    query: codeSearchQuery,
    paging: PAGING,
    shows: resultPageView,
    deprecated: true,
    handle: call => searchCode(call),
  })
}
