import type { Db, PullRequestActivityRow } from '../../db/tables/index.ts'
import { now } from '../../kernel/clock.ts'
import { orderedId } from '../../kernel/order.ts'
import * as participants from './participants.ts'
import type { Destination, PullRequest, Source } from './pull-request.ts'
import type { State } from './state.ts'

/** What changed, each with what it was before; of reviewers the uuids of those who came and went. */
export type Changes = Readonly<
  Record<string, { old: unknown; new: unknown } | { added: readonly string[]; removed: readonly string[] }>
>

/** What a pull request was when it was changed. */
export interface Update {
  state: State
  isDraft: boolean
  title: string
  description: string
  reason: string
  source: Source
  destination: Destination
  reviewers: readonly string[]
  changes: Changes
}

/** Something that was done about a pull request, by the uuid of somebody. */
export type Note =
  | { kind: 'update'; actor: string; data: Update; at?: string }
  | { kind: 'approval' | 'changes_requested'; actor: string; data?: undefined; at?: string }
  | { kind: 'comment'; actor: string; data: { comment: number }; at?: string }

/** Writes down what was done, for the activity of the pull request and of its repository. */
export async function noteActivity(tx: Db, pullRequest: PullRequest, note: Note): Promise<void> {
  const { kind, actor, at = now() } = note
  const row: PullRequestActivityRow = {
    id: orderedId(),
    pull_request_uuid: pullRequest.uuid,
    repository_uuid: pullRequest.repository.uuid,
    kind,
    actor_uuid: actor,
    comment_id: kind === 'comment' ? note.data.comment : null,
    data: kind === 'update' ? JSON.stringify(note.data) : '{}',
    created_on: at,
  }
  await tx.insertInto('pull_request_activity').values(row).execute()
}

/** Notes that the pull request became what it is now. */
export async function noteUpdate(tx: Db, pullRequest: PullRequest, actor: string, changes: Changes): Promise<void> {
  const all = await participants.list(tx, pullRequest)
  const { state, isDraft, title, description, reason, source, destination } = pullRequest
  const reviewers = all.filter(one => one.role === 'REVIEWER').map(one => one.userUuid)
  const data = { state, isDraft, title, description, reason, source, destination, reviewers, changes }
  await noteActivity(tx, pullRequest, { kind: 'update', actor, data, at: pullRequest.updatedOn })
}

/** A comment that is gone without a trace was never made. */
export async function forgetComment(tx: Db, { uuid }: Pick<PullRequest, 'uuid'>, comment: number): Promise<void> {
  await tx
    .deleteFrom('pull_request_activity')
    .where('pull_request_uuid', '=', uuid)
    .where('comment_id', '=', comment)
    .execute()
}
