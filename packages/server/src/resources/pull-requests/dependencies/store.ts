import type { Db } from '../../../db/tables/index.ts'
import type { PullRequest } from '../pull-request.ts'
import { withRepositories } from '../store.ts'
import { type Dependency, refuseCycle, wrong } from './dependency.ts'

/** All that has to be merged before a pull request, in the order of their numbers. */
export async function list(db: Db, pullRequest: PullRequest): Promise<Dependency[]> {
  const named = await withRepositories(
    db,
    await db
      .selectFrom('pull_requests')
      .innerJoin('pull_request_dependencies as on', 'on.depends_on_uuid', 'pull_requests.uuid')
      .where('on.pull_request_uuid', '=', pullRequest.uuid)
      .selectAll('pull_requests')
      .execute(),
  )
  const below = await withRepositories(db, await stackedOn(db, pullRequest).selectAll().execute())
  const isNamed = new Set(named.map(({ uuid }) => uuid))
  return [
    ...named.map(one => ({ pullRequest: one, isStacked: false })),
    ...below.filter(({ uuid }) => !isNamed.has(uuid)).map(one => ({ pullRequest: one, isStacked: true })),
  ].toSorted((one, other) => one.pullRequest.id - other.pullRequest.id)
}

/** A change that has landed otherwise holds up nobody. */
export async function countUnmerged(db: Db, pullRequest: PullRequest): Promise<number> {
  const all = await list(db, pullRequest)
  return all.filter(({ pullRequest: { state } }) => state === 'OPEN' || state === 'DECLINED').length
}

/** Makes these, by their numbers, what a pull request stands on. */
export async function replace(tx: Db, pullRequest: PullRequest, ids: readonly number[]): Promise<void> {
  const rows = await tx
    .selectFrom('pull_requests')
    .where('repository_uuid', '=', pullRequest.repository.uuid)
    .where('id', 'in', ids.length === 0 ? [-1] : [...ids])
    .select(['id', 'uuid'])
    .execute()
  const missing = ids.find(id => !rows.some(row => row.id === id))
  if (missing !== undefined) throw wrong(`There is no pull request ${missing}.`)
  refuseCycle(pullRequest.id, ids, await edges(tx, pullRequest))
  await tx.deleteFrom('pull_request_dependencies').where('pull_request_uuid', '=', pullRequest.uuid).execute()
  for (const { uuid } of rows)
    await tx
      .insertInto('pull_request_dependencies')
      .values({ pull_request_uuid: pullRequest.uuid, depends_on_uuid: uuid })
      .execute()
}

/** Open ones of the same repository that bring the branch that this one goes into. */
const stackedOn = (db: Db, { uuid, repository, destination }: PullRequest) =>
  db
    .selectFrom('pull_requests')
    .where('repository_uuid', '=', repository.uuid)
    .where('source_repository_uuid', '=', repository.uuid)
    .where('state', '=', 'OPEN')
    .where('source_branch', '=', destination.branch)
    .where('uuid', '!=', uuid)

async function edges(db: Db, { repository }: PullRequest): Promise<Map<number, number[]>> {
  const rows = await db
    .selectFrom('pull_request_dependencies as on')
    .innerJoin('pull_requests as upper', 'upper.uuid', 'on.pull_request_uuid')
    .innerJoin('pull_requests as lower', 'lower.uuid', 'on.depends_on_uuid')
    .where('upper.repository_uuid', '=', repository.uuid)
    .select(['upper.id as from', 'lower.id as to'])
    .execute()
  const found = new Map<number, number[]>()
  for (const { from, to } of rows) found.set(from, [...(found.get(from) ?? []), to])
  return found
}
