import { Type } from 'typebox'
import { links as at } from '../../kernel/links.ts'
import { renderMarkdown } from '../../kernel/markdown.ts'
import { embed, full, links, listed, text, type View, view } from '../../kernel/view.ts'
import { fullName } from '../repositories/repository.ts'
import { repositoryView } from '../repositories/view.ts'
import { type Commit, type CommitName, madeOn } from './commit.ts'
import { authorView, committerView } from './people.ts'

/** A longer message is shown as it was written, as a page holds a hundred of them. */
const MAX_RENDERED_MESSAGE = 8192

const renderedMessage = {
  raw: text<Commit>(c => c.object.message),
  markup: text<Commit>(() => 'markdown'),
  html: text<Commit>(c => renderMarkdown(c.object.message, MAX_RENDERED_MESSAGE)),
}

/** A text together with what it looks like. */
export const summaryView: View<Commit> = view<Commit>('rendered', renderedMessage)

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
    () => summaryView,
    c => c,
  ),
  parents: listed.embedAll(
    () => commitNameView,
    c => c.object.parents.map(hash => ({ repository: c.repository, hash })),
  ),
  repository: listed.embed(
    () => repositoryView,
    c => c.repository,
  ),
  rendered: full.group<Commit>({
    message: embed(
      () => summaryView,
      c => c,
    ),
  }),
  properties: full.value(Type.Object({}, { additionalProperties: true }), () => ({})),
})
