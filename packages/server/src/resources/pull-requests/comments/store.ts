import { inOrder, matching, paginate } from '@pail/db'
import type { Db } from '../../../db/tables/index.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { idIn, unknownComment } from '../../commits/comments/said.ts'
import type { PullRequest } from '../pull-request.ts'
import { type Asking, isSeenBy, OLDEST_FIRST } from '../said.ts'
import { byUuids as pullRequestsByUuids } from '../store.ts'
import type { Comment } from './comment.ts'
import { commentFields } from './fields.ts'
import { fromRow, toRow } from './row.ts'

/** Those that the caller sees. */
export const list = (db: Db, pullRequest: PullRequest, { actor, filter: { query, sort }, page }: Asking) =>
  paginate(
    seen(db, pullRequest, actor)
      .innerJoin('users', 'users.uuid', 'pull_request_comments.user_uuid')
      .where(matching(query, commentFields))
      .$call(inOrder(sort ?? OLDEST_FIRST, commentFields, 'pull_request_comments.id')),
    page,
    row => fromRow(row, pullRequest),
  )

/** By what a path says, which may be anything. */
export async function find(db: Db, pullRequest: PullRequest, text: string, actor: Actor): Promise<Comment> {
  const comment = await seek(db, pullRequest, idIn(text), actor)
  if (!comment) throw unknownComment(text)
  return comment
}

export async function seek(db: Db, pullRequest: PullRequest, id: number, actor: Actor): Promise<Comment | undefined> {
  const row = await seen(db, pullRequest, actor).where('pull_request_comments.id', '=', id).executeTakeFirst()
  return row && fromRow(row, pullRequest)
}

/** Whatever became of it, also where nobody sees it any more. */
export async function seekAny(db: Db, pullRequest: PullRequest, id: number): Promise<Comment | undefined> {
  const row = await held(db, pullRequest).where('pull_request_comments.id', '=', id).executeTakeFirst()
  return row && fromRow(row, pullRequest)
}

/** Whether the comment is one on another pull request of the repository. */
export async function isElsewhere(db: Db, { repository, uuid }: PullRequest, id: number): Promise<boolean> {
  const row = await db
    .selectFrom('pull_request_comments')
    .where('id', '=', id)
    .where('repository_uuid', '=', repository.uuid)
    .where('pull_request_uuid', '!=', uuid)
    .where('is_pending', '=', 0)
    .where('is_gone', '=', 0)
    .select('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Those of the ids that everybody sees who sees the pull request; for embedding. */
export async function publishedByIds(db: Db, ids: readonly string[]): Promise<Map<string, Comment>> {
  const rows = await db
    .selectFrom('pull_request_comments')
    .where('id', 'in', ids.map(Number))
    .where('is_pending', '=', 0)
    .selectAll()
    .execute()
  const around =
    rows.length > 0
      ? await pullRequestsByUuids(
          db,
          rows.map(row => row.pull_request_uuid),
        )
      : new Map()
  return new Map(rows.map(row => [String(row.id), fromRow(row, around.get(row.pull_request_uuid)!)]))
}

export async function hasAnswers(db: Db, { id }: Comment): Promise<boolean> {
  const row = await db
    .selectFrom('pull_request_comments')
    .where('parent_id', '=', id)
    .where('is_gone', '=', 0)
    .select('id')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** How many discussions nobody has called settled, of those that can be: on the diff, and published. */
export async function countUnresolved(db: Db, pullRequest: PullRequest): Promise<number> {
  const { open } = await db
    .selectFrom('pull_request_comments')
    .where('pull_request_uuid', '=', pullRequest.uuid)
    .where('parent_id', 'is', null)
    .where('path', 'is not', null)
    .where('resolved_on', 'is', null)
    .where('is_pending', '=', 0)
    .where('is_gone', '=', 0)
    .select(eb => eb.fn.countAll<number>().as('open'))
    .executeTakeFirstOrThrow()
  return open
}

export async function create(tx: Db, comment: Comment): Promise<Comment> {
  await tx.insertInto('pull_request_comments').values(toRow(comment)).execute()
  return comment
}

export async function save(tx: Db, comment: Comment): Promise<Comment> {
  await tx.updateTable('pull_request_comments').set(toRow(comment)).where('id', '=', comment.id).execute()
  return comment
}

const held = (db: Db, { uuid }: PullRequest) =>
  db
    .selectFrom('pull_request_comments')
    .where('pull_request_comments.pull_request_uuid', '=', uuid)
    .selectAll('pull_request_comments')

/** What is pending is its author's alone. */
const seen = (db: Db, pullRequest: PullRequest, actor: Actor) =>
  held(db, pullRequest)
    .where('pull_request_comments.is_gone', '=', 0)
    .where(isSeenBy(actor, 'pull_request_comments.user_uuid', 'pull_request_comments.is_pending'))
