import type { Site } from '../../kernel/links.ts'
import { links as at } from '../../kernel/links.ts'
import { renderedView } from '../../kernel/rendered.ts'
import { count, embed, flag, full, links, listed, text, type View, view } from '../../kernel/view.ts'
import { participantView } from '../commits/approvals/view.ts'
import { commitNameView } from '../commits/view.ts'
import { fullName } from '../repositories/repository.ts'
import { spokenView } from '../users/mentions/view.ts'
import { byUuids } from '../users/store.ts'
import { actingView } from '../users/view.ts'
import { endpointView } from './endpoint.ts'
import { participantsOf } from './participants.ts'
import type { PullRequest } from './pull-request.ts'
import { specOf } from './spec.ts'
import { STATES } from './state.ts'

/** A link to what is below the pull request. */
const part =
  (name: string) =>
  (p: PullRequest, { site }: { site: Site }) =>
    at.pullRequestPart(site, fullName(p.repository), p.id, name)

/** A link to what the repository says of both sides. */
const compared =
  (what: 'diff' | 'diffstat') =>
  (p: PullRequest, { site }: { site: Site }) =>
    at.pullRequestCompared(site, fullName(p.repository), { what, spec: specOf(p), id: p.id })

export const pullRequestView: View<PullRequest> = view<PullRequest>('pullrequest', {
  id: count(p => p.id),
  title: text(p => p.title),
  draft: flag(p => p.isDraft),
  links: links<PullRequest>(
    {
      self: (p, { site }) => at.pullRequest(site, fullName(p.repository), p.id),
      html: (p, { site }) => at.pullRequestPage(site, fullName(p.repository), p.id),
    },
    {
      commits: part('commits'),
      approve: part('approve'),
      'request-changes': part('request-changes'),
      diff: compared('diff'),
      diffstat: compared('diffstat'),
      comments: part('comments'),
      activity: part('activity'),
      merge: part('merge'),
      decline: part('decline'),
      statuses: part('statuses'),
    },
  ),
  description: listed.text(p => p.description),
  state: listed.choice(STATES, p => p.state),
  queued: listed.flag(p => p.isQueued),
  author: listed.embed(
    () => actingView,
    (p, { load }) => load(byUuids, p.authorUuid),
  ),
  source: listed.embed(
    () => endpointView,
    p => ({ ...p.source, repository: p.repository }),
  ),
  destination: listed.embed(
    () => endpointView,
    p => ({ ...p.destination, repository: p.repository, repositoryUuid: p.repository.uuid, isDestination: true }),
  ),
  merge_commit: listed.embed(
    () => commitNameView,
    p => p.mergeHash && { repository: p.repository, hash: p.mergeHash },
  ),
  closed_by: listed.embed(
    () => actingView,
    (p, { load }) => (p.closedByUuid === null ? null : load(byUuids, p.closedByUuid)),
  ),
  reason: listed.text(p => p.reason),
  close_source_branch: listed.flag(p => p.closesSourceBranch),
  comment_count: listed.count(p => p.commentCount),
  task_count: listed.count(p => p.taskCount),
  created_on: listed.time(p => p.createdOn),
  updated_on: listed.time(p => p.updatedOn),
  summary: listed.embed(
    () => spokenView,
    p => p.description,
  ),
  rendered: full.group<PullRequest>({
    title: embed(
      () => renderedView,
      p => p.title,
    ),
    description: embed(
      () => spokenView,
      p => p.description,
    ),
    reason: embed(
      () => spokenView,
      p => p.reason,
    ),
  }),
  reviewers: full.embedAll(
    () => actingView,
    async (p, { load }) => {
      const all = (await load(participantsOf, p.uuid)) ?? []
      const users = await Promise.all(
        all.filter(one => one.role === 'REVIEWER').map(one => load(byUuids, one.userUuid)),
      )
      return users.filter(user => user !== undefined)
    },
  ),
  participants: full.embedAll(
    () => participantView,
    (p, { load }) => load(participantsOf, p.uuid),
  ),
})
