import type { Db } from '../../../db/tables/index.ts'
import type { Known } from '../../../kernel/actor.ts'
import { now } from '../../../kernel/clock.ts'
import { refuseRemoval, unknownComment } from '../../commits/comments/said.ts'
import { forgetComment } from '../activity.ts'
import { countComments, touch } from '../store.ts'
import { publishTasksOn } from '../tasks/publish.ts'
import { leaveComment } from '../tasks/store.ts'
import { type Comment, type CommentChange, refuseOrphan, removed, reopened, resolved, withChange } from './comment.ts'
import { publishComment, tell } from './publish.ts'
import * as store from './store.ts'

/** Lets its author say something else, or publish what was pending. */
export async function changeComment(tx: Db, comment: Comment, actor: Known, change: CommentChange): Promise<Comment> {
  const by = { actor: actor.uuid, date: now() }
  const after = await store.save(tx, withChange(comment, change, { ...by, at: by.date }))
  if (!after.isPending && comment.isPending) {
    refuseOrphan(await parentOf(tx, comment))
    await publishComment(tx, after)
    await publishTasksOn(tx, after)
  } else if (!after.isPending) {
    await touch(tx, after.pullRequest, by.date)
    await tell(tx, after, 'updated', by)
  }
  return after
}

/** Takes a comment away; of one that has answers what holds them together stays. */
export async function removeComment(tx: Db, comment: Comment, actor: Known, isAdmin: boolean): Promise<void> {
  if (comment.isDeleted) throw unknownComment(String(comment.id))
  refuseRemoval(comment, actor.uuid, isAdmin)
  const date = now()
  await fade(tx, await store.save(tx, removed(comment, date)))
  if (comment.isPending) return
  await countComments(tx, comment.pullRequest, -1)
  await tell(tx, comment, 'deleted', { actor: actor.uuid, date })
}

export async function resolveComment(tx: Db, comment: Comment, actor: Known): Promise<Comment> {
  const by = { actor: actor.uuid, date: now() }
  const after = await store.save(tx, resolved(comment, { userUuid: by.actor, createdOn: by.date }))
  await touch(tx, comment.pullRequest, by.date)
  await tell(tx, comment, 'resolved', by)
  return after
}

export async function reopenComment(tx: Db, comment: Comment, actor: Known): Promise<void> {
  const by = { actor: actor.uuid, date: now() }
  await store.save(tx, reopened(comment))
  await touch(tx, comment.pullRequest, by.date)
  await tell(tx, comment, 'reopened', by)
}

/** What was deleted goes when nothing answers it any more, and what it answered may go with it. */
async function fade(tx: Db, comment: Comment): Promise<void> {
  let left: Comment | undefined = comment
  while (left?.isDeleted && !(await store.hasAnswers(tx, left))) {
    await store.save(tx, { ...left, isGone: true })
    await forgetComment(tx, left.pullRequest, left.id)
    await leaveComment(tx, left.id)
    left = await parentOf(tx, left)
  }
}

const parentOf = async (tx: Db, { pullRequest, parentId }: Comment): Promise<Comment | undefined> =>
  parentId === null ? undefined : store.seekAny(tx, pullRequest, parentId)
