import { type PageRequest, paginate } from '@pail/db'
import type { Oid } from '@pail/git'
import type { Db, MergeQueueRow, PullRequestMergeRow } from '../../../db/tables/index.ts'
import { now } from '../../../kernel/clock.ts'
import { orderedId } from '../../../kernel/order.ts'
import type { Merge } from '../merge/merge.ts'
import { fromRow as mergeFromRow } from '../merge/store.ts'
import type { PullRequest } from '../pull-request.ts'
import type { Entry } from './entry.ts'

/** A queue: of one repository, into one branch. */
export interface Queue {
  repository: string
  branch: string
}

export async function add(tx: Db, pullRequest: PullRequest, merge: Merge, mode: Entry['mode']): Promise<void> {
  const row: MergeQueueRow = {
    merge_uuid: merge.uuid,
    repository_uuid: pullRequest.repository.uuid,
    destination_branch: pullRequest.destination.branch,
    mode,
    place: orderedId(),
    source_hash: pullRequest.source.hash,
    candidate_hash: null,
    base_hash: null,
    since: now(),
  }
  await tx.insertInto('merge_queue').values(row).execute()
}

/** In the order in which they came. */
export const list = (db: Db, { repository, branch }: { repository: string; branch?: string }, page: PageRequest) =>
  paginate(
    joined(db)
      .where('merge_queue.repository_uuid', '=', repository)
      .$if(branch !== undefined, those => those.where('destination_branch', '=', branch!))
      .orderBy('destination_branch')
      .orderBy('place')
      .orderBy('merge_uuid'),
    page,
    fromRow,
  )

/** What waits for builds of its source, and the first of those that take turns. */
export async function listFirst(db: Db, { repository, branch }: Queue): Promise<Entry[]> {
  const rows = await joined(db)
    .where('merge_queue.repository_uuid', '=', repository)
    .where('destination_branch', '=', branch)
    .orderBy('place')
    .execute()
  const entries = rows.map(fromRow)
  const first = entries.find(({ mode }) => mode === 'queue')
  return entries.filter(entry => entry.mode === 'builds' || entry === first)
}

/** The queues of a repository in which somebody waits. */
export async function listQueues(db: Db, repository?: string): Promise<Queue[]> {
  return db
    .selectFrom('merge_queue')
    .$if(repository !== undefined, those => those.where('repository_uuid', '=', repository!))
    .select(['repository_uuid as repository', 'destination_branch as branch'])
    .distinct()
    .execute()
}

export async function seek(db: Db, { uuid }: Pick<PullRequest, 'uuid'>): Promise<Entry | undefined> {
  const row = await joined(db).where('pull_request_uuid', '=', uuid).where('state', '=', 'PENDING').executeTakeFirst()
  return row && fromRow(row)
}

export async function build(tx: Db, { merge }: Entry, { hash, base }: { hash: Oid; base: Oid }): Promise<void> {
  await tx
    .updateTable('merge_queue')
    .set({ candidate_hash: hash, base_hash: base, since: now() })
    .where('merge_uuid', '=', merge.uuid)
    .execute()
}

/** False when it was gone already. */
export async function remove(tx: Db, { merge }: Pick<Entry, 'merge'>): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('merge_queue').where('merge_uuid', '=', merge.uuid).executeTakeFirst()
  return numDeletedRows > 0n
}

const joined = (db: Db) =>
  db
    .selectFrom('merge_queue')
    .innerJoin('pull_request_merges', 'pull_request_merges.uuid', 'merge_queue.merge_uuid')
    .selectAll('merge_queue')
    .selectAll('pull_request_merges')

const fromRow = (row: MergeQueueRow & PullRequestMergeRow): Entry => ({
  merge: mergeFromRow(row),
  repositoryUuid: row.repository_uuid,
  destinationBranch: row.destination_branch,
  mode: row.mode,
  place: row.place,
  sourceHash: row.source_hash as Oid,
  candidate:
    row.candidate_hash && row.base_hash ? { hash: row.candidate_hash as Oid, base: row.base_hash as Oid } : null,
  since: row.since,
})
