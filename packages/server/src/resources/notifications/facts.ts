import type { Db } from '../../db/tables/index.ts'
import type { Happening } from '../../kernel/events.ts'
import type { Comment } from '../pull-requests/comments/comment.ts'
import * as comments from '../pull-requests/comments/store.ts'
import * as participants from '../pull-requests/participants.ts'
import type { PullRequest } from '../pull-requests/pull-request.ts'
import * as pullRequests from '../pull-requests/store.ts'
import { mentionsIn } from '../users/mentions/mentions.ts'
import { named, watchersOf } from './people.ts'
import type { Facts } from './reason.ts'

/** As the slices that own them announce these events. */
interface Told {
  repository: string
  pull_request: number
  actor: string
  comment?: number
  changes?: readonly string[]
  reviewers_added?: readonly string[]
}

/** What happened to which pull request, with all that decides who is told of it. */
export interface Occasion {
  pullRequest: PullRequest
  comment: Comment | undefined
  facts: Facts
}

/** Nothing where what happened is gone by now. */
export async function occasionOf(db: Db, { key, payload }: Happening): Promise<Occasion | undefined> {
  const told = payload as unknown as Told
  const pullRequest = await pullRequests.seek(db, { uuid: told.repository }, told.pull_request)
  if (!pullRequest) return undefined
  const comment = await commentIn(db, told)
  if (told.comment !== undefined && !comment) return undefined
  return { pullRequest, comment, facts: await factsOf(db, key, told, { pullRequest, comment }) }
}

async function commentIn(db: Db, { comment: id }: Told): Promise<Comment | undefined> {
  if (id === undefined) return undefined
  const found = (await comments.publishedByIds(db, [String(id)])).get(String(id))
  return found?.isDeleted || found?.isGone ? undefined : found
}

async function factsOf(
  db: Db,
  key: string,
  told: Told,
  { pullRequest, comment }: Pick<Occasion, 'pullRequest' | 'comment'>,
): Promise<Facts> {
  const all = await participants.list(db, pullRequest)
  const text = comment ? comment.content : pullRequest.description
  return {
    key,
    actor: told.actor,
    author: pullRequest.authorUuid,
    isDraft: pullRequest.isDraft,
    reviewers: all.filter(one => one.role === 'REVIEWER').map(one => one.userUuid),
    watchers: await watchersOf(db, pullRequest.repository),
    added: told.reviewers_added ?? [],
    isReadyNow: told.changes?.includes('draft') ?? false,
    discussing: comment ? await discussing(db, comment) : [],
    mentioned: await named(db, mentionsIn(text)),
  }
}

/** Everybody who spoke in a discussion, wherever in it the comment stands. */
async function discussing(db: Db, { id, parentId, pullRequest }: Comment): Promise<string[]> {
  if (parentId === null) return []
  const rows = await db
    .selectFrom('pull_request_comments')
    .where('pull_request_uuid', '=', pullRequest.uuid)
    .where('is_pending', '=', 0)
    .select(['id', 'parent_id', 'user_uuid'])
    .execute()
  const byId = new Map(rows.map(row => [row.id, row]))
  const answers = Map.groupBy(rows, row => row.parent_id)
  let first = byId.get(id)
  while (first?.parent_id != null) first = byId.get(first.parent_id)
  const discussion = first ? [first] : []
  // Grows while it is walked.
  for (const one of discussion) discussion.push(...(answers.get(one.id) ?? []))
  return [...new Set(discussion.map(row => row.user_uuid))]
}
