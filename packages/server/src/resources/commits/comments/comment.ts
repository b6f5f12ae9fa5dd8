import { Forbidden, Invalid, NotFound } from '@pail/failures'
import type { CommitName } from '../commit.ts'

/** The place in a file that a comment is about: lines of its old and its new version, the first of several apart. */
export interface Inline {
  path: string
  from: number | null
  to: number | null
  startFrom: number | null
  startTo: number | null
}

/** What somebody said about a commit. */
export interface Comment {
  id: number
  commit: CommitName
  userUuid: string
  parentId: number | null
  content: string
  inline: Inline | null
  /** Only answers to it keep it there. */
  isDeleted: boolean
  createdOn: string
  updatedOn: string
}

/** What may be said when a comment is made. */
export interface CommentInput {
  content: { raw: string }
  inline?: {
    path: string
    from?: number | null
    to?: number | null
    start_from?: number | null
    start_to?: number | null
  } | null
}

/** An answer is about the same place as what it answers. */
export function newComment(
  { id, commit, userUuid, createdOn }: Pick<Comment, 'id' | 'commit' | 'userUuid' | 'createdOn'>,
  { content, inline }: CommentInput,
  parent: Comment | undefined,
): Comment {
  return {
    id,
    commit,
    userUuid,
    parentId: parent?.id ?? null,
    content: asContent(content.raw),
    inline: inline ? asInline(inline) : (parent?.inline ?? null),
    isDeleted: false,
    createdOn,
    updatedOn: createdOn,
  }
}

/** Says something else in the same place; only the author may. */
export function changed(comment: Comment, raw: string, { actor, at }: { actor: string; at: string }): Comment {
  if (comment.isDeleted) throw new NotFound(String(comment.id))
  if (comment.userUuid !== actor) throw new Forbidden('Only the author of a comment can change it.')
  return { ...comment, content: asContent(raw), updatedOn: at }
}

/** What is left of a comment that has answers. */
export const blanked = (comment: Comment, at: string): Comment => ({
  ...comment,
  content: '',
  isDeleted: true,
  updatedOn: at,
})

export function refuseRemoval(comment: Comment, actor: string, isAdmin: boolean): void {
  if (comment.userUuid !== actor && !isAdmin)
    throw new Forbidden('Only the author of a comment and administrators of the repository can delete it.')
}

function asContent(raw: string): string {
  if (raw.trim() !== '') return raw
  throw new Invalid('content.raw: may not be blank', { fields: { 'content.raw': ['may not be blank'] } })
}

const asInline = ({ path, from, to, start_from, start_to }: NonNullable<CommentInput['inline']>): Inline => ({
  path,
  from: from ?? null,
  to: to ?? null,
  startFrom: start_from ?? null,
  startTo: start_to ?? null,
})
