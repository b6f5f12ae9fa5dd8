import type { BlobId } from '@pail/blobs'
import { type Param, prepared } from '@pail/db'
import type { Db } from '../../db/tables/index.ts'
import { blobRowsIn } from '../../kernel/blobs.ts'
import { now } from '../../kernel/clock.ts'
import type { Named } from './batch.ts'

/** A file that was taken in. */
export interface LfsObject extends Named {
  repositoryUuid: string
  userUuid: string | null
}

const COLUMNS = ['repository_uuid', 'oid', 'size', 'user_uuid', 'created_on'] as const

/** Those of the files that can be had through a repository, with their sizes. */
export async function held(db: Db, repository: string, oids: readonly string[]): Promise<Map<string, number>> {
  if (oids.length === 0) return new Map()
  const rows = await db
    .selectFrom('lfs_objects')
    .where('repository_uuid', '=', repository)
    .where('oid', 'in', oids)
    .select(['oid', 'size'])
    .execute()
  return new Map(rows.map(({ oid, size }) => [oid, Number(size)]))
}

/** Asked for each of the thousands that a client gets. */
const one = prepared((db: Db, param: Param<{ repository: string; oid: string }>) =>
  db
    .selectFrom('lfs_objects')
    .where('repository_uuid', '=', param('repository'))
    .where('oid', '=', param('oid'))
    .select(['oid', 'size', 'created_on']),
)

export async function seek(db: Db, repository: string, oid: string) {
  const row = await one.first(db, { repository, oid })
  return row && { blob: row.oid as BlobId, size: Number(row.size), createdOn: row.created_on }
}

/** From now on the file can be had through the repository; bringing it twice changes nothing. */
export async function save(tx: Db, { repositoryUuid, oid, size, userUuid }: LfsObject): Promise<void> {
  await tx
    .insertInto('lfs_objects')
    .values({ repository_uuid: repositoryUuid, oid, size, user_uuid: userUuid, created_on: now() })
    .onConflict(conflict => conflict.columns(['repository_uuid', 'oid']).doNothing())
    .execute()
}

/** A copy of a repository has all that the repository has. */
export const copyAll = (tx: Db, from: string, to: string): Promise<void> => copy(tx, { from, to })

/** Files of one repository, or those of them that are named, can be had through another one, too. */
export async function copy(
  tx: Db,
  { from, to }: { from: string; to: string },
  oids?: readonly string[],
): Promise<void> {
  await tx
    .insertInto('lfs_objects')
    .columns(COLUMNS)
    .expression(eb =>
      eb
        .selectFrom('lfs_objects')
        .where('repository_uuid', '=', from)
        .$if(oids !== undefined, query => query.where('oid', 'in', oids ?? []))
        .select(({ val }) => [val(to).as('repository_uuid'), 'oid', 'size', 'user_uuid', val(now()).as('created_on')]),
    )
    .onConflict(conflict => conflict.columns(['repository_uuid', 'oid']).doNothing())
    .execute()
}

/** Whether one repository has any file that another one has not. */
export async function hasOthers(db: Db, repository: string, other: string): Promise<boolean> {
  const row = await db
    .selectFrom('lfs_objects')
    .where('repository_uuid', '=', repository)
    .where('oid', 'not in', eb => eb.selectFrom('lfs_objects').where('repository_uuid', '=', other).select('oid'))
    .select('oid')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The contents that large files are. */
export const blobRows = blobRowsIn('LFS objects', db => db.selectFrom('lfs_objects').select(['oid as blob', 'size']))
