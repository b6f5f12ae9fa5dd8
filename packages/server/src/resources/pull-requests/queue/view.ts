import { Type } from 'typebox'
import { links as at } from '../../../kernel/links.ts'
import type { Batch } from '../../../kernel/present.ts'
import { choice, embed, group, text, time, untyped, type View } from '../../../kernel/view.ts'
import { fullName } from '../../repositories/repository.ts'
import { byUuids as usersByUuids } from '../../users/store.ts'
import { actingView } from '../../users/view.ts'
import type { PullRequest } from '../pull-request.ts'
import { byUuids } from '../store.ts'
import { pullRequestView } from '../view.ts'
import { type Entry, queueBranch } from './entry.ts'

export const queueQuery = Type.Object({ branch: Type.Optional(Type.String()) })

const pullRequestOf: Batch<string, PullRequest> = byUuids

export const entryView: View<Entry> = untyped<Entry>('merge_queue_entry', {
  pull_request: embed(
    () => pullRequestView,
    (e, { load }) => load(pullRequestOf, e.merge.pullRequestUuid),
  ),
  destination: text(e => e.destinationBranch),
  waits_for: choice(['turn', 'builds'], e => (e.candidate || e.mode === 'builds' ? 'builds' : 'turn')),
  branch: text(async (e, { load }) => {
    const pullRequest = e.candidate && (await load(pullRequestOf, e.merge.pullRequestUuid))
    return pullRequest ? queueBranch(pullRequest) : null
  }),
  commit: text(e => e.candidate?.hash ?? null),
  merge_strategy: text(e => e.merge.asked.strategy),
  added_by: embed(
    () => actingView,
    (e, { load }) => load(usersByUuids, e.merge.actorUuid),
  ),
  added_on: time(e => e.merge.createdOn),
  links: group<Entry>({
    task: group<Entry>({
      href: text(async (e, { site, load }) => {
        const pullRequest = await load(pullRequestOf, e.merge.pullRequestUuid)
        return pullRequest && at.mergeTask(site, fullName(pullRequest.repository), pullRequest.id, e.merge.uuid)
      }),
    }),
  }),
})
