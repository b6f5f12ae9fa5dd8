import { Type } from 'typebox'
import { links as at } from '../../../kernel/links.ts'
import { count, links, listed, untyped, type View, view } from '../../../kernel/view.ts'
import { fullName } from '../../repositories/repository.ts'
import { spokenView } from '../../users/mentions/view.ts'
import { byUuids } from '../../users/store.ts'
import { actingView } from '../../users/view.ts'
import { commitNameView } from '../view.ts'
import type { Comment } from './comment.ts'
import { type Inline, inlineInput, inlineShown } from './inline.ts'
import { parentId, raw } from './said.ts'

const inlineView: View<Inline> = untyped<Inline>('comment_inline', inlineShown)

/** A comment of which only the id is told, as one that is answered. */
const parentView: View<Comment> = view<Comment>(
  'comment_reference',
  {
    id: count(c => c.parentId),
    links: links({
      self: (c, { site }) => at.commitComment(site, fullName(c.commit.repository), c.commit.hash, c.parentId!),
      html: (c, { site }) => at.commitCommentPage(site, fullName(c.commit.repository), c.commit.hash, c.parentId!),
    }),
  },
  'commit_comment',
)

export const commentView: View<Comment> = view<Comment>('commit_comment', {
  id: count(c => c.id),
  created_on: listed.time(c => c.createdOn),
  updated_on: listed.time(c => c.updatedOn),
  content: listed.embed(
    () => spokenView,
    c => c.content,
  ),
  user: listed.embed(
    () => actingView,
    (c, { load }) => load(byUuids, c.userUuid),
  ),
  deleted: listed.flag(c => c.isDeleted),
  parent: listed.embed(
    () => parentView,
    c => (c.parentId === null ? undefined : c),
  ),
  inline: listed.embed(
    () => inlineView,
    c => c.inline ?? undefined,
  ),
  commit: listed.embed(
    () => commitNameView,
    c => c.commit,
  ),
  links: links({
    self: (c, { site }) => at.commitComment(site, fullName(c.commit.repository), c.commit.hash, c.id),
    html: (c, { site }) => at.commitCommentPage(site, fullName(c.commit.repository), c.commit.hash, c.id),
    code: (c, { site }) =>
      c.inline ? at.commitFileDiff(site, fullName(c.commit.repository), c.commit.hash, c.inline.path) : undefined,
  }),
})

const content = Type.Object({ raw })

export const commentInput = Type.Object({
  content,
  inline: Type.Optional(Type.Union([inlineInput, Type.Null()])),
  parent: Type.Optional(Type.Union([Type.Object({ id: parentId }), Type.Null()])),
})

/** The rest of a comment stays as it is. */
export const commentChange = Type.Object({ content })
