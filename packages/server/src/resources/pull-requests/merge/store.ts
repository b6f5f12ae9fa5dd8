import { randomUUID } from 'node:crypto'
import type { Oid } from '@pail/git'
import type { Db, PullRequestMergeRow } from '../../../db/tables/index.ts'
import { later, now } from '../../../kernel/clock.ts'
import type { PullRequest } from '../pull-request.ts'
import type { Asked, Merge, Refusal } from './merge.ts'

/** As long as nobody has said that the merge goes on, it may be one that a crash has ended. */
const ALIVE_SECONDS = 60
/** Of one that waits for something else, be it days. */
const WAITING_SECONDS = 100 * 365 * 24 * 3600

interface Wish {
  actorUuid: string
  asked: Asked
  /** Nobody is at it yet. */
  isWaiting: boolean
}

/** What the destination is to name, and what it names. */
export interface Plan {
  hash: Oid
  before: Oid
  /** Somebody else looks after it when whoever is at it is there no more. */
  isWaiting?: boolean
}

/** `isTaken` is thrown while another one goes on. */
export async function create(tx: Db, { uuid }: PullRequest, { actorUuid, asked, isWaiting }: Wish): Promise<Merge> {
  const at = now()
  const row: PullRequestMergeRow = {
    uuid: randomUUID(),
    pull_request_uuid: uuid,
    actor_uuid: actorUuid,
    running_key: uuid,
    state: 'PENDING',
    asked: JSON.stringify(asked),
    planned_hash: null,
    before_hash: null,
    refusal: null,
    alive_until: later(isWaiting ? WAITING_SECONDS : ALIVE_SECONDS),
    created_on: at,
    updated_on: at,
  }
  await tx.insertInto('pull_request_merges').values(row).execute()
  return fromRow(row)
}

export async function seek(db: Db, uuid: string): Promise<Merge | undefined> {
  const row = await db.selectFrom('pull_request_merges').where('uuid', '=', uuid).selectAll().executeTakeFirst()
  return row && fromRow(row)
}

/** The one that goes on, or seems to. */
export async function seekRunning(db: Db, { uuid }: Pick<PullRequest, 'uuid'>): Promise<Merge | undefined> {
  const row = await db.selectFrom('pull_request_merges').where('running_key', '=', uuid).selectAll().executeTakeFirst()
  return row && fromRow(row)
}

/** Those under way into a branch that are to end with this commit. */
export async function listPlanned(
  db: Db,
  { repository, branch, hash }: { repository: string; branch: string; hash: string },
): Promise<Merge[]> {
  const rows = await db
    .selectFrom('pull_request_merges')
    .innerJoin('pull_requests', 'pull_requests.uuid', 'pull_request_merges.pull_request_uuid')
    .where('pull_requests.repository_uuid', '=', repository)
    .where('pull_requests.destination_branch', '=', branch)
    .where('pull_request_merges.planned_hash', '=', hash)
    .where('pull_request_merges.state', '=', 'PENDING')
    .selectAll('pull_request_merges')
    .execute()
  return rows.map(fromRow)
}

/** Those of which nobody has said for a while that they go on. */
export async function listAbandoned(db: Db): Promise<Merge[]> {
  const rows = await db
    .selectFrom('pull_request_merges')
    .where('running_key', 'is not', null)
    .where('alive_until', '<', now())
    .selectAll()
    .execute()
  return rows.map(fromRow)
}

/** Goes on waiting: what was planned did not come to pass. */
export async function wait(tx: Db, { uuid }: Merge): Promise<void> {
  await tx
    .updateTable('pull_request_merges')
    .set({ planned_hash: null, before_hash: null, alive_until: later(WAITING_SECONDS), updated_on: now() })
    .where('uuid', '=', uuid)
    .where('state', '=', 'PENDING')
    .execute()
}

/** Says what the destination is about to name; false when somebody has given this merge up meanwhile. */
export async function plan(tx: Db, { uuid }: Merge, { hash, before, isWaiting = false }: Plan): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('pull_request_merges')
    .set({
      planned_hash: hash,
      before_hash: before,
      alive_until: later(isWaiting ? WAITING_SECONDS : ALIVE_SECONDS),
      updated_on: now(),
    })
    .where('uuid', '=', uuid)
    .where('state', '=', 'PENDING')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Ends it, once: false when it had ended before. */
export async function end(tx: Db, { uuid }: Pick<Merge, 'uuid'>, refusal: Refusal | null): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('pull_request_merges')
    .set({
      state: refusal ? 'FAILED' : 'SUCCESS',
      refusal: refusal && JSON.stringify(refusal),
      running_key: null,
      updated_on: now(),
    })
    .where('uuid', '=', uuid)
    .where('state', '=', 'PENDING')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export const fromRow = (row: PullRequestMergeRow): Merge => ({
  uuid: row.uuid,
  pullRequestUuid: row.pull_request_uuid,
  actorUuid: row.actor_uuid,
  asked: JSON.parse(row.asked) as Asked,
  state: row.state,
  planned:
    row.planned_hash && row.before_hash ? { hash: row.planned_hash as Oid, before: row.before_hash as Oid } : null,
  refusal: row.refusal === null ? null : (JSON.parse(row.refusal) as Refusal),
  aliveUntil: row.alive_until,
  createdOn: row.created_on,
  updatedOn: row.updated_on,
})
