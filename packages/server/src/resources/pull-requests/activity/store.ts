import { type Page, type PageRequest, paginateAfter } from '@pail/db'
import type { Db, PullRequestActivityRow } from '../../../db/tables/index.ts'
import type { Update } from '../activity.ts'
import type { PullRequest } from '../pull-request.ts'
import { byUuids } from '../store.ts'
import type { Item } from './item.ts'

const NEWEST_FIRST = { keys: { 'pull_request_activity.id': 'text' }, descending: true } as const

/** What was done about one pull request. */
export const list = (db: Db, pullRequest: PullRequest, page: PageRequest): Promise<Page<Item>> =>
  paginateAfter(
    rows(db).where('pull_request_activity.pull_request_uuid', '=', pullRequest.uuid),
    page,
    NEWEST_FIRST,
    row => fromRow(row, pullRequest),
  )

/** The same for all of a repository. */
export async function listAll(db: Db, { uuid }: { uuid: string }, page: PageRequest): Promise<Page<Item>> {
  const query = rows(db).where('pull_request_activity.repository_uuid', '=', uuid)
  const { values, ...rest } = await paginateAfter(query, page, NEWEST_FIRST, row => row)
  const about = [...new Set(values.map(row => row.pull_request_uuid))]
  const found = about.length > 0 ? await byUuids(db, about) : new Map<string, PullRequest>()
  return { ...rest, values: values.map(row => fromRow(row, found.get(row.pull_request_uuid)!)) }
}

const rows = (db: Db) => db.selectFrom('pull_request_activity').selectAll('pull_request_activity')

const fromRow = (row: PullRequestActivityRow, pullRequest: PullRequest): Item => ({
  kind: row.kind,
  pullRequest,
  actorUuid: row.actor_uuid,
  on: row.created_on,
  comment: row.comment_id,
  update: row.kind === 'update' ? (JSON.parse(row.data) as Update) : null,
})
