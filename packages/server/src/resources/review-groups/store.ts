import { isTaken, type PageRequest, paginate } from '@pail/db'
import { invalid, NotFound } from '@pail/failures'
import type { Db, ReviewGroupRow } from '../../db/tables/index.ts'
import { uuidIn } from '../../kernel/target.ts'
import type { Repository } from '../repositories/repository.ts'
import type { ReviewGroup } from './review-group.ts'

export async function list(db: Db, repository: Repository, page: PageRequest) {
  const found = await paginate(
    db
      .selectFrom('review_groups')
      .where('repository_uuid', '=', repository.uuid)
      .selectAll()
      .orderBy('name_key')
      .orderBy('uuid'),
    page,
    row => row,
  )
  const members = await membersOf(
    db,
    found.values.map(({ uuid }) => uuid),
  )
  return { ...found, values: found.values.map(row => fromRow(row, repository, members)) }
}

export async function find(db: Db, repository: Repository, text: string): Promise<ReviewGroup> {
  const uuid = uuidIn(text)
  const row =
    uuid &&
    (await db
      .selectFrom('review_groups')
      .where('repository_uuid', '=', repository.uuid)
      .where('uuid', '=', uuid)
      .selectAll()
      .executeTakeFirst())
  if (!row) throw new NotFound('There is no such review group.')
  return fromRow(row, repository, await membersOf(db, [row.uuid]))
}

/** How many of these people are in a review group of a repository. */
export async function countAmong(db: Db, repository: Repository, users: readonly string[]): Promise<number> {
  if (users.length === 0) return 0
  const rows = await db
    .selectFrom('review_group_members as member')
    .innerJoin('review_groups', 'review_groups.uuid', 'member.group_uuid')
    .where('review_groups.repository_uuid', '=', repository.uuid)
    .where('member.user_uuid', 'in', users)
    .select('member.user_uuid')
    .distinct()
    .execute()
  return rows.length
}

export async function create(tx: Db, group: ReviewGroup): Promise<ReviewGroup> {
  await tx.insertInto('review_groups').values(toRow(group)).execute().catch(refuseTaken)
  return keepMembers(tx, group)
}

export async function save(tx: Db, group: ReviewGroup): Promise<ReviewGroup> {
  await tx.updateTable('review_groups').set(toRow(group)).where('uuid', '=', group.uuid).execute().catch(refuseTaken)
  await tx.deleteFrom('review_group_members').where('group_uuid', '=', group.uuid).execute()
  return keepMembers(tx, group)
}

export async function remove(tx: Db, { uuid }: ReviewGroup): Promise<void> {
  await tx.deleteFrom('review_groups').where('uuid', '=', uuid).execute()
}

async function keepMembers(tx: Db, group: ReviewGroup): Promise<ReviewGroup> {
  const rows = group.members.map(user_uuid => ({ group_uuid: group.uuid, user_uuid }))
  if (rows.length > 0) await tx.insertInto('review_group_members').values(rows).execute()
  return group
}

async function membersOf(db: Db, groups: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>(groups.map(uuid => [uuid, []]))
  if (groups.length === 0) return found
  const rows = await db
    .selectFrom('review_group_members')
    .where('group_uuid', 'in', groups)
    .selectAll()
    .orderBy('user_uuid')
    .execute()
  for (const row of rows) found.get(row.group_uuid)!.push(row.user_uuid)
  return found
}

function refuseTaken(error: unknown): never {
  throw isTaken(error) ? invalid('name', 'There is a review group with this name.') : error
}

const toRow = ({ uuid, repository, name, createdOn }: ReviewGroup): ReviewGroupRow => ({
  uuid,
  repository_uuid: repository.uuid,
  name,
  name_key: name.toLowerCase(),
  created_on: createdOn,
})

const fromRow = (
  row: ReviewGroupRow,
  repository: Repository,
  members: ReadonlyMap<string, readonly string[]>,
): ReviewGroup => ({
  uuid: row.uuid,
  repository,
  name: row.name,
  members: members.get(row.uuid) ?? [],
  createdOn: row.created_on,
})
