import type { Static } from 'typebox'
import type { CommitName } from '../commit.ts'
import { asInline, type Inline, type inlineInput } from './inline.ts'
import { asContent, type Said } from './said.ts'

/** What somebody said about a commit. */
export interface Comment extends Said {
  commit: CommitName
  parentId: number | null
  inline: Inline | null
  createdOn: string
}

/** What may be said when a comment is made. */
export interface CommentInput {
  content: { raw: string }
  inline?: Static<typeof inlineInput> | null
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
