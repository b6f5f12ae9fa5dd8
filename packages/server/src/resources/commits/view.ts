import { Type } from 'typebox'
import { links as at } from '../../kernel/links.ts'
import { renderedView } from '../../kernel/rendered.ts'
import { embed, full, links, listed, text, type View, view } from '../../kernel/view.ts'
import { fullName } from '../repositories/repository.ts'
import { repositoryView } from '../repositories/view.ts'
import { keyOf, participantsOf } from './approvals/store.ts'
import { participantView } from './approvals/view.ts'
import { type Commit, type CommitName, madeOn } from './commit.ts'
import { authorView, committerView } from './people.ts'
import { verdictOf } from './signature/verify.ts'
import { signatureView } from './signature/view.ts'

/** A commit that is only pointed to. */
export const commitNameView: View<CommitName> = view<CommitName>(
  'commit_reference',
  {
    hash: text(c => c.hash),
    links: links({
      self: (c, { site }) => at.commit(site, fullName(c.repository), c.hash),
      html: (c, { site }) => at.commitPage(site, fullName(c.repository), c.hash),
    }),
  },
  'commit',
)

export const commitView: View<Commit> = view<Commit>('commit', {
  hash: text(c => c.object.hash),
  links: links<Commit>(
    {
      self: (c, { site }) => at.commit(site, fullName(c.repository), c.object.hash),
      html: (c, { site }) => at.commitPage(site, fullName(c.repository), c.object.hash),
    },
    {
      diff: (c, { site }) => at.repositoryPart(site, fullName(c.repository), `diff/${c.object.hash}`),
      approve: (c, { site }) => at.commitPart(site, fullName(c.repository), c.object.hash, 'approve'),
      comments: (c, { site }) => at.commitPart(site, fullName(c.repository), c.object.hash, 'comments'),
      statuses: (c, { site }) => at.commitPart(site, fullName(c.repository), c.object.hash, 'statuses'),
      patch: (c, { site }) => at.repositoryPart(site, fullName(c.repository), `patch/${c.object.hash}`),
    },
  ),
  date: listed.time(madeOn),
  author: listed.embed(
    () => authorView,
    c => c.object.author,
  ),
  committer: listed.embed(
    () => committerView,
    c => c.object.committer,
  ),
  message: listed.text(c => c.object.message),
  summary: listed.embed(
    () => renderedView,
    c => c.object.message,
  ),
  parents: listed.embedAll(
    () => commitNameView,
    c => c.object.parents.map(hash => ({ repository: c.repository, hash })),
  ),
  repository: listed.embed(
    () => repositoryView,
    c => c.repository,
  ),
  participants: full.embedAll(
    () => participantView,
    (c, { load }) => load(participantsOf, keyOf({ repository: c.repository, hash: c.object.hash })),
  ),
  signature: full.embed(() => signatureView, verdictOf),
  rendered: full.group<Commit>({
    message: embed(
      () => renderedView,
      c => c.object.message,
    ),
  }),
  properties: full.value(Type.Object({}, { additionalProperties: true }), () => ({})),
})
