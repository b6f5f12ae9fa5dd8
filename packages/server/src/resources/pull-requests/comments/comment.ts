import { Conflict, Forbidden, invalid, NotFound } from '@pail/failures'
import { asContent, blanked, changed, refuseChange, type Said } from '../../commits/comments/said.ts'
import type { PullRequest } from '../pull-request.ts'
import type { Place } from './positions/place.ts'

/** Who called a discussion settled, and when. */
export interface Resolution {
  userUuid: string
  createdOn: string
}

/** What somebody said about a pull request. */
export interface Comment extends Said {
  pullRequest: PullRequest
  parentId: number | null
  place: Place | null
  /** Part of a review that is not published: only its author sees it. */
  isPending: boolean
  /** Nothing that is there answers it, so that nobody sees it any more. */
  isGone: boolean
  resolution: Resolution | null
  createdOn: string
}

type Made = Pick<Comment, 'id' | 'pullRequest' | 'userUuid' | 'createdOn' | 'place'>

/** An answer is about the same place as what it answers, and is published no earlier. */
export function newComment(
  made: Made,
  { content, isPending }: { content: string; isPending: boolean },
  parent: Comment | undefined,
): Comment {
  return {
    ...made,
    parentId: parent?.id ?? null,
    place: parent ? parent.place : made.place,
    content: asContent(content),
    isPending: isPending || (parent?.isPending ?? false),
    isDeleted: false,
    isGone: false,
    resolution: null,
    updatedOn: made.createdOn,
  }
}

/** What an author may change: the words, and whether others see them. */
export interface CommentChange {
  content?: { raw: string }
  pending?: boolean
}

/** The comment with what its author changes; once published it stays so. */
export function withChange(
  comment: Comment,
  { content, pending }: CommentChange,
  by: { actor: string; at: string },
): Comment {
  refuseChange(comment, by.actor)
  if (pending === true && !comment.isPending) throw wrongPending('it is published already')
  const said = content ? changed(comment, content.raw, by) : comment
  return comment.isPending && pending === false
    ? { ...said, isPending: false, createdOn: by.at, updatedOn: by.at }
    : said
}

export function refuseOrphan(parent: Comment | undefined): void {
  if (parent?.isPending) throw wrongPending('what it answers is not published')
}

const wrongPending = (complaint: string) => invalid('pending', complaint)

/** What is left of a comment that is deleted. */
export const removed = (comment: Comment, at: string): Comment => blanked(comment, at)

/** A discussion is settled where it began. */
export function resolved(comment: Comment, by: Resolution): Comment {
  refuseAnswers(comment)
  if (comment.place === null) throw new Forbidden('Only comments on the diff can be resolved.')
  if (comment.isPending) throw new Forbidden('A comment that is not published cannot be resolved.')
  if (comment.resolution) throw new Conflict('This comment has already been resolved.')
  return { ...comment, resolution: by }
}

export function reopened(comment: Comment): Comment {
  refuseAnswers(comment)
  if (!comment.resolution) throw new NotFound('This comment has not been resolved.')
  return { ...comment, resolution: null }
}

function refuseAnswers({ parentId }: Comment): void {
  if (parentId !== null) throw new Forbidden('Only top-level comments can be resolved and reopened.')
}
