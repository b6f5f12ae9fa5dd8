import type { BlobId } from '@pail/blobs'
import { type PageRequest, paginate } from '@pail/db'
import { NotFound } from '@pail/failures'
import type { Db, DownloadRow } from '../../db/tables/index.ts'
import { blobRowsIn } from '../../kernel/blobs.ts'
import { readable } from '../repositories/access.ts'
import type { Repository } from '../repositories/repository.ts'
import type { Given } from './address.ts'
import { type Download, sameName } from './download.ts'

/** Newest first. */
export const list = (db: Db, repository: Repository, page: PageRequest) =>
  paginate(held(db, repository).orderBy('id', 'desc'), page, row => fromRow(row, repository))

export async function find(db: Db, repository: Repository, name: string): Promise<Download> {
  const row = await held(db, repository).where('name', '=', sameName(name)).executeTakeFirst()
  if (!row) throw new NotFound('There is no download of this name in the repository.')
  return fromRow(row, repository)
}

/** The file that is offered under an id, wherever, while the one who was led to it may read the repository. */
export async function seekGiven(db: Db, { id, to }: Given): Promise<Omit<Download, 'repository'> | undefined> {
  const row = await db
    .selectFrom('downloads')
    .innerJoin('repositories', 'repositories.uuid', 'downloads.repository_uuid')
    .leftJoin('users as readers', join => join.on('readers.uuid', '=', to ?? '').on('readers.status', '=', 'active'))
    .where('downloads.id', '=', id)
    .where(readable())
    .selectAll('downloads')
    .executeTakeFirst()
  return row && fileOf(row)
}

/** Offers a file in the place of the one that has its name. */
export async function replace(tx: Db, download: Download): Promise<void> {
  const row = toRow(download)
  await tx
    .deleteFrom('downloads')
    .where('repository_uuid', '=', row.repository_uuid)
    .where('name', '=', row.name)
    .execute()
  await tx.insertInto('downloads').values(row).execute()
}

export async function remove(tx: Db, { id }: Download): Promise<void> {
  await tx.deleteFrom('downloads').where('id', '=', id).execute()
}

export async function countOne(tx: Db, { id }: Download): Promise<void> {
  await tx
    .updateTable('downloads')
    .set(eb => ({ downloads: eb('downloads', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** The contents that downloads offer. */
export const blobRows = blobRowsIn('downloads', db => db.selectFrom('downloads').select(['blob', 'size']))

const held = (db: Db, { uuid }: Repository) =>
  db.selectFrom('downloads').where('repository_uuid', '=', uuid).selectAll()

const toRow = ({ repository, userUuid, createdOn, ...file }: Download): DownloadRow => ({
  ...file,
  repository_uuid: repository.uuid,
  user_uuid: userUuid,
  created_on: createdOn,
})

const fromRow = (row: DownloadRow, repository: Repository): Download => ({ ...fileOf(row), repository })

const fileOf = ({ id, name, blob, size, user_uuid, downloads, created_on }: DownloadRow) => ({
  id,
  name,
  blob: blob as BlobId,
  size: Number(size),
  userUuid: user_uuid,
  downloads,
  createdOn: created_on,
})
