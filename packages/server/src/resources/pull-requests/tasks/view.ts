import { Type } from 'typebox'
import { links as at } from '../../../kernel/links.ts'
import { choice, count, embed, flag, links, time, untyped, type View } from '../../../kernel/view.ts'
import { parentId, raw } from '../../commits/comments/said.ts'
import { fullName } from '../../repositories/repository.ts'
import { spokenView } from '../../users/mentions/view.ts'
import { byUuids } from '../../users/store.ts'
import { actingView } from '../../users/view.ts'
import { commentReferenceView } from '../comments/view.ts'
import { TASK_STATES, type Task } from './task.ts'

export const taskView: View<Task> = untyped<Task>('pullrequest_comment_task', {
  id: count(t => t.id),
  created_on: time(t => t.createdOn),
  updated_on: time(t => t.updatedOn),
  state: choice(TASK_STATES, t => t.state),
  content: embed(
    () => spokenView,
    t => t.content,
  ),
  creator: embed(
    () => actingView,
    (t, { load }) => load(byUuids, t.creatorUuid),
  ),
  pending: flag(t => t.isPending),
  resolved_on: time(t => t.resolvedOn),
  resolved_by: embed(
    () => actingView,
    (t, { load }) => (t.resolvedByUuid === null ? null : load(byUuids, t.resolvedByUuid)),
  ),
  comment: embed(
    () => commentReferenceView,
    t => (t.commentId === null ? undefined : { pullRequest: t.pullRequest, id: t.commentId }),
  ),
  links: links({
    self: (t, { site }) => at.pullRequestTask(site, fullName(t.pullRequest.repository), t.pullRequest.id, t.id),
    html: (t, { site }) => at.pullRequestPage(site, fullName(t.pullRequest.repository), t.pullRequest.id),
  }),
})

const content = Type.Object({ raw })

export const taskInput = Type.Object({
  content,
  comment: Type.Optional(Type.Union([Type.Object({ id: parentId }), Type.Null()])),
  pending: Type.Optional(Type.Boolean()),
})

/** What is not said stays as it is. */
export const taskChange = Type.Object({
  content: Type.Optional(content),
  state: Type.Optional(Type.Union(TASK_STATES.map(state => Type.Literal(state)))),
})
