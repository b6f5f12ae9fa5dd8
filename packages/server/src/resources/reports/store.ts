import { type PageRequest, paginate } from '@pail/db'
import { NotFound } from '@pail/failures'
import type { Db, ReportRow } from '../../db/tables/index.ts'
import { uuidIn } from '../../kernel/target.ts'
import type { CommitName } from '../commits/commit.ts'
import type { Report } from './report.ts'

export const list = (db: Db, commit: CommitName, page: PageRequest) =>
  paginate(held(db, commit).orderBy('created_on').orderBy('uuid'), page, row => fromRow(row, commit))

/** By the id that its maker chose, else by the one that it was given. */
export async function seek(db: Db, commit: CommitName, id: string): Promise<Report | undefined> {
  const uuid = uuidIn(id)
  const rows = await held(db, commit)
    .where(eb => eb.or([eb('external_id', '=', id), ...(uuid ? [eb('uuid', '=', uuid)] : [])]))
    .execute()
  const row = rows.find(({ external_id }) => external_id === id) ?? rows[0]
  return row && fromRow(row, commit)
}

export async function find(db: Db, commit: CommitName, id: string): Promise<Report> {
  const report = await seek(db, commit, id)
  if (!report) throw new NotFound('There is no report with this id on this commit.')
  return report
}

export async function count(db: Db, commit: CommitName): Promise<number> {
  const { size } = await held(db, commit)
    .clearSelect()
    .select(eb => eb.fn.countAll<number>().as('size'))
    .executeTakeFirstOrThrow()
  return Number(size)
}

export async function save(tx: Db, report: Report): Promise<Report> {
  const row = toRow(report)
  const { uuid, created_on, user_uuid, ...change } = row
  const kept = await tx
    .insertInto('reports')
    .values(row)
    .onConflict(c => c.columns(['repository_uuid', 'commit_hash', 'external_id']).doUpdateSet(change))
    .returningAll()
    .executeTakeFirstOrThrow()
  return fromRow(kept, report.commit)
}

/** Notes that something about a report changed; until the transaction ends nothing else about it can. */
export async function touch(tx: Db, { uuid }: Report, at: string): Promise<void> {
  await tx.updateTable('reports').set({ updated_on: at }).where('uuid', '=', uuid).execute()
}

export async function remove(tx: Db, { uuid }: Report): Promise<void> {
  await tx.deleteFrom('reports').where('uuid', '=', uuid).execute()
}

const held = (db: Db, { repository, hash }: CommitName) =>
  db
    .selectFrom('reports')
    .where('reports.repository_uuid', '=', repository.uuid)
    .where('reports.commit_hash', '=', hash)
    .selectAll('reports')

const toRow = (report: Report): ReportRow => ({
  uuid: report.uuid,
  repository_uuid: report.commit.repository.uuid,
  commit_hash: report.commit.hash,
  external_id: report.externalId,
  user_uuid: report.userUuid,
  report_type: report.reportType,
  title: report.title,
  details: report.details,
  reporter: report.reporter,
  result: report.result,
  link: report.link,
  logo_url: report.logoUrl,
  remote_link_enabled: report.remoteLinkEnabled ? 1 : 0,
  data: JSON.stringify(report.data),
  created_on: report.createdOn,
  updated_on: report.updatedOn,
})

const fromRow = (row: ReportRow, commit: CommitName): Report => ({
  uuid: row.uuid,
  commit,
  externalId: row.external_id,
  userUuid: row.user_uuid,
  reportType: row.report_type,
  title: row.title,
  details: row.details,
  reporter: row.reporter,
  result: row.result,
  link: row.link,
  logoUrl: row.logo_url,
  remoteLinkEnabled: row.remote_link_enabled === 1,
  data: JSON.parse(row.data),
  createdOn: row.created_on,
  updatedOn: row.updated_on,
})
