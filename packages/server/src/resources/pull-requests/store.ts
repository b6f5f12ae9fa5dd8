import { type Param, prepared } from '@pail/db'
import { NotFound } from '@pail/failures'
import type { Db, PullRequestRow } from '../../db/tables/index.ts'
import { now } from '../../kernel/clock.ts'
import { countOn } from '../../kernel/count-on.ts'
import type { Repository } from '../repositories/repository.ts'
import { byUuids as repositoriesByUuids } from '../repositories/store.ts'
import type { PullRequest } from './pull-request.ts'
import { fromRow, openKey, toRow } from './row.ts'

type Held = Pick<Repository, 'uuid'>

const byId = prepared((db: Db, param: Param<{ repository: string; id: number }>) =>
  db
    .selectFrom('pull_requests')
    .where('repository_uuid', '=', param('repository'))
    .where('id', '=', param('id'))
    .selectAll()
    .$castTo<PullRequestRow>(),
)

const shown = new WeakMap<PullRequestRow, PullRequest>()

/** By the number in a path, which may be anything; while nothing changes it is the very same object. */
export async function find(db: Db, repository: Repository, text: string): Promise<PullRequest> {
  const id = /^\d{1,9}$/.test(text) ? Number(text) : 0
  const row = await byId.first(db, { repository: repository.uuid, id })
  if (!row) throw unknown()
  const known = shown.get(row)
  if (known?.repository === repository) return known
  const found = fromRow(row, repository)
  shown.set(row, found)
  return found
}

/** The same within a transaction that is about to change it: nobody else does so meanwhile. */
export async function findToChange(tx: Db, { repository, id }: Pick<PullRequest, 'repository' | 'id'>) {
  // Writing is what locks the row, on either database.
  const row = await tx
    .updateTable('pull_requests')
    .set(eb => ({ id: eb.ref('id') }))
    .where('repository_uuid', '=', repository.uuid)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  if (!row) throw unknown()
  return fromRow(row, repository)
}

/** By repository and number, as events name it. */
export async function seek(db: Db, repository: Held, id: number): Promise<PullRequest | undefined> {
  const row = await db
    .selectFrom('pull_requests')
    .where('repository_uuid', '=', repository.uuid)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst()
  return row && (await withRepositories(db, [row]))[0]
}

/** Those of the uuids that exist; for embedding. */
export async function byUuids(db: Db, uuids: readonly string[]): Promise<Map<string, PullRequest>> {
  const rows = await db.selectFrom('pull_requests').where('uuid', 'in', uuids).selectAll().execute()
  return new Map((await withRepositories(db, rows)).map(one => [one.uuid, one]))
}

/** Rows with the repositories that they are in. */
export async function withRepositories(db: Db, rows: readonly PullRequestRow[]): Promise<PullRequest[]> {
  const found = await repositoriesByUuids(db, [...new Set(rows.map(row => row.repository_uuid))])
  return rows.flatMap(row => {
    const repository = found.get(row.repository_uuid)
    return repository ? [fromRow(row, repository)] : []
  })
}

/** Quirk: in these two words alone, for clients that look for them. */
const unknown = () => new NotFound('Not Found')

/** The number of the next one; none is given twice. */
export const nextId = (tx: Db, { uuid }: Held): Promise<number> => countOn(tx, `pull requests of ${uuid}`)

/** The open one from one branch into another. */
export async function seekOpen(
  db: Db,
  { repository, source, destination }: Pick<PullRequest, 'repository' | 'source' | 'destination'>,
): Promise<PullRequest | undefined> {
  const row = await db
    .selectFrom('pull_requests')
    .where('repository_uuid', '=', repository.uuid)
    .where('open_key', '=', openKey({ source, destination }))
    .selectAll()
    .executeTakeFirst()
  return row && fromRow(row, repository)
}

/** `isTaken` is thrown where one is open already from the same branch into the same. */
export async function create(tx: Db, pullRequest: PullRequest): Promise<PullRequest> {
  await tx
    .insertInto('pull_requests')
    .values({ ...toRow(pullRequest), linked_hash: null })
    .execute()
  return pullRequest
}

/** What is counted stays as it is: whoever counts says so by itself. */
export async function save(tx: Db, pullRequest: PullRequest): Promise<PullRequest> {
  const { comment_count: _, task_count: __, ...rest } = toRow(pullRequest)
  await tx.updateTable('pull_requests').set(rest).where('uuid', '=', pullRequest.uuid).execute()
  return pullRequest
}

type Counted = 'comment_count' | 'task_count'

/** So many more, or fewer, comments or open tasks. */
export async function count(tx: Db, { uuid }: Pick<PullRequest, 'uuid'>, what: Counted, by: number): Promise<void> {
  await tx
    .updateTable('pull_requests')
    .set(eb => ({ [what]: eb(what, '+', by), updated_on: now() }))
    .where('uuid', '=', uuid)
    .execute()
}

export const countComments = (tx: Db, pullRequest: Pick<PullRequest, 'uuid'>, by: number): Promise<void> =>
  count(tx, pullRequest, 'comment_count', by)

export const countTasks = (tx: Db, pullRequest: Pick<PullRequest, 'uuid'>, by: number): Promise<void> =>
  count(tx, pullRequest, 'task_count', by)

/** Something about it is different, though nothing of its own. */
export async function touch(tx: Db, { uuid }: Pick<PullRequest, 'uuid'>, at: string): Promise<void> {
  await tx.updateTable('pull_requests').set({ updated_on: at }).where('uuid', '=', uuid).execute()
}
