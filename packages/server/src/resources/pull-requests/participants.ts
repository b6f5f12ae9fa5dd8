import type { Db, PullRequestParticipantRow } from '../../db/tables/index.ts'
import { now } from '../../kernel/clock.ts'
import type { Participant } from '../commits/approvals/participant.ts'
import type { PullRequest } from './pull-request.ts'

type Of = Pick<PullRequest, 'uuid'>
type Verdict = PullRequestParticipantRow['state']

/** Whoever says something takes part from then on. */
export async function takePart(tx: Db, { uuid }: Of, userUuid: string, at = now()): Promise<void> {
  await tx
    .insertInto('pull_request_participants')
    .values({ ...added(uuid, userUuid, at), participated_on: at })
    .onConflict(c => c.columns(['pull_request_uuid', 'user_uuid']).doUpdateSet({ participated_on: at }))
    .execute()
}

/** Approves, asks for changes, or takes either back. */
export async function giveVerdict(tx: Db, { uuid }: Of, userUuid: string, verdict: Verdict): Promise<Participant> {
  const at = now()
  const row = await tx
    .insertInto('pull_request_participants')
    .values({ ...added(uuid, userUuid, at), participated_on: at, state: verdict })
    .onConflict(c => c.columns(['pull_request_uuid', 'user_uuid']).doUpdateSet({ participated_on: at, state: verdict }))
    .returningAll()
    .executeTakeFirstOrThrow()
  return participant(row)
}

/** What everybody's approvals, or wishes for changes, come to after a change: none. Says whose they were. */
export async function forgetVerdicts(tx: Db, { uuid }: Of, verdict: NonNullable<Verdict>): Promise<string[]> {
  const rows = await tx
    .updateTable('pull_request_participants')
    .set({ state: null })
    .where('pull_request_uuid', '=', uuid)
    .where('state', '=', verdict)
    .returning('user_uuid')
    .execute()
  return rows.map(row => row.user_uuid)
}

/** Everybody who takes part, in the order in which they came. */
export async function list(db: Db, { uuid }: Of): Promise<Participant[]> {
  return (await participantsOf(db, [uuid])).get(uuid) ?? []
}

export async function seek(db: Db, { uuid }: Of, userUuid: string): Promise<Participant | undefined> {
  const row = await db
    .selectFrom('pull_request_participants')
    .where('pull_request_uuid', '=', uuid)
    .where('user_uuid', '=', userUuid)
    .selectAll()
    .executeTakeFirst()
  return row && participant(row)
}

/** The same of several, by the uuid of the pull request; for embedding. */
export async function participantsOf(db: Db, uuids: readonly string[]): Promise<Map<string, Participant[]>> {
  const rows = await db
    .selectFrom('pull_request_participants')
    .where('pull_request_uuid', 'in', uuids)
    .orderBy('added_on')
    .orderBy('place')
    .orderBy('user_uuid')
    .selectAll()
    .execute()
  const found = new Map<string, Participant[]>(uuids.map(uuid => [uuid, []]))
  for (const row of rows) found.get(row.pull_request_uuid)!.push(participant(row))
  return found
}

/** Makes these the reviewers, and says who was not one before and who is none any more. */
export async function setReviewers(tx: Db, of: Of, userUuids: readonly string[]): Promise<Reviewing> {
  const before = (await list(tx, of)).filter(one => one.role === 'REVIEWER').map(one => one.userUuid)
  const reviewing = {
    added: userUuids.filter(one => !before.includes(one)),
    removed: before.filter(one => !userUuids.includes(one)),
  }
  const at = now()
  for (const [place, userUuid] of reviewing.added.entries())
    await tx
      .insertInto('pull_request_participants')
      .values({ ...added(of.uuid, userUuid, at), place, is_reviewer: 1 })
      .onConflict(c => c.columns(['pull_request_uuid', 'user_uuid']).doUpdateSet({ is_reviewer: 1 }))
      .execute()
  for (const userUuid of reviewing.removed) await release(tx, of, userUuid)
  return reviewing
}

export interface Reviewing {
  added: string[]
  removed: string[]
}

/** Who has said something stays, as a participant. */
async function release(tx: Db, { uuid }: Of, userUuid: string): Promise<void> {
  const theirs = { pull_request_uuid: uuid, user_uuid: userUuid }
  await tx
    .deleteFrom('pull_request_participants')
    .where(eb => eb.and(theirs))
    .where('participated_on', 'is', null)
    .execute()
  await tx
    .updateTable('pull_request_participants')
    .set({ is_reviewer: 0 })
    .where(eb => eb.and(theirs))
    .execute()
}

const added = (uuid: string, userUuid: string, at: string): PullRequestParticipantRow => ({
  pull_request_uuid: uuid,
  user_uuid: userUuid,
  is_reviewer: 0,
  state: null,
  participated_on: null,
  added_on: at,
  place: 0,
})

const participant = (row: PullRequestParticipantRow): Participant => ({
  userUuid: row.user_uuid,
  role: row.is_reviewer === 1 ? 'REVIEWER' : 'PARTICIPANT',
  state: row.state,
  participatedOn: row.participated_on,
})
