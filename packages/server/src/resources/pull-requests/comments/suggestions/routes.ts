import { Type } from 'typebox'
import { created } from '../../../../kernel/answer.ts'
import { links } from '../../../../kernel/links.ts'
import { operation } from '../../../../kernel/operation.ts'
import { commitView } from '../../../commits/view.ts'
import { fullName } from '../../../repositories/repository.ts'
import { repository } from '../../../repositories/target.ts'
import { pullRequest } from '../../target.ts'
import * as store from '../store.ts'
import { applySuggestion, refuseUnsuitable } from './apply.ts'

const one = '/pail/1/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments/{comment_id}'

const body = Type.Object({
  message: Type.Optional(Type.String({ minLength: 1, maxLength: 131_072, pattern: '\\S' })),
  /** Which one, from 0 on, where the comment holds several. */
  index: Type.Optional(Type.Integer({ minimum: 0 })),
})

export const routes = [
  operation({
    id: 'pullrequests.comments.suggestion.apply',
    route: `POST ${one}/suggestion`,
    summary: 'Commit the lines that a comment suggests to the source branch',
    scope: ['pullrequest', 'repository:write', 'read:pullrequest:bitbucket', 'write:repository:bitbucket'],
    on: pullRequest('account'),
    body,
    shows: commitView,
    atomic: false,
    handle: async ({ db, forge, site, on, params, user: actor, body, signal }) => {
      const comment = await store.find(db, on.pullRequest, params.comment_id, actor)
      refuseUnsuitable(comment)
      const source = { workspace: '{}', repo_slug: on.pullRequest.source.repositoryUuid ?? '' }
      const into = await repository('write').load({ db, actor, params: source })
      const { index, message } = body
      const commit = await applySuggestion(forge, { comment, actor, repository: into, index, message, signal })
      return created(commit, links.commit(site, fullName(into), commit.object.hash))
    },
  }),
]
