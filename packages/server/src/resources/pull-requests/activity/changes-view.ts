import { type TSchema, Type } from 'typebox'
import { embed, embedAll, type Member, untyped, type View, value } from '../../../kernel/view.ts'
import { actingView } from '../../users/view.ts'
import { endpointView } from '../endpoint.ts'
import type { Destination, Source } from '../pull-request.ts'
import type { Changed } from './item.ts'
import { peopleOf } from './people.ts'

type Turn = { old: unknown; new: unknown }
type Reviewed = { added: readonly string[]; removed: readonly string[] }

const turnOf = ({ changes }: Changed, name: string): Turn | undefined => changes[name] as Turn | undefined

/** What it was before and what it is now, as it stands. */
const plain = (name: string, schema: TSchema): Member<Changed> =>
  value(Type.Object({ old: schema, new: schema }), changed => turnOf(changed, name))

type Side = { changed: Changed; turn: { old: Source & Destination; new: Source & Destination } }

const shown = (which: 'old' | 'new'): Member<Side> =>
  embed(
    () => endpointView,
    ({ changed: { repository }, turn }) => ({
      ...turn[which],
      repository,
      repositoryUuid: turn[which].repositoryUuid === undefined ? repository.uuid : turn[which].repositoryUuid,
    }),
  )

/** A side that moved, or that is another one now. */
const sideView: View<Side> = untyped<Side>('pullrequest_endpoint_change', { old: shown('old'), new: shown('new') })

const side = (name: 'source' | 'destination'): Member<Changed> =>
  embed(
    () => sideView,
    changed => {
      const turn = turnOf(changed, name)
      return turn && { changed, turn: turn as Side['turn'] }
    },
  )

/** Who came and who went. */
const reviewedView: View<Reviewed> = untyped<Reviewed>('pullrequest_reviewers_change', {
  added: embedAll(
    () => actingView,
    ({ added }, showing) => peopleOf(added, showing),
  ),
  removed: embedAll(
    () => actingView,
    ({ removed }, showing) => peopleOf(removed, showing),
  ),
})

/** What is different after an update, each with what it was. */
export const changesView: View<Changed> = untyped<Changed>('pullrequest_changes', {
  title: plain('title', Type.String()),
  description: plain('description', Type.String()),
  status: plain('status', Type.String()),
  draft: plain('draft', Type.Boolean()),
  close_source_branch: plain('close_source_branch', Type.Boolean()),
  source: side('source'),
  destination: side('destination'),
  reviewers: embed(
    () => reviewedView,
    ({ changes }) => changes.reviewers as Reviewed | undefined,
  ),
})
