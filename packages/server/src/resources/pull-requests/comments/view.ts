import { Type } from 'typebox'
import { links as at, type Site } from '../../../kernel/links.ts'
import { count, embed, flag, links, listed, text, time, untyped, type View, view } from '../../../kernel/view.ts'
import { inlineMembers, inlineShown } from '../../commits/comments/inline.ts'
import { parentId, raw } from '../../commits/comments/said.ts'
import { saidMembers } from '../../commits/comments/view.ts'
import { fullName } from '../../repositories/repository.ts'
import { byUuids } from '../../users/store.ts'
import { actingView } from '../../users/view.ts'
import { short } from '../endpoint.ts'
import type { PullRequest } from '../pull-request.ts'
import { pullRequestView } from '../view.ts'
import type { Comment, Resolution } from './comment.ts'
import { type Place, type Placed, revisionsOf } from './positions/place.ts'

type Named = Pick<Comment, 'pullRequest' | 'id'>

const selfOf = ({ pullRequest, id }: Named, { site }: { site: Site }) =>
  at.pullRequestComment(site, fullName(pullRequest.repository), pullRequest.id, id)

const pageOf = ({ pullRequest, id }: Named, { site }: { site: Site }) =>
  at.pullRequestCommentPage(site, fullName(pullRequest.repository), pullRequest.id, id)

/** What the pull request changes in the file, or did when the comment was made that is outdated now. */
function codeOf(place: Place, pullRequest: PullRequest, site: Site): string {
  const { source, destination } = revisionsOf({ place, pullRequest })
  const { repository, id } = pullRequest
  const spec = `${fullName(repository)}:${short(source)}\r${short(destination)}`
  return at.pullRequestFileDiff(site, fullName(repository), { spec, id, path: place.inline.path })
}

const inlineView: View<Placed> = untyped<Placed>('pullrequest_comment_inline', {
  ...Object.fromEntries(
    Object.entries(inlineShown).map(([name, member]) => [
      name,
      { ...member, show: ({ place }: Placed, showing, mask) => member.show(place.inline, showing, mask) },
    ]),
  ),
  outdated: flag(({ place }) => place.isOutdated),
  context_lines: text(({ place }) => place.origin.context),
  src_rev: text(placed => short(revisionsOf(placed).source)),
  dest_rev: text(placed => short(revisionsOf(placed).destination)),
  base_rev: text(placed => short(revisionsOf(placed).base)),
})

export const resolutionView: View<Resolution> = view<Resolution>('comment_resolution', {
  user: embed(
    () => actingView,
    (r, { load }) => load(byUuids, r.userUuid),
  ),
  created_on: time(r => r.createdOn),
})

/** A comment of which only the id is told, as one that is answered. */
export const commentReferenceView: View<Named> = view(
  'pullrequest_comment_reference',
  { id: count(c => c.id), links: links({ self: selfOf, html: pageOf }) },
  'pullrequest_comment',
)

export const commentView: View<Comment> = view<Comment>('pullrequest_comment', {
  ...saidMembers<Comment>(),
  parent: listed.embed(
    () => commentReferenceView,
    ({ pullRequest, parentId: id }) => (id === null ? undefined : { pullRequest, id }),
  ),
  inline: listed.embed(
    () => inlineView,
    ({ place, pullRequest }) => (place ? { place, pullRequest } : undefined),
  ),
  pending: listed.flag(c => c.isPending),
  resolution: listed.embed(
    () => resolutionView,
    c => c.resolution ?? undefined,
  ),
  pullrequest: listed.embed(
    () => pullRequestView,
    c => c.pullRequest,
  ),
  links: links<Comment>({
    self: selfOf,
    html: pageOf,
    code: (c, { site }) => (c.place ? codeOf(c.place, c.pullRequest, site) : undefined),
  }),
})

const closed = { additionalProperties: false }
/** Clients send back what they were shown; it says nothing here. */
const shown = (...names: readonly string[]) =>
  Object.fromEntries(names.map(name => [name, Type.Optional(Type.Unknown())]))
const content = Type.Object({ raw, ...shown('type', 'markup', 'html') }, closed)
const inline = Type.Object(
  { ...inlineMembers, ...shown('outdated', 'context_lines', 'src_rev', 'dest_rev', 'base_rev') },
  closed,
)
const about = shown('type', 'id', 'created_on', 'updated_on', 'user', 'deleted', 'links', 'pullrequest', 'resolution')

export const commentInput = Type.Object(
  {
    content,
    inline: Type.Optional(Type.Union([inline, Type.Null()])),
    parent: Type.Optional(Type.Union([Type.Object({ id: parentId }), Type.Null()])),
    pending: Type.Optional(Type.Boolean()),
    ...about,
  },
  closed,
)

/** The rest of a comment stays as it is. */
export const commentChange = Type.Object({
  content: Type.Optional(Type.Object({ raw })),
  pending: Type.Optional(Type.Boolean()),
})
