import type { Db } from '../../../db/tables/index.ts'
import { noteActivity } from '../activity.ts'
import { announce } from '../announce.ts'
import { takePart } from '../participants.ts'
import { countComments } from '../store.ts'
import type { Comment } from './comment.ts'

/** What follows when others can see a comment for the first time. */
export async function publishComment(tx: Db, comment: Comment): Promise<void> {
  const { pullRequest, userUuid: actor, id, createdOn: at } = comment
  await countComments(tx, pullRequest, 1)
  await takePart(tx, pullRequest, actor, at)
  await noteActivity(tx, pullRequest, { kind: 'comment', actor, data: { comment: id }, at })
  await tell(tx, comment, 'created', { actor, date: at })
}

/** Tells of what was done with a comment. */
export const tell = (
  tx: Db,
  { pullRequest, id }: Comment,
  what: 'created' | 'updated' | 'deleted' | 'resolved' | 'reopened',
  by: { actor: string; date: string },
): Promise<void> => announce(tx, `pullrequest:comment_${what}`, pullRequest, { ...by, comment: id })
