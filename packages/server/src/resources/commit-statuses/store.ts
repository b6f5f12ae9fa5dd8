import { inOrder, matching, type PageRequest, paginate } from '@pail/db'
import { NotFound } from '@pail/failures'
import type { CommitStatusRow, Db } from '../../db/tables/index.ts'
import type { Filter } from '../../kernel/filter.ts'
import type { CommitName } from '../commits/commit.ts'
import { statusFields } from './fields.ts'
import { type Builds, buildsIn, type Status } from './status.ts'

const OLDEST_FIRST = { path: 'created_on', descending: false } as const

/** With a branch given, those that were made for it and those that count for all. */
export const list = (
  db: Db,
  { commit, refname }: { commit: CommitName; refname?: string | undefined },
  { query, sort }: Filter,
  page: PageRequest,
) =>
  paginate(
    counting(db, commit, refname)
      .where(matching(query, statusFields))
      .$call(inOrder(sort ?? OLDEST_FIRST, statusFields, 'commit_statuses.key')),
    page,
    row => fromRow(row, commit),
  )

/** How the builds of a commit went, those for a branch and those that count for all. */
export async function countBuilds(db: Db, commit: CommitName, refname: string): Promise<Builds> {
  return buildsIn(await counting(db, commit, refname).execute())
}

export async function seek(db: Db, commit: CommitName, key: string): Promise<Status | undefined> {
  const row = await held(db, commit).where('key', '=', key).executeTakeFirst()
  return row && fromRow(row, commit)
}

export async function find(db: Db, commit: CommitName, key: string): Promise<Status> {
  const status = await seek(db, commit, key)
  if (!status) throw new NotFound('There is no status with this key on this commit.')
  return status
}

/** Puts a status in the place of the one that the commit has of this key. */
export async function save(tx: Db, status: Status): Promise<Status> {
  const row = toRow(status)
  await tx
    .insertInto('commit_statuses')
    .values(row)
    .onConflict(c => c.columns(['repository_uuid', 'commit_hash', 'key']).doUpdateSet(row))
    .execute()
  return status
}

const held = (db: Db, { repository, hash }: CommitName) =>
  db
    .selectFrom('commit_statuses')
    .where('commit_statuses.repository_uuid', '=', repository.uuid)
    .where('commit_statuses.commit_hash', '=', hash)
    .selectAll('commit_statuses')

const counting = (db: Db, commit: CommitName, refname: string | undefined) =>
  held(db, commit).$if(refname !== undefined, those =>
    those.where(eb => eb.or([eb('refname', '=', refname!), eb('refname', 'is', null)])),
  )

const toRow = ({ commit, ...status }: Status): CommitStatusRow => ({
  repository_uuid: commit.repository.uuid,
  commit_hash: commit.hash,
  key: status.key,
  state: status.state,
  name: status.name,
  description: status.description,
  url: status.url,
  refname: status.refname,
  created_on: status.createdOn,
  updated_on: status.updatedOn,
})

const fromRow = (row: CommitStatusRow, commit: CommitName): Status => ({
  commit,
  key: row.key,
  state: row.state,
  name: row.name,
  description: row.description,
  url: row.url,
  refname: row.refname,
  createdOn: row.created_on,
  updatedOn: row.updated_on,
})
