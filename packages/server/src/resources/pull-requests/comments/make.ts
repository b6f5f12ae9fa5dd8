import { invalid } from '@pail/failures'
import type { Static } from 'typebox'
import type { Db } from '../../../db/tables/index.ts'
import type { Known } from '../../../kernel/actor.ts'
import { now } from '../../../kernel/clock.ts'
import { countOn } from '../../../kernel/count-on.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { asInline } from '../../commits/comments/inline.ts'
import { unknownComment } from '../../commits/comments/said.ts'
import type { PullRequest } from '../pull-request.ts'
import { seek } from '../store.ts'
import { type Comment, newComment } from './comment.ts'
import { follow } from './follow.ts'
import type { Place } from './positions/place.ts'
import { keepSeen, see } from './positions/see.ts'
import { publishComment } from './publish.ts'
import * as store from './store.ts'
import type { commentInput } from './view.ts'

type Input = Static<typeof commentInput>

interface Making {
  actor: Known
  input: Input
  place: Place | null
}

/** Says something about a pull request, a file or lines of it, or answers what somebody said. */
export async function makeComment(
  forge: Forge,
  pullRequest: PullRequest,
  actor: Known,
  input: Input,
): Promise<Comment> {
  const isOnFile = input.inline && !input.parent
  const place = isOnFile ? await see(forge, pullRequest, asInline(input.inline!)) : null
  if (place) await keepSeen(forge, pullRequest, place)
  const made = await forge.database.transact(tx => write(tx, pullRequest, { actor, input, place }))
  return place ? followed(forge, made) : made
}

/** A push may have come while it was written, and nobody have found the comment yet. */
async function followed(forge: Forge, made: Comment): Promise<Comment> {
  const { repository, id, source, destination } = made.pullRequest
  const present = await seek(forge.database.reader, repository, id)
  if (!present || (present.source.hash === source.hash && present.destination.hash === destination.hash)) return made
  await follow(forge, present)
  return (await store.seekAny(forge.database.reader, present, made.id)) ?? made
}

async function write(tx: Db, pullRequest: PullRequest, { actor, input, place }: Making): Promise<Comment> {
  const parent = input.parent ? await parentOf(tx, pullRequest, input.parent.id, actor) : undefined
  const id = await countOn(tx, 'comments')
  const made = { id, pullRequest, userUuid: actor.uuid, createdOn: now(), place }
  const comment = newComment(made, { content: input.content.raw, isPending: input.pending ?? false }, parent)
  await store.create(tx, comment)
  if (!comment.isPending) await publishComment(tx, comment)
  return comment
}

/**
 * Quirk: upstream may make an answer to nothing a comment of its own. Here the text stays with its writer, who learns
 * that the one it was meant for is not there.
 */
async function parentOf(tx: Db, pullRequest: PullRequest, id: number, actor: Known): Promise<Comment> {
  const parent = await store.seek(tx, pullRequest, id, actor)
  if (parent) return parent
  if (!(await store.isElsewhere(tx, pullRequest, id))) throw unknownComment(String(id))
  const complaint = 'the comment is on another pull request'
  throw invalid('parent', complaint)
}
