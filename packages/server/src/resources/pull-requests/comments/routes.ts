import { neededFor } from '../../../auth/permissions.ts'
import { created } from '../../../kernel/answer.ts'
import { links } from '../../../kernel/links.ts'
import { operation } from '../../../kernel/operation.ts'
import { fullName } from '../../repositories/repository.ts'
import { pullRequest } from '../target.ts'
import { changeComment, removeComment, reopenComment, resolveComment } from './change.ts'
import { commentFields } from './fields.ts'
import { makeComment } from './make.ts'
import * as store from './store.ts'
import { commentChange, commentInput, commentView, resolutionView } from './view.ts'

const all = '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments'
const one = `${all}/{comment_id}` as const
// Quirk: to write comments it is enough to be able to read.
const scope = ['pullrequest', 'read:pullrequest:bitbucket']

export const routes = [
  operation({
    id: 'pullrequests.comments.list',
    route: `GET ${all}`,
    summary: 'List the comments on a pull request and on the lines it changes',
    scope,
    on: pullRequest('read'),
    shows: commentView.list,
    filter: commentFields,
    handle: ({ db, on, actor, filter, page }) => store.list(db, on.pullRequest, { actor, filter, page }),
  }),
  operation({
    id: 'pullrequests.comments.create',
    route: `POST ${all}`,
    summary: 'Comment on a pull request, a file or lines of it, or answer a comment',
    scope,
    on: pullRequest('account'),
    body: commentInput,
    shows: commentView,
    atomic: false,
    handle: async ({ forge, site, on, user, body }) => {
      const made = await makeComment(forge, on.pullRequest, user, body)
      return created(made, links.pullRequestComment(site, fullName(on.repository), on.pullRequest.id, made.id))
    },
  }),
  operation({
    id: 'pullrequests.comments.get',
    route: `GET ${one}`,
    summary: 'Show a comment on a pull request',
    scope,
    on: pullRequest('read'),
    shows: commentView,
    handle: ({ db, on, params, actor }) => store.find(db, on.pullRequest, params.comment_id, actor),
  }),
  operation({
    id: 'pullrequests.comments.update',
    route: `PUT ${one}`,
    summary: 'Change what a comment on a pull request says, or publish a pending one',
    scope,
    on: pullRequest('account'),
    body: commentChange,
    shows: commentView,
    handle: async ({ db, on, params, user, body }) =>
      changeComment(db, await store.find(db, on.pullRequest, params.comment_id, user), user, body),
  }),
  operation({
    id: 'pullrequests.comments.delete',
    route: `DELETE ${one}`,
    summary: 'Delete a comment on a pull request; one with answers stays without its text',
    scope,
    on: pullRequest('account'),
    handle: async ({ db, on, params, user }) => {
      const comment = await store.find(db, on.pullRequest, params.comment_id, user)
      await removeComment(db, comment, user, on.rank >= neededFor('admin'))
    },
  }),
  operation({
    id: 'pullrequests.comments.resolve',
    route: `POST ${one}/resolve`,
    summary: 'Call the discussion that a comment began settled',
    scope,
    on: pullRequest('account'),
    shows: resolutionView,
    status: 200,
    handle: async ({ db, on, params, user }) => {
      const comment = await store.find(db, on.pullRequest, params.comment_id, user)
      return (await resolveComment(db, comment, user)).resolution!
    },
  }),
  operation({
    id: 'pullrequests.comments.reopen',
    route: `DELETE ${one}/resolve`,
    summary: 'Go on with a discussion that was called settled',
    scope,
    on: pullRequest('account'),
    handle: async ({ db, on, params, user }) =>
      reopenComment(db, await store.find(db, on.pullRequest, params.comment_id, user), user),
  }),
]
