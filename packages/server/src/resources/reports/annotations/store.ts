import { type PageRequest, paginate } from '@pail/db'
import { NotFound } from '@pail/failures'
import type { AnnotationRow, Db } from '../../../db/tables/index.ts'
import { uuidIn } from '../../../kernel/target.ts'
import type { Report } from '../report.ts'
import type { Annotation } from './annotation.ts'

export const list = (db: Db, report: Report, page: PageRequest) =>
  paginate(held(db, report).orderBy('created_on').orderBy('external_id'), page, fromRow)

/** By the id that its maker chose, else by the one that it was given. */
export async function seek(db: Db, report: Report, id: string): Promise<Annotation | undefined> {
  const uuid = uuidIn(id)
  const rows = await held(db, report)
    .where(eb => eb.or([eb('external_id', '=', id), ...(uuid ? [eb('uuid', '=', uuid)] : [])]))
    .execute()
  const row = rows.find(({ external_id }) => external_id === id) ?? rows[0]
  return row && fromRow(row)
}

export async function find(db: Db, report: Report, id: string): Promise<Annotation> {
  const annotation = await seek(db, report, id)
  if (!annotation) throw new NotFound('There is no annotation with this id in this report.')
  return annotation
}

/** Those of the given ids that there are, by the id that their maker chose. */
export async function byExternalIds(
  db: Db,
  report: Report,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Annotation>> {
  const rows = await held(db, report).where('external_id', 'in', ids).execute()
  return new Map(rows.map(row => [row.external_id, fromRow(row)]))
}

export async function count(db: Db, report: Report): Promise<number> {
  const { size } = await held(db, report)
    .clearSelect()
    .select(eb => eb.fn.countAll<number>().as('size'))
    .executeTakeFirstOrThrow()
  return Number(size)
}

export async function save(tx: Db, report: Report, annotation: Annotation): Promise<Annotation> {
  const row = toRow(report, annotation)
  await tx
    .insertInto('report_annotations')
    .values(row)
    .onConflict(c => c.column('uuid').doUpdateSet(row))
    .execute()
  return annotation
}

export async function remove(tx: Db, { uuid }: Annotation): Promise<void> {
  await tx.deleteFrom('report_annotations').where('uuid', '=', uuid).execute()
}

const held = (db: Db, { uuid }: Report) =>
  db.selectFrom('report_annotations').where('report_uuid', '=', uuid).selectAll('report_annotations')

const toRow = (report: Report, annotation: Annotation): AnnotationRow => ({
  uuid: annotation.uuid,
  report_uuid: report.uuid,
  external_id: annotation.externalId,
  annotation_type: annotation.annotationType,
  summary: annotation.summary,
  details: annotation.details,
  result: annotation.result,
  severity: annotation.severity,
  path: annotation.path,
  line: annotation.line,
  link: annotation.link,
  created_on: annotation.createdOn,
  updated_on: annotation.updatedOn,
})

const fromRow = (row: AnnotationRow): Annotation => ({
  uuid: row.uuid,
  externalId: row.external_id,
  annotationType: row.annotation_type,
  summary: row.summary,
  details: row.details,
  result: row.result,
  severity: row.severity,
  path: row.path,
  line: row.line,
  link: row.link,
  createdOn: row.created_on,
  updatedOn: row.updated_on,
})
