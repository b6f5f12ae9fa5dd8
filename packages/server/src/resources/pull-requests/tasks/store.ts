import { inOrder, matching, paginate } from '@pail/db'
import { NotFound } from '@pail/failures'
import type { Db, PullRequestTaskRow } from '../../../db/tables/index.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { idIn } from '../../commits/comments/said.ts'
import type { PullRequest } from '../pull-request.ts'
import { type Asking, isSeenBy, OLDEST_FIRST } from '../said.ts'
import { taskFields } from './fields.ts'
import type { Task } from './task.ts'

/** Those that the caller sees. */
export const list = (db: Db, pullRequest: PullRequest, { actor, filter: { query, sort }, page }: Asking) =>
  paginate(
    seen(db, pullRequest, actor)
      .innerJoin('users', 'users.uuid', 'pull_request_tasks.creator_uuid')
      .where(matching(query, taskFields))
      .$call(inOrder(sort ?? OLDEST_FIRST, taskFields, 'pull_request_tasks.id')),
    page,
    row => fromRow(row, pullRequest),
  )

/** By what a path says, which may be anything. */
export async function find(db: Db, pullRequest: PullRequest, text: string, actor: Actor): Promise<Task> {
  const row = await seen(db, pullRequest, actor).where('pull_request_tasks.id', '=', idIn(text)).executeTakeFirst()
  if (!row) throw new NotFound(text.slice(0, 100))
  return fromRow(row, pullRequest)
}

/** What its creator holds back on a comment. */
export async function listPending(
  db: Db,
  pullRequest: PullRequest,
  { id, userUuid }: { id: number; userUuid: string },
): Promise<Task[]> {
  const rows = await held(db, pullRequest)
    .where('pull_request_tasks.comment_id', '=', id)
    .where('pull_request_tasks.creator_uuid', '=', userUuid)
    .where('pull_request_tasks.is_pending', '=', 1)
    .execute()
  return rows.map(row => fromRow(row, pullRequest))
}

export async function create(tx: Db, task: Task): Promise<Task> {
  await tx.insertInto('pull_request_tasks').values(toRow(task)).execute()
  return task
}

export async function save(tx: Db, task: Task): Promise<Task> {
  await tx.updateTable('pull_request_tasks').set(toRow(task)).where('id', '=', task.id).execute()
  return task
}

export async function remove(tx: Db, { id }: Task): Promise<void> {
  await tx.deleteFrom('pull_request_tasks').where('id', '=', id).execute()
}

/** Keeps what came up in a comment that nobody sees any more. */
export async function leaveComment(tx: Db, commentId: number): Promise<void> {
  await tx.updateTable('pull_request_tasks').set({ comment_id: null }).where('comment_id', '=', commentId).execute()
}

const held = (db: Db, { uuid }: PullRequest) =>
  db
    .selectFrom('pull_request_tasks')
    .where('pull_request_tasks.pull_request_uuid', '=', uuid)
    .selectAll('pull_request_tasks')

/** What is pending is its creator's alone. */
const seen = (db: Db, pullRequest: PullRequest, actor: Actor) =>
  held(db, pullRequest).where(isSeenBy(actor, 'pull_request_tasks.creator_uuid', 'pull_request_tasks.is_pending'))

const toRow = (task: Task): PullRequestTaskRow => ({
  id: task.id,
  repository_uuid: task.pullRequest.repository.uuid,
  pull_request_uuid: task.pullRequest.uuid,
  creator_uuid: task.creatorUuid,
  comment_id: task.commentId,
  content: task.content,
  state: task.state,
  is_pending: task.isPending ? 1 : 0,
  resolved_by_uuid: task.resolvedByUuid,
  resolved_on: task.resolvedOn,
  created_on: task.createdOn,
  updated_on: task.updatedOn,
})

const fromRow = (row: PullRequestTaskRow, pullRequest: PullRequest): Task => ({
  id: row.id,
  pullRequest,
  creatorUuid: row.creator_uuid,
  commentId: row.comment_id,
  content: row.content,
  state: row.state,
  isPending: row.is_pending === 1,
  resolvedByUuid: row.resolved_by_uuid,
  resolvedOn: row.resolved_on,
  createdOn: row.created_on,
  updatedOn: row.updated_on,
})
