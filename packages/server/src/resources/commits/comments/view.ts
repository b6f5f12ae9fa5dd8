import { Type } from 'typebox'
import { links as at } from '../../../kernel/links.ts'
import { renderedView } from '../../../kernel/rendered.ts'
import { count, links, listed, text, untyped, type View, view } from '../../../kernel/view.ts'
import { fullName } from '../../repositories/repository.ts'
import { byUuids } from '../../users/store.ts'
import { actingView } from '../../users/view.ts'
import { commitNameView } from '../view.ts'
import type { Comment, Inline } from './comment.ts'

/** Longer comments are refused; in UTF-16 units. */
const MAX_CONTENT = 32_768

const inlineView: View<Inline> = untyped<Inline>('comment_inline', {
  from: count(i => i.from),
  to: count(i => i.to),
  start_from: count(i => i.startFrom),
  start_to: count(i => i.startTo),
  path: text(i => i.path),
})

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
    () => renderedView,
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

const content = Type.Object({ raw: Type.String({ maxLength: MAX_CONTENT }) })
const line = Type.Optional(Type.Union([Type.Integer({ minimum: 1, maximum: 2_147_483_647 }), Type.Null()]))

export const commentInput = Type.Object({
  content,
  inline: Type.Optional(
    Type.Union([
      Type.Object({
        path: Type.String({ minLength: 1, maxLength: 4096 }),
        from: line,
        to: line,
        start_from: line,
        start_to: line,
      }),
      Type.Null(),
    ]),
  ),
  parent: Type.Optional(Type.Union([Type.Object({ id: Type.Integer({ minimum: 1 }) }), Type.Null()])),
})

/** The rest of a comment stays as it is. */
export const commentChange = Type.Object({ content })
