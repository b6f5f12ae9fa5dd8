import { embed, embedAll, flag, text, time, untyped, type View } from '../../../kernel/view.ts'
import { byUuids } from '../../users/store.ts'
import { actingView } from '../../users/view.ts'
import type { Update } from '../activity.ts'
import { publishedByIds } from '../comments/store.ts'
import { commentView } from '../comments/view.ts'
import { type Endpoint, endpointView } from '../endpoint.ts'
import type { Destination, Source } from '../pull-request.ts'
import { pullRequestView } from '../view.ts'
import { changesView } from './changes-view.ts'
import type { Item } from './item.ts'
import { peopleOf } from './people.ts'

type Updated = Item & { update: Update }

/** What the pull request became. */
const updateView: View<Updated> = untyped<Updated>('pullrequest_update', {
  state: text(i => i.update.state),
  draft: flag(i => i.update.isDraft),
  title: text(i => i.update.title),
  description: text(i => i.update.description),
  reviewers: embedAll(
    () => actingView,
    (i, showing) => peopleOf(i.update.reviewers, showing),
  ),
  changes: embed(
    () => changesView,
    i => ({ repository: i.pullRequest.repository, changes: i.update.changes }),
  ),
  reason: text(i => i.update.reason),
  author: embed(
    () => actingView,
    (i, { load }) => load(byUuids, i.actorUuid),
  ),
  date: time(i => i.on),
  destination: embed(
    () => endpointView,
    i => sideOf(i, { ...i.update.destination, repositoryUuid: i.pullRequest.repository.uuid }),
  ),
  source: embed(
    () => endpointView,
    i => sideOf(i, i.update.source),
  ),
})

/** A fork that has gone since is gone here as well. */
const sideOf = ({ pullRequest: { repository } }: Item, side: Source | (Destination & Source)): Endpoint => ({
  ...side,
  repository,
})

/** Somebody's verdict. Quirk: in it the pull request is named without an underscore. */
const verdictView: View<Item> = untyped<Item>('pullrequest_verdict', {
  date: time(i => i.on),
  user: embed(
    () => actingView,
    (i, { load }) => load(byUuids, i.actorUuid),
  ),
  pullrequest: embed(
    () => pullRequestView,
    i => i.pullRequest,
  ),
})

const isUpdated = (item: Item): item is Updated => item.update !== null

export const activityView: View<Item> = untyped<Item>('pullrequest_activity', {
  pull_request: embed(
    () => pullRequestView,
    i => i.pullRequest,
  ),
  update: embed(
    () => updateView,
    i => (isUpdated(i) ? i : undefined),
  ),
  approval: embed(
    () => verdictView,
    i => (i.kind === 'approval' ? i : undefined),
  ),
  changes_requested: embed(
    () => verdictView,
    i => (i.kind === 'changes_requested' ? i : undefined),
  ),
  comment: embed(
    () => commentView,
    (i, { load }) => (i.comment === null ? undefined : load(publishedByIds, String(i.comment))),
    'listed',
  ),
})
