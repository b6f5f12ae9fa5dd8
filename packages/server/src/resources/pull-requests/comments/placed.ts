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

export async function save(tx: Db, comments: readonly PlacedComment[]): Promise<void> {
  for (const { id, place } of comments)
    await tx.updateTable('pull_request_comments').set(placeToRow(place)).where('id', '=', id).execute()
}
