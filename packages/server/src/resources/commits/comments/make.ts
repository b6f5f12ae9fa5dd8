import { invalid } from '@pail/failures'
import type { Static } from 'typebox'
import type { Db } from '../../../db/tables/index.ts'
import type { Known } from '../../../kernel/actor.ts'
import { now } from '../../../kernel/clock.ts'
import { countOn } from '../../../kernel/count-on.ts'
import { publish } from '../../../kernel/events.ts'
import type { CommitName } from '../commit.ts'
import { type Comment, newComment } from './comment.ts'
import { blanked, refuseRemoval, unknownComment } from './said.ts'
import * as store from './store.ts'
import type { commentInput } from './view.ts'

type Input = Static<typeof commentInput>

export async function makeComment(tx: Db, commit: CommitName, actor: Known, input: Input): Promise<Comment> {
  const parent = input.parent ? await parentOf(tx, commit, input.parent.id) : undefined
  const id = await countOn(tx, 'comments')
  const comment = newComment({ id, commit, userUuid: actor.uuid, createdOn: now() }, input, parent)
  await store.create(tx, comment)
  await publish(tx, 'repo:commit_comment_created', {
    repository: commit.repository.uuid,
    commit: commit.hash,
    comment: id,
    actor: actor.uuid,
  })
  return comment
}

/** One that is elsewhere in the repository is a mistake; of those beyond nothing is told. */
async function parentOf(tx: Db, commit: CommitName, id: number): Promise<Comment> {
  const place = await store.placeOf(tx, commit, id)
  if (place === undefined) throw unknownComment(String(id))
  const complaint = 'the comment is on another commit'
  if (place !== commit.hash) throw invalid('parent', complaint)
  return store.find(tx, commit, String(id))
}

/** Takes a comment away; of one that has answers what holds them together stays. */
export async function removeComment(tx: Db, comment: Comment, actor: Known, isAdmin: boolean): Promise<void> {
  refuseRemoval(comment, actor.uuid, isAdmin)
  if (await store.hasAnswers(tx, comment)) await store.save(tx, blanked(comment, now()))
  else await store.remove(tx, comment)
}
