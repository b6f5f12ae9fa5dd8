import type { Db } from '../../../db/tables/index.ts'
import type { PullRequest } from '../pull-request.ts'
import type { Place } from './positions/place.ts'
import { placeFromRow, placeToRow } from './row.ts'

/** A comment of which only the place matters. */
export interface PlacedComment {
  id: number
  place: Place
}

/** All places of a pull request, published or not. */
export async function list(db: Db, { uuid }: PullRequest): Promise<PlacedComment[]> {
  const rows = await db
    .selectFrom('pull_request_comments')
    .where('pull_request_uuid', '=', uuid)
    .where('path', 'is not', null)
    .where('is_gone', '=', 0)
    .selectAll()
    .execute()
  return rows.map(row => ({ id: row.id, place: placeFromRow(row)! }))
}

/** Of these pull requests the ones that have comments on lines of the old side. */
export async function onOldSide(db: Db, all: readonly PullRequest[]): Promise<PullRequest[]> {
  if (all.length === 0) return []
  const uuids = all.map(one => one.uuid)
  const rows = await db
    .selectFrom('pull_request_comments')
    .where('pull_request_uuid', 'in', uuids)
    .where('line_from', 'is not', null)
    .where('is_gone', '=', 0)
    .select('pull_request_uuid')
    .distinct()
    .execute()
  const found = new Set(rows.map(row => row.pull_request_uuid))
  return all.filter(one => found.has(one.uuid))
}

export async function save(tx: Db, comments: readonly PlacedComment[]): Promise<void> {
  for (const { id, place } of comments)
    await tx.updateTable('pull_request_comments').set(placeToRow(place)).where('id', '=', id).execute()
}
