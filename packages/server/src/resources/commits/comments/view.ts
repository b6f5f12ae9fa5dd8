import { Type } from 'typebox'
import { links as at } from '../../../kernel/links.ts'
import { count, links, listed, untyped, type View, view } from '../../../kernel/view.ts'
import { fullName } from '../../repositories/repository.ts'
import { spokenView } from '../../users/mentions/view.ts'
import { byUuids } from '../../users/store.ts'
import type { User } from '../../users/user.ts'
import { actingView } from '../../users/view.ts'
import { commitNameView } from '../view.ts'
import type { Comment } from './comment.ts'
import { type Inline, inlineInput, inlineShown } from './inline.ts'
import { parentId, raw, type Said } from './said.ts'

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

/** The members that every comment has, whatever it is on. */
export const saidMembers = <T extends Said>() => ({
  id: count<T>(c => c.id),
  created_on: listed.time<T>(c => c.createdOn),
  updated_on: listed.time<T>(c => c.updatedOn),
  content: listed.embed<T, string>(
    () => spokenView,
    c => c.content,
  ),
  user: listed.embed<T, User>(
    () => actingView,
    (c, { load }) => load(byUuids, c.userUuid),
  ),
  deleted: listed.flag<T>(c => c.isDeleted),
})

export const commentView: View<Comment> = view<Comment>('commit_comment', {
  ...saidMembers<Comment>(),
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
